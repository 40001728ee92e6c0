"""What is promised to prospects and how people are treated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis
from mlmcheck.measures import claims as module
from mlmcheck.measures.claims import CLASSES, claims, classify, normalise
from mlmcheck.resources import rules_dir
from tests.measures.parsed import SOURCED, one, places, plan, shown

INCOME = "promo.income_claims"
EMPHASIS = "promo.recruitment_emphasis"


def known(text: str) -> dict[str, str]:
    """What is known of promotion and conduct."""
    return shown(claims(plan(text), None))


def kinds(text: str) -> list[str]:
    """The classes a claim falls in."""
    return [match.kind for match in classify(text)]


# The classes, by words of real promotion.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("躺赚", ["passive"]),
        ("躺赚，月入十万", ["income", "passive"]),
        ("轻松月入上万甚至十几万", ["income"]),
        ("投100、300或600元即可月入百万, 最高赚2.7亿元", ["income"]),
        ("这是今天收的款，做***就是这么赚钱", ["income"]),
        ("吃个饭也在收款，跟着***干，赚钱就是这么爽", ["income", "passive", "recruitment"]),
        ("每天晒收米图", ["income"]),
        ("一部手机、一个微信账号、消费128元就能代理整个商城产品", ["recruitment"]),
        ("成功就是跟对人做对事", ["recruitment"]),
        ("火热招募全国代理", ["recruitment"]),
        ("巴厘岛、马尔代夫、普吉岛、三亚，人人都能度假", ["lifestyle"]),
        ("三个月买奔驰、6个月买房", ["lifestyle"]),
        ("腾讯、支付宝、北京飞鹰软航三家共同打造的草根创业项目", ["endorsement"]),
        ("国家扶持项目", ["endorsement"]),
        ("品牌代言，明星站台", ["endorsement"]),
        ("动动手指轻松赚钱", ["income", "passive"]),
        ("EUR 2,000 becomes EUR 16,572", ["income"]),
        ("EUR 6,000 becomes EUR 18,000 in 2-3 years", ["income"]),
        ("JT made 50,000 two weeks ago", ["income"]),
        ("license to print money", ["income"]),
        ("financial freedom", ["income"]),
        ("double your money in 25 months", ["income"]),
        ("Earn up to $5,000 a month", ["income"]),
        ("earn a six-figure income", ["income"]),
        ("Quit your job and earn while you sleep", ["income", "passive"]),
        ("Passive income for life", ["passive"]),
        ("a luxury car and exotic vacations", ["lifestyle"]),
        ("grow your team", ["recruitment"]),
        ("approved by the government", ["endorsement"]),
    ],
)
def test_promotion_is_classed_by_its_words(text: str, expected: list[str]) -> None:
    """Words of decided schemes, of the weishang articles and of the FTC's examples."""
    assert expected == kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "income tax is withheld",
        "an income disclosure statement is published each year",
        "We do not promise any income",
        "Income is not guaranteed",
        "No income is guaranteed",
        "most participants earn little or no money",
        "earn 500 points for a review",
        "earn 15% on each order",
        "earn your trust",
        "made in 2020",
        "made of 100% cotton",
        "since 2015 we make 30 products",
        "we made 10,000 masks",
        "learned 20 words",
        "S2B2C",
        "付费会员制",
        "专业微信分销系统、多款裂变式吸粉营销应用，帮助企业打造微信商城特色分销平台",
        "我们不承诺任何收益，请理性参与",
        "谨防躺赚骗局",
        "公司年收入2亿元",
        "每单返10%佣金",
        "效率翻倍",
        "代扣个人所得税",
        "公司年会",
    ],
)
def test_plain_business_is_no_claim(text: str) -> None:
    """Taxes, disclaimers, warnings, points, rates per order and company figures are none."""
    assert [] == [kind for kind in kinds(text) if kind in ("income", "passive")]


def test_a_disclaimer_does_not_undo_a_claim() -> None:
    """The promise was made, whatever the small print says."""
    assert ["income"] == kinds("Earn $5k a month! Income is not guaranteed.")
    assert ["income"] == kinds("月入过万，不承诺收益")


@pytest.mark.parametrize(
    "text",
    [
        "躺 赚",
        "躺　赚",
        "躺\u200b赚",
        "【躺赚】",
        "VIP躺赚群",
        "月入１０万",
        "月 入 10 万",
        "ＥＡＲＮ　＄５００",
        "Financial  FREEDOM",
    ],
)
def test_width_case_and_spaces_do_not_hide_a_claim(text: str) -> None:
    """Full-width letters, capitals, invisible characters and stray spaces change nothing."""
    assert kinds(text)


def test_words_are_whole_in_latin_letters() -> None:
    """A word inside another is none."""
    assert [] == kinds("learn 500 words, the yearned 500 pages")


def test_the_note_names_the_class_and_the_words() -> None:
    """A reader sees why a claim counts."""
    fact = one(claims(plan("claims: [轻松躺赚]\n"), None), INCOME)
    assert "claim of passive income, by the words “躺赚”" == str(fact.evidence[0].note)


