"""What a page tells a reader who wants to know what to write, what applies and what to change."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.report import explain, json_report, terminal
from mlmcheck.report.finding_page import quotation
from mlmcheck.report.language import speaker
from mlmcheck.report.layout import page_width
from mlmcheck.report.view import first_case
from mlmcheck.scheme.errors import Problem
from mlmcheck.text import Text

Judged = Callable[[str], Judgement]

HEAD = "mlmcheck: 1\nname: x\nas_of: 2026-10-01\ncurrency: {currency}\nmarket: {market}\n"
GOODS = "goods: [{name: mask, retail_price: 128, market_value: 60}]\n"
US = HEAD.format(currency="USD", market="us") + GOODS + "entry: none\n"
US += "rewards: [{for: [retail, purchase], levels: 3, pays: 5%}]\n"
CN = HEAD.format(currency="CNY", market="cn") + GOODS
ON_OWN_SALES = CN + "entry: none\nrewards: [{for: retail, levels: 1, pays: 20%}]\n"
LICENSED = "operator: {authorised: [{kind: direct-selling, market: cn}]}\n"
BUY_BACK = ON_OWN_SALES + LICENSED + "safeguards: {buy_back: {rate: 90%, days: 30}}\n"


@pytest.fixture
def judge(court: Court, tmp_path: Path) -> Judged:
    """Judge what a scheme file says."""

    def judge_text(text: str) -> Judgement:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return judge_file(path, court)

    return judge_text


def page_of(*judgements: Judgement, problems: tuple[Problem, ...] = (), width: int = 120) -> str:
    """What is printed, without the ends of lines within a paragraph."""
    page = io.StringIO()
    terminal.render(judgements, problems, speaker("en"), page, width)
    return " ".join(page.getvalue().split())


def law_in_json(judgement: Judgement) -> Any:
    """The report on the first law."""
    return json.loads(json_report.render([judgement], [], speaker("en")))["results"][0]["laws"][0]


def test_what_is_missing_is_named_with_the_key_to_write(judge: Judged) -> None:
    """Beside what is missing stands the place of the scheme file, and no name of the tool's own."""
    page = page_of(judge(CN + "entry: none\n"))

    assert "missing: team compensation; write it in rewards (for, levels, pays)" in page
    assert "missing: property obtained by deception; write it in conduct.deception" in page
    assert "reward.on_downline" not in page


def test_a_line_that_leaves_a_fact_open_is_named(judge: Judged) -> None:
    """A payment of which it is not said whether it must be made is pointed at."""
    text = CN + "rewards: [{for: sale, pays: 20%}]\nentry:\n  - {item: fee, amount: 99}\n"

    assert (
        "write it in entry (amount, required, opens) or network (orders, payouts); see line 9"
        in (page_of(judge(text)))
    )


def test_what_only_practice_answers_is_sought_in_operating_data(judge: Judged) -> None:
    """Where the plan says it, what is missing are figures; the reasoning tells the two apart."""
    judgement = judge(US)
    label = "least payment to be paid for other participants"
    whole = io.StringIO()
    explain.files([judgement], [], speaker("en"), whole, 120)
    lines = whole.getvalue().splitlines()

    assert f"missing: {label}, in operating data; write it in network (orders, payouts)" in (
        page_of(judgement)
    )
    assert any(f"{label}: USD 0" in line for line in lines)
    assert any(f"{label}, in operating data: not known" in line for line in lines)


def test_json_says_where_to_write(judge: Judged) -> None:
    """Each fact that would settle it has the place where it is written."""
    asked = {one["fact"]: one["write"] for one in law_in_json(judge(US))["would_settle"]}

    assert "observed.payouts or network.payouts" == asked["reward.share_for_final_sales"]
    assert "safeguards.customer_rule.customers" == asked["guard.customers_required"]


def test_legal_is_said_apart_from_what_may_not_apply(judge: Judged) -> None:
    """Headline and list say which instrument is left out, and the page what would tell."""
    judgement = judge(ON_OWN_SALES)
    apart = "legal, apart from 直销管理条例 (it is not known whether it applies)"
    page = page_of(judgement)

    assert page.startswith(f"✓ {apart}")
    assert apart in page_of(judgement, judgement)
    assert "missing: licences held; write it in operator.authorised" in page
    assert ["cn-443"] == law_in_json(judgement)["left_out"]


def test_a_question_of_scope_says_what_applies_and_what_follows(judge: Judged) -> None:
    """It reads as an instrument that applies, and not as an answer that is unlawful."""
    page = page_of(judge(ON_OWN_SALES))
    law = law_in_json(judge(ON_OWN_SALES))

    said = "if yes, 直销管理条例 applies: then review (facts are missing)"
    assert said in page
    assert any(said in one["text"] for one in law["would_settle"] if one["scope"])


def test_neighbouring_law_is_not_applied(judge: Judged) -> None:
    """An instrument that is only kept in mind is told as not covered."""
    page = page_of(judge(ON_OWN_SALES))
    applied, _, rest = page.partition("Applied:")[2].partition("Not covered here:")

    assert "禁止传销条例" in applied
    assert "(not encoded)" not in applied
    assert rest.strip().startswith("当地投资、吸收存款及诈骗法律（未编入）")


def test_the_reason_of_what_is_not_covered_stands_under_the_headline(judge: Judged) -> None:
    """A day before the law's first rule on pyramids is explained at once, in both forms."""
    judgement = judge(BUY_BACK.replace("2026-10-01", "1999-01-01"))
    reason = "no rule on pyramids was in force on that day; the first is from 2005-11-01"

    assert page_of(judgement).startswith(f"? review: the rules do not cover it ! {reason} score")
    assert reason in page_of(judgement, judgement)


def test_a_broken_duty_is_told_with_the_amount_that_keeps_it(judge: Judged) -> None:
    """Who buys back too little is told how much is asked, and not to buy back."""
    page = page_of(judge(BUY_BACK))

    assert "buy-back rate: 90%; asked: under 100%" in page
    assert "Way out kept if buy-back rate: at least 100%" in page
    assert "buy back unsold goods" not in page


def test_the_arrow_points_at_the_value_and_lists_end_last(judge: Judged) -> None:
    """That a list is complete is shown after what stands in it."""
    text = "complete: [entry, rewards]\n" + ON_OWN_SALES.replace("20%", "40%") + LICENSED
    page = page_of(judge(text))
    value = text.splitlines().index("rewards: [{for: retail, levels: 1, pays: 40%}]") + 1

    assert f"plan.yaml:{value}:" in page
    assert page.index("pays: 40%}]") < page.index("1 | complete:")


@pytest.mark.parametrize(
    ("citation", "short"),
    [
        (
            "A v. B, 86 F.T.C. 1106, 1181 (1975), aff'd mem., 580 F.2d 701 (D.C. Cir. 1978)",
            "A v. B, 86 F.T.C. 1106, 1181 (1975)",
        ),
        ("A v. B, 79 F.3d 776 (9th Cir. 1996)", "A v. B, 79 F.3d 776 (9th Cir. 1996)"),
        ("广州互联网法院（2019）粤0192行初5号", "广州互联网法院（2019）粤0192行初5号"),
    ],
)
def test_a_short_citation_is_the_first_case(citation: str, short: str) -> None:
    """What became of a case goes unsaid where there is little room."""
    assert short == first_case(citation)


def test_quotation_marks_within_are_of_the_second_rank() -> None:
    """A quotation in a quotation is told from it."""
    assert "“所称‘以上’”" == quotation("所称“以上”")


def test_only_what_was_judged_is_counted() -> None:
    """A file that is not there has no line, and no rules that were asked."""
    gone = Problem(Text("there is no such file"), "nofile.yaml")

    assert "nofile.yaml: there is no such file 1 file: 0 pyramid-like, 0 review, 0 legal, " in (
        page_of(problems=(gone,))
    )


def test_indicators_show_what_they_rest_on(judged: Callable[..., Judgement]) -> None:
    """Under an indicator stands a line of the file."""
    page = page_of(judged("yunzaizhijian"))
    told = page.partition("cn-224-1-line-without-self")[2]

    assert "participants: 2600000" in told.partition("Consequences")[0]


@pytest.mark.parametrize(("columns", "width"), [("72", 72), ("9", 40), ("", 100), ("wide", 100)])
def test_columns_count_for_a_pipe_too(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    """COLUMNS sets the width of what goes into a file, where it is a number."""
    monkeypatch.setenv("COLUMNS", columns)

    assert width == page_width(io.StringIO(), None)