def test_every_entry_of_the_list_has_a_class_and_a_source() -> None:
    """The list of words is data that somebody can check."""
    import yaml

    stated = yaml.safe_load((rules_dir() / "_words.yaml").read_text("utf-8"))
    sources = {"cfr437", "ftc", "ramirez", "advocare", "weishang", "women", "huainan", "hainan"}
    sources |= {"changde", "cases", "plain"}
    assert {*CLASSES} == {entry["class"] for entry in stated["words"]}
    assert sources == {entry["source"] for entry in stated["words"]}
    assert all(("word" in entry) != ("pattern" in entry) for entry in stated["words"])


def test_every_plain_word_of_the_list_is_found() -> None:
    """No word is hidden by how it is normalised, nor by what is never a claim."""
    import yaml

    stated = yaml.safe_load((rules_dir() / "_words.yaml").read_text("utf-8"))
    missed = [
        entry["word"]
        for entry in stated["words"]
        if "word" in entry and entry["class"] not in kinds(entry["word"])
    ]
    assert [] == missed


# The facts.


def test_an_income_claim_is_one_by_income_or_passive_income() -> None:
    """Recruitment talk, holidays and endorsements promise no earnings by themselves."""
    assert {INCOME: "1"} == known("claims: [躺赚]\n")
    assert {INCOME: "1"} == known("claims: [free shipping, 月入十万]\n")
    assert {} == known("claims: [招代理, 晒度假, 国家扶持项目]\n")


def test_claims_without_such_words_prove_nothing() -> None:
    """Other claims may have been made: only `none` says that there is none."""
    assert {} == known("claims: [S2B2C]\n")
    assert {INCOME: "0"} == known("claims: none\n")
    assert {} == known("entry: none\n")


def test_a_claim_that_is_only_alleged_decides_nothing() -> None:
    """It stands beside the fact with its place and source."""
    text = SOURCED + "claims: [{text: license to print money, source: said}, {text: S2B2C}]\n"
    fact = one(claims(plan(text), None), INCOME)
    assert ("[0, 1]", ("claims", 0, "text"), "said") == (
        shown([fact])[INCOME],
        fact.alleged[0].path,
        fact.alleged[0].source,
    )


def test_a_claim_stands_where_it_is_written() -> None:
    """Evidence points at the text of each claim that promises earnings, and at no other."""
    text = SOURCED + "claims: [S2B2C, 躺赚, {text: 月入十万, source: found}]\n"
    assert ["claims.1.text", "claims.2.text"] == places(one(claims(plan(text), None), INCOME))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("recruitment", "1"), ("goods", "0"), ("both", None)],
)
def test_emphasis_is_as_stated(stated: str, expected: str | None) -> None:
    """Both stressed alike is neither over the other."""
    assert expected == known(f"recruiting: {{emphasis: {stated}}}\n").get(EMPHASIS)


def test_alleged_emphasis_decides_nothing() -> None:
    """An allegation of emphasis on recruitment stands beside; of goods it speaks of nothing."""
    line = SOURCED + "recruiting: {emphasis: %s, source: said}\n"
    assert {EMPHASIS: "[0, 1]"} == known(line % "recruitment")
    assert {} == known(line % "goods")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("deception", "conduct.deception"),
        ("coercion", "conduct.coercion"),
        ("grave_result", "conduct.grave_result"),
        ("inventory_loading", "stock.beyond_need"),
    ],
)
def test_conduct_is_found_denied_alleged_or_unknown(key: str, name: str) -> None:
    """Found is true, `none` is false, alleged is no value, silence is nothing."""
    line = SOURCED + "conduct: {%s: [{text: so it was, source: %s}]}\n"
    assert {name: "1"} == known(line % (key, "found"))
    assert {name: "[0, 1]"} == known(line % (key, "said"))
    assert {name: "0"} == known(f"conduct: {{{key}: none}}\n")
    assert {} == known("entry: none\n")


def test_what_is_found_and_alleged_is_found() -> None:
    """An allegation beside a finding changes nothing."""
    text = SOURCED + (
        "conduct: {deception: [{text: one, source: said}, {text: two, source: found}, plainly]}\n"
    )
    fact = one(claims(plan(text), None), "conduct.deception")
    assert ("1", Basis.DECLARED, ["conduct.deception.1.text", "conduct.deception.2.text"], 1) == (
        shown([fact])[fact.name],
        fact.basis,
        places(fact),
        len(fact.alleged),
    )


def test_words_are_read_only_when_there_is_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan without claims reads no list."""

    def fail() -> None:
        raise AssertionError("the list of words was read")

    monkeypatch.setattr(module, "_entries", fail)
    assert {INCOME: "0"} == known("claims: none\n")
    assert {} == known("entry: none\n")


# Properties.


@given(st.text(max_size=60))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """A text in the form in which words are compared stays as it is."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=30).filter(lambda text: "\n" not in text), st.text(max_size=30))
def test_what_stands_around_a_chinese_claim_does_not_hide_it(before: str, after: str) -> None:
    """Unless a warning or a denial stands before it, the word is found wherever it is."""
    if any(mark in normalise(before) for mark in "拒谨警远不别未无没"):
        return
    assert "passive" in kinds(before + " 躺赚 " + after)
