"""What must be paid to join, to earn and to be paid for others."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlmcheck.facts import Basis, Fact
from mlmcheck.interval import INFINITY, Interval, Truth
from mlmcheck.measures.entry import entry
from mlmcheck.network.summary import Summary
from mlmcheck.vocabulary import VOCABULARY
from tests.measures.parsed import shown
from tests.measures.schemes import SOURCES, encoded, plan_of, values

JOIN, EARN, RECRUIT = (
    "entry.payment_to_join",
    "entry.payment_to_earn",
    "entry.payment_to_recruit",
)
FEE, GOODS = "entry.fee_part", "entry.goods_part"
KIT, YEAR, RATIO = "entry.only_kit_at_cost", "entry.payment_year", "entry.value_ratio"


def paid(said: str) -> tuple[Any, Any, Any]:
    """Return what it costs to join, to earn and to be paid for others."""
    found = values(entry(plan_of(said), None))
    return found.get(JOIN), found.get(EARN), found.get(RECRUIT)


def one(said: str, name: str) -> Any:
    """Return one fact's value, None where nothing is known of it."""
    return values(entry(plan_of(said), None)).get(name)


# The real cases, each worked by hand from its file: join, earn, recruit, fee part, goods part, only
# a kit at cost, value ratio. None: nothing is known.
REAL = {
    # what the vouchers open is not said, so that they open the right to sell alone is not excluded
    "at-lyoness-2018": (None, None, None, None, None, None, None),
    # optional: not proven that it was the only way in
    "au-lyoness-2015": (None, None, None, None, None, None, None),
    # some price for joining; its goods are no kit, and joining is what is rewarded
    "ca-opinion-consumer-items-2005": ("(0..", "(0..", "(0..", 0, "(0..", False, None),
    # 3,800 for the first unit, of which up to 500 is clothing; joining itself is not named
    "cn-1040-project": (0, 3800, 3800, "3300..3800", "0..500", False, "7.6.."),
    "cn-avon-2006": (None, None, None, None, None, None, None),
    "cn-baoyue-liquor-2022": (None, None, None, None, None, None, None),
    # the cheapest of five grades opens recruiting; other ways to earn may be free
    "cn-dajia-jicunxi-2020": (None, None, "600..", None, "600..", False, None),
    "cn-one-level-generic": (0, 0, 0, 0, 0, True, 1),
    # what rewards are for is a sale by somebody, so that they are pay for others is not certain
    "cn-peanut-diary-2019": (None, None, None, None, None, None, None),
    # 500 dollars are more than nothing in any currency
    "cn-plustoken-2020": (None, "(0..", "(0..", "(0..", None, False, None),
    # reached by adding up purchases; the upgraded rank pays more and is not needed to earn
    "cn-yunzaizhijian-2016": (None, "128..", "128..", None, "128..", False, None),
    "eu-4finance-2014": ("0.01..", "0.01..", "0.01..", "0.01..", None, False, None),
    "kr-coway-2023": (None, None, None, None, None, None, None),
    # a kit at its market value; whether that is its seller's cost is not said
    "us-amway-1979": ("15.6..", "15.6..", "15.6..", None, "15.6..", None, None),
    # the cheapest of three packages, and a monthly fee above 0 to earn
    "us-burnlounge-2014": ("29.95..", "(29.95..", "(29.95..", "(0..", "29.95..", False, None),
    "us-herbalife-2016": ("(0..", "(0..", "(0..", None, "(0..", None, None),
    "us-neora-2023": ("(0..", "(0..", "(0..", None, "(0..", None, None),
    "us-platt-gifting-tables-2013": (5000, 5000, 5000, 5000, 0, False, INFINITY),
}


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_case_costs_what_a_careful_reader_finds(name: str) -> None:
    """Each encoded case gives what its file says by hand, and not one number more."""
    found = values(entry(encoded(name), None))

    assert REAL[name] == tuple(found.get(f) for f in (JOIN, EARN, RECRUIT, FEE, GOODS, KIT, RATIO))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The pack opens selling; whoever has none holds no grade, and may not recruit either.
        (date(2017, 6, 6), (0, "0..788", "0..788")),
        (date(2017, 6, 7), (0, 0, 0)),
    ],
)
def test_kaola_before_and_after_its_pack(day: date, expected: tuple[Any, ...]) -> None:
    """What was required until a day is not asked of those who come after it."""
    found = values(entry(encoded("cn-kaola-mall-2017", day), None))

    assert expected == (found[JOIN], found[EARN], found[RECRUIT])


@pytest.mark.parametrize(("day", "earn"), [(date(2018, 1, 15), "99.."), (date(2018, 1, 16), None)])
def test_peanut_diary_before_and_after_it_was_free(day: date, earn: Any) -> None:
    """A list that may lack items never shows that earning is free, though one item of it says 0."""
    found = values(entry(encoded("cn-peanut-diary-2019", day), None))

    assert earn == found.get(EARN)


# Which right a payment is needed for.

TEAM = "rewards: [{for: entry, pays: {1: 10%}}]\n"
OWN_SALES = "rewards: [{for: retail, pays: {1: 10%}}]\n"


@pytest.mark.parametrize(
    ("opens", "rewards", "expected"),
    [
        ("[join]", TEAM, (99, 99, 99)),
        ("[earn]", TEAM, (0, 99, 99)),
        ("[recruit]", TEAM, (0, 99, 99)),
        ("[recruit]", OWN_SALES, (0, 0, 0)),
        ("[sell]", OWN_SALES, (0, 99, 0)),
        ("[sell]", TEAM, (0, 0, 0)),
        ("[earn]", OWN_SALES, (0, 99, 0)),
        # one of the two rewards can be had without it
        (
            "[sell]",
            "rewards: [{for: retail, pays: {1: 10%}}, {for: recruit, pays: {1: 5}}]",
            (0, 0, 0),
        ),
        # on a retail sale the second level is the seller's sponsor
        ("[sell]", "rewards: [{for: retail, pays: {2: 3%}}]", (0, 0, 0)),
        ("[recruit]", "rewards: [{for: retail, pays: {2: 3%}}]", (0, 99, 99)),
        # who places the orders is not said, so whether it is his sale or his downline's is not
        ("[sell]", "rewards: [{for: sale, levels: 1}]", (0, "0..99", 0)),
        ("[recruit]", "rewards: [{for: sale, levels: 1}]", (0, "0..99", "0..99")),
        ("[recruit]", "rewards: [{for: sale, levels: 2}]", (0, "0..99", 99)),
        # a discount on his own orders is no reward, and nobody else is paid
        ("[recruit]", "rewards: [{for: sale, pays: {0: 5%}}]", (0, 0, 0)),
        ("[earn]", "rewards: none", (0, 99, 0)),
    ],
)
def test_a_payment_is_asked_for_what_it_opens(
    opens: str, rewards: str, expected: tuple[Any, ...]
) -> None:
    """A right hangs on the payments that open it or a right that it includes, and on no other."""
    said = f"entry: [{{item: fee, amount: 99, required: rule, opens: {opens}}}]\n{rewards}"

    assert expected == paid(said)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("{item: fee, amount: 99, required: rule}", ("0..99", "0..99", "0..99")),
        ("{item: fee, amount: 99, opens: [join]}", ("0..99", "0..99", "0..99")),
        ("{item: fee, amount: 99, opens: [earn]}", (0, "0..99", "0..99")),
        # called optional, but nothing else is shown to open it
        ("{item: fee, amount: 99, required: optional, opens: [join]}", ("0..99",) * 3),
        ("{item: fee, amount: 99, required: optional, opens: [recruit]}", (0, "0..99", "0..99")),
        ("{item: fee, amount: 99, required: optional, opens: [sell]}", (0, 0, 0)),
        # what it opens is not said, and it buys nothing: it may open any right
        ("{item: fee, amount: 99, required: optional}", ("0..99",) * 3),
        ("{item: kit, amount: 99, required: optional}", (0, 0, 0)),
        ("{item: fee, amount: 99, required: optional, rank: B}", (0, 0, 0)),
        ("{item: fee, required: rule, opens: [join]}", (None, None, None)),
        ("{item: fee, amount: {over: 0}, required: rule, opens: [join]}", ("(0..",) * 3),
        (
            "{item: fee, amount: {min: 5, under: 9}, required: practice, opens: [join]}",
            ("5..9)",) * 3,
        ),
        ("{item: fee, amount: 500 USD, required: rule, opens: [join]}", ("(0..",) * 3),
        ("{item: fee, amount: 0 USD, required: rule, opens: [join]}", (0, 0, 0)),
        ("{item: fee, amount: 12 CNY, required: rule, opens: [join]}", (12, 12, 12)),
    ],
)
def test_what_is_not_said_leaves_a_range(item: str, expected: tuple[Any, ...]) -> None:
    """Whether a payment is required, what it opens and how much it is are never supposed."""
    assert expected == paid(f"entry: [{item}]\n{TEAM}")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # a choice is paid once, whatever else is paid
        (["choice: a, amount: 788", "choice: a, amount: 899", "amount: 10"], 798),
        (["choice: a, amount: {min: 5, max: 20}", "choice: a, amount: 10"], "5..10"),
        # what adds up counts as the largest sum, and not all of them
        (["cumulative: true, amount: 128", "cumulative: true, amount: 500"], 500),
        (["cumulative: true, amount: 128, item: goods", "amount: 99, item: fee"], 227),
        (["cumulative: true, amount: 128", "amount: 100, item: goods"], "128..228"),
        # the first period of what recurs
        (["amount: 129.95, plus: {amount: 8, per: month}"], 137.95),
        (["amount: 99, per: year"], 99),
        # the smallest number of units
        (["amount: 3800, further: 3300, units: {min: 1, max: 21}"], 3800),
        (["amount: 3800, further: 3300, units: {min: 3}"], 10400),
        (["amount: 3800, further: 3300, units: {over: 1}"], 7100),
        (["amount: 3800, units: 2"], "3800.."),
    ],
)
def test_the_cheapest_way_in(entries: list[str], expected: Any) -> None:
    """One of each choice is paid, each other payment once, and the largest of those that add up."""
    items = ", ".join(f"{{required: rule, opens: [join], {entry}}}" for entry in entries)

    assert expected == paid(f"entry: [{items}]\n{TEAM}")[0]


def test_of_a_choice_the_one_that_opens_the_right_is_paid() -> None:
    """Who wants more than to join pays the cheapest alternative that opens it, and that alone."""
    said = (
        "entry: [{choice: a, amount: 10, required: rule, opens: [join]},"
        " {choice: a, amount: 50, required: rule, opens: [join, recruit]}]\n"
    )

    assert (10, 50, 50) == paid(said + TEAM)


def test_an_alternative_of_which_nothing_is_said_may_be_the_way() -> None:
    """What an alternative opens may make it cheaper, or the only one that will do."""
    said = (
        "entry: [{choice: a, amount: 600, required: rule, opens: [join, recruit]},"
        " {choice: a, amount: 129.95, required: practice}]\n"
    )

    assert ("129.95..600", "129.95..600", "129.95..600") == paid(said + TEAM)


UPGRADE = "{item: fee, amount: 2000, required: optional, opens: [earn, recruit]}"


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ("", (0, "0..2000", "0..2000")),
        ("{item: kit, amount: 30, required: rule, opens: [join]},", (30, "30..2030", "30..2030")),
        # another way to the same rights is shown, and the cheapest counts
        ("{item: kit, amount: 30, required: rule, opens: [join, earn, recruit]},", (30, 30, 30)),
        ("{item: fee, amount: 0, required: optional, opens: [earn, recruit]},", (0, 0, 0)),
        (
            "{item: fee, amount: 900, required: optional, opens: [earn, recruit]},",
            (0, "0..900", "0..900"),
        ),
        (
            "{item: goods, amount: 2000, required: optional, opens: [earn, recruit]},",
            (0, "0..2000", "0..2000"),
        ),
        # only to one of the two
        (
            "{item: fee, amount: 0, required: rule, opens: [join, earn]},",
            (0, "0..2000", "0..2000"),
        ),
        # a cheaper payment that opens something else is no way
        (
            "{item: fee, amount: 5, required: optional, opens: [sell]},",
            (0, "0..2000", "0..2000"),
        ),
    ],
)
def test_an_optional_payment_that_alone_opens_a_right_may_be_the_price_of_it(
    others: str, expected: tuple[Any, ...]
) -> None:
    """What nothing else opens is not shown to be free by calling the payment for it optional."""
    assert expected == paid(f"entry: [{others}{UPGRADE}]\n{TEAM}")


def test_what_alone_opens_a_right_is_no_part_of_what_is_surely_asked() -> None:
    """An optional payment that alone opens a right leaves open what it buys and a year's burden."""
    said = f"entry: [{UPGRADE}]\nupkeep: none\nranks: none\n{TEAM}"

    assert ("0..2000", 0, None) == (one(said, FEE), one(said, GOODS), one(said, KIT))
    assert "0..2000" == one(said, YEAR)
    kit = said.replace("fee", "kit")
    assert (None, 0) == (one(kit, KIT), one(kit, FEE))


def test_an_optional_autoship_that_alone_opens_pay_may_be_asked() -> None:
    """Upkeep that is called optional and opens pay is left open, unless entry opens that too."""
    upkeep = "upkeep: [{amount: 50, item: goods, per: month, required: optional, opens: [earn]}]\n"
    fee = "entry: [{item: fee, amount: 9, required: rule, opens: [join, earn]}]\n"

    assert (0, "0..50", "0..50") == paid(f"entry: none\n{upkeep}{TEAM}")
    assert (9, 9, 9) == paid(fee + upkeep + TEAM)


def test_an_alleged_payment_that_is_called_optional_is_shown_for_the_right_it_opens() -> None:
    """It may be the price of that right, and so is among what would settle the fact."""
    fee = "entry: [{amount: 9, required: optional, opens: [earn], source: c}]\n"
    facts = {fact.name: fact for fact in entry(plan_of(SOURCES + fee + TEAM), None)}

    assert {EARN, RECRUIT} == set(facts)
    assert [("entry", 0, "amount")] == [e.path for e in facts[EARN].alleged]


# What a reward asks for on top.


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("rewards: [{for: entry, pays: {1: 5}, needs: {purchase: 880}}]", (880, 880)),
        ("rewards: [{for: entry, pays: {1: 5}, needs: {direct_recruits: 20}}]", (0, 0)),
        # another reward is paid without
        (
            "rewards: [{for: entry, levels: 1}, {for: entry, levels: 1, needs: {purchase: 9}}]",
            (0, 0),
        ),
        (
            "rewards: [{for: retail, levels: 1}, {for: entry, levels: 1, needs: {purchase: 9}}]",
            (0, 9),
        ),
        (
            "rewards: [{for: entry, pays: {1: 5}, needs: {any: [{purchase: 50}, {stock: 30}]}}]",
            (30, 30),
        ),
        # a rank is had by what it requires, or by a payment that gives it, the cheaper
        (
            "ranks: [{name: A}, {name: B, requires: {purchase: 700}}]\n"
            "rewards: [{for: entry, pays: {1: 5}, needs: {rank: B}}]",
            (700, 700),
        ),
        # a rank that asks for nothing, where the ranks are listed whole
        ("ranks: [{name: A}]\nrewards: [{for: entry, pays: {1: 5}, needs: {rank: A}}]", (0, 0)),
        # a rank that is nowhere explained
        ("rewards: [{for: entry, pays: {1: 5}, needs: {rank: B}}]", (None, None)),
        # higher ranks will do
        (
            "ranks: [{name: A, requires: {purchase: 9}}, {name: B, requires: {purchase: 5}}]\n"
            "rewards: [{for: entry, pays: {1: 5}, needs: {rank: A}}]",
            (5, 5),
        ),
        # ranks that ask for each other: how one comes to either is not said
        (
            "ranks: [{name: A, requires: {rank: B, purchase: 9}}, {name: B, requires: {rank: A}}]\n"
            "rewards: [{for: entry, pays: {1: 5}, needs: {rank: A}}]",
            (None, None),
        ),
        # one of them is bought: the other comes after it
        (
            "ranks: [{name: A, requires: {rank: B, purchase: 9}},"
            " {name: B, requires: {any: [{rank: A}, {purchase: 40}]}}]\n"
            "rewards: [{for: entry, pays: {1: 5}, needs: {rank: A}}]",
            (40, 40),
        ),
        # twelve that ask for one another in many ways, and one of them for a purchase
        (
            "ranks: ["
            + ", ".join(
                f"{{name: k{i}, requires: {{any: [{{rank: k{(i + 1) % 12}, purchase: {i + 1}}},"
                f" {{rank: k{(i + 5) % 12}, stock: {i + 2}}}]}}}}"
                for i in range(11)
            )
            + ", {name: k11, requires: {purchase: 70}}]\n"
            "rewards: [{for: entry, pays: {1: 5}, needs: {rank: k11}}]",
            (70, 70),
        ),
    ],
)
def test_what_every_reward_needs_is_paid_to_earn(plan: str, expected: tuple[Any, Any]) -> None:
    """Purchases and ranks without which no reward is paid are part of what it costs to earn."""
    assert (0, *expected) == paid(f"entry: none\n{plan}")


BOUGHT = "entry: [{item: fee, amount: 3000, required: optional, rank: gold}]\n"
VIP = (
    "entry: [{item: fee, amount: 0, choice: v, required: rule, opens: [join], rank: V0},"
    " {item: fee, amount: 2000, choice: v, required: rule, opens: [join], rank: V2}]\n"
    "ranks: [{name: V0}, {name: V2}]\n"
)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # bought by a payment that names the rank
        (
            f"{BOUGHT}ranks: [{{name: free}}, {{name: gold}}]\n"
            "rewards: [{for: entry, by: rank, pays: {gold: 50%}}]",
            (0, 3000, 3000),
        ),
        (
            f"{BOUGHT}ranks: [{{name: free}}, {{name: gold}}]\n"
            "rewards: [{for: entry, by: rank, pays: {free: 0%, gold: 50%}}]",
            (0, 3000, 3000),
        ),
        # the lowest rank is paid too, and asks for nothing
        (
            f"{BOUGHT}ranks: [{{name: free}}, {{name: gold}}]\n"
            "rewards: [{for: entry, by: rank, pays: {free: 5%, gold: 50%}}]",
            (0, 0, 0),
        ),
        # perhaps it is paid nothing
        (
            f"{BOUGHT}ranks: [{{name: free}}, {{name: gold}}]\n"
            "rewards: [{for: entry, by: rank, pays: {free: {max: 5%}, gold: 50%}}]",
            (0, "0..3000", "0..3000"),
        ),
        (
            f"{VIP}rewards: [{{for: recruit, by: rank, pays: {{V0: 0, V2: 60}}}}]",
            (0, 2000, 2000),
        ),
        # reached by purchases
        (
            "entry: none\n"
            "ranks: [{name: free}, {name: {en: pro, zh: 专业}, requires: {purchase: 5}}]\n"
            "rewards: [{for: recruit, by: rank, pays: {free: 0, 专业: 2000}}]",
            (0, 5, 5),
        ),
        # or by recruiting, which costs nothing
        (
            "entry: none\nranks: [{name: free}, {name: pro, requires: {direct_recruits: 5}}]\n"
            "rewards: [{for: recruit, by: rank, pays: {free: 0, pro: 2000}}]",
            (0, 0, 0),
        ),
        # the cheapest of those that are paid; a higher one that is not paid is no way
        (
            "entry: none\nranks: [{name: a, requires: {purchase: 9}},"
            " {name: b, requires: {stock: 7}}, {name: c, requires: {stock: 1}}]\n"
            "rewards: [{for: recruit, by: rank, pays: {a: 1, b: 2}}]",
            (0, 7, 7),
        ),
        # another reward is paid without
        (
            "entry: none\nranks: [{name: free}, {name: pro, requires: {purchase: 5000}}]\n"
            "rewards: [{for: recruit, by: rank, pays: {pro: 20}}, {for: retail, levels: 1}]",
            (0, 0, 5000),
        ),
        # what it needs besides
        (
            "entry: none\nranks: [{name: free}, {name: pro, requires: {purchase: 50}}]\n"
            "rewards: [{for: recruit, by: rank, pays: {pro: 20}, needs: {stock: 80}}]",
            (0, "80..130", "80..130"),
        ),
        # a rank that is nowhere explained
        (
            "entry: none\nrewards: [{for: recruit, by: rank, pays: {gold: 2000}}]",
            (0, None, None),
        ),
        # which ranks are paid is not said
        (
            "entry: none\nranks: [{name: pro, requires: {purchase: 5}}]\n"
            "rewards: [{for: recruit, by: rank}]",
            (0, 0, 0),
        ),
    ],
)
def test_pay_by_rank_costs_the_cheapest_rank_that_is_paid(
    plan: str, expected: tuple[Any, ...]
) -> None:
    """A reward graded by rank is paid to nobody who does not hold a rank with a rate above 0."""
    assert expected == paid(plan)


def test_whoever_buys_the_paid_rank_needs_no_other_payment_for_what_it_opens() -> None:
    """A payment that must be made anyway is another way to the rights that it opens."""
    said = (
        "entry: [{item: fee, amount: 1000, required: optional, rank: silver, opens: [earn]},"
        " {item: fee, amount: 3000, required: optional, rank: gold, opens: [earn]}]\n"
        "ranks: [{name: silver}, {name: gold}]\n"
        "rewards: [{for: entry, by: rank, pays: {gold: 50%}}]"
    )

    assert (0, 3000, 3000) == paid(said)


def test_pay_by_rank_may_need_more_where_the_rewards_are_not_listed_whole() -> None:
    """What a source leaves out of a reward may cost something besides the rank."""
    said = (
        "complete: [entry, upkeep, ranks]\nentry: none\nupkeep: none\n"
        "ranks: [{name: gold, requires: {purchase: 50}, source: d}]\n"
        "rewards: [{for: entry, by: rank, pays: {gold: 50%}, source: d}]"
    )

    assert (0, None, None) == paid(SOURCES + said)
    assert (0, 50, 50) == paid(SOURCES + said.replace("complete: [", "complete: [rewards, "))


def test_a_rank_bought_with_a_kit_is_no_kit_at_cost_unless_its_cost_is_stated() -> None:
    """The payment that gives the paid rank must be at cost like any other."""
    said = (
        "entry: [{item: kit, amount: 90, required: optional, rank: gold}]\n"
        "ranks: [{name: free}, {name: gold}]\n"
        "rewards: [{for: recruit, by: rank, pays: {gold: 5}}]"
    )

    assert (90, None) == (one(said, RECRUIT), one(said, KIT))
    assert 1 == one(said.replace("amount: 90", "amount: 90, cost: 90"), KIT)


def test_a_rank_is_bought_with_the_payment_that_gives_it() -> None:
    """Of a choice the alternative is paid that gives the rank, though it is optional and dearer."""
    said = (
        "entry: [{choice: a, amount: 10, required: rule, opens: [join], rank: A},"
        " {choice: a, amount: 90, required: rule, opens: [join], rank: B},"
        " {item: goods, amount: 70, required: optional, rank: B}]\n"
        "ranks: [{name: {en: A, zh: 甲}}, {name: {en: B, zh: 乙}}]\n"
        "rewards: [{for: entry, pays: {1: 5}, needs: {rank: 乙}}]"
    )
    spelt = said.replace("rank: 乙", "rank: B")

    assert (10, 80, 80) == paid(spelt)


def test_entry_goods_may_count_for_what_a_rank_asks() -> None:
    """A pack may be part of the purchases a rank asks for; a fee is not."""
    reward = "rewards: [{for: entry, pays: {1: 5}, needs: {purchase: 880}}]"
    pack = "entry: [{item: goods, amount: 100, required: rule, opens: [join]}]\n"

    assert "880..980" == paid(pack + reward)[1]
    assert 980 == paid(pack.replace("goods", "fee") + reward)[1]


def test_upkeep_that_opens_pay_is_paid_to_earn() -> None:
    """What must be bought each month to be paid is paid to earn, the first month of it."""
    upkeep = "upkeep: [{item: goods, amount: 150, per: month, required: practice, opens: [earn]}]\n"

    assert (0, 150, 150) == paid(f"entry: none\n{upkeep}{TEAM}")


def test_upkeep_of_what_entry_opens_may_come_later() -> None:
    """Where a payment of the entry opens the same right, upkeep may follow the first pay."""
    said = (
        "entry: [{item: goods, amount: 45, required: rule, opens: [join, earn]}]\n"
        "upkeep: [{item: goods, amount: 45, per: month, required: rule, opens: [earn]}]\n"
    )

    assert (45, "45..90", "45..90") == paid(said + TEAM)


def test_upkeep_of_a_higher_rank_is_not_asked_to_earn() -> None:
    """What keeps a rank that one can do without is asked of nobody who does without it."""
    said = (
        "entry: none\nranks: [{name: A}, {name: B}]\n"
        "upkeep: [{item: stock, amount: 5000, per: month, required: rule, rank: B}]\n"
    )

    assert (0, 0, 0) == paid(said + TEAM)


def test_a_return_on_own_payment_takes_an_own_payment() -> None:
    """Where nothing but a static return is paid, something must have been paid in."""
    assert (0, "(0..", 0) == paid("entry: none\nrewards: [{for: time, pays: 8%, per: month}]")


def test_pay_without_a_reward_line_is_pay_for_others() -> None:
    """Where the upline earns the difference of prices, that is what recruiting is paid with."""
    said = (
        "entry: [{item: stock, amount: 880, required: rule, opens: [recruit], rank: A}]\n"
        "goods: [{participant_price: {A: 88, B: 68}, supplied_by: upline}]\nrewards: none"
    )

    # What the rank with the better price asks for is not said.
    assert (0, "880..", "880..") == paid(said)
    assert (0, 880, 880) == paid(said.replace("A: 88, B: 68", "B: 88, A: 68"))


TIERS = "goods: [{participant_price: {low: 90, mid: 50, high: 30}, supplied_by: upline}]\n"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            f"entry: none\n{TIERS}ranks: [{{name: low, requires: {{stock: 3000}}}},"
            " {name: mid, requires: {stock: 9000}}, {name: high, requires: {stock: 50000}}]\n",
            9000,
        ),
        # the better price is had by recruiting
        (
            f"entry: none\n{TIERS}ranks: [{{name: low, requires: {{stock: 3000}}}},"
            " {name: mid, requires: {stock: 9000}},"
            " {name: high, requires: {direct_recruits: 5}}]\n",
            0,
        ),
        (
            "entry: [{item: stock, choice: a, amount: 88, required: rule, opens: [recruit],"
            " rank: low, paid_to: upline}, {item: stock, choice: a, amount: 680, required: rule,"
            " opens: [recruit], rank: mid, paid_to: upline}]\n"
            f"{TIERS}ranks: [{{name: low}}, {{name: mid}},"
            " {name: high, requires: {stock: 999}}]\n",
            680,
        ),
        # what goes to the upline as a fee is his whatever he pays for goods
        (
            "entry: [{item: gift, amount: 10, required: rule, opens: [recruit], paid_to: upline}]\n"
            f"{TIERS}ranks: [{{name: low, requires: {{stock: 3000}}}},"
            " {name: mid, requires: {stock: 9000}}, {name: high, requires: {stock: 50000}}]\n",
            10,
        ),
        # from whom they buy is not said, and so whether anybody earns
        (
            "entry: none\ngoods: [{participant_price: {low: 90, high: 30}}]\n"
            "ranks: [{name: low, requires: {stock: 30}}, {name: high, requires: {stock: 50}}]\n",
            "0..50",
        ),
        # a price in a range is no better than itself
        (
            "entry: none\ngoods: [{participant_price: {low: {min: 50, max: 90}, high: 40},"
            " supplied_by: upline}]\nranks: [{name: low, requires: {stock: 30}},"
            " {name: high, requires: {stock: 50}}]\n",
            50,
        ),
        # the prices of other goods that come from the upline are not said
        (
            f"entry: none\n{TIERS[:-2]}, {{supplied_by: upline}}]\n"
            "ranks: [{name: low, requires: {stock: 30}}, {name: mid, requires: {stock: 50}},"
            " {name: high, requires: {stock: 90}}]\n",
            "0..50",
        ),
        # one price may be better than the other
        (
            "entry: none\ngoods: [{participant_price: {low: {min: 50, max: 90}, high: 60},"
            " supplied_by: upline}]\nranks: [{name: low, requires: {stock: 30}},"
            " {name: high, requires: {stock: 50}}]\n",
            "0..50",
        ),
    ],
)
def test_pay_by_price_tiers_costs_a_rank_with_a_better_price(plan: str, expected: Any) -> None:
    """Who pays the worst price earns nothing on those who pay it too."""
    assert expected == paid(f"{plan}rewards: none")[2]


# What the list of entry payments says of what is not on it.


def test_entry_none_is_free() -> None:
    """A plan that says there is no entry payment is free, and the place that says so is shown."""
    (join, *_) = entry(plan_of(f"entry: none\n{TEAM}"), None)

    assert (JOIN, Basis.DECLARED, ("entry",)) == (join.name, join.basis, join.evidence[0].path)
    assert (0, 0, 0) == paid(f"entry: none\n{TEAM}")


def test_entry_left_out_is_unknown() -> None:
    """A plan that does not speak of entry payments says nothing of them."""
    assert {} == values(entry(plan_of(TEAM), None))


def test_a_list_that_may_lack_items_bounds_from_below_only() -> None:
    """In a file on sources the listed payments are the least, until `complete` names the list."""
    items = "entry: [{item: fee, amount: 99, required: rule, opens: [join], source: d}]\n"

    assert ("99..", "99..", "99..") == paid(SOURCES + items + TEAM)
    assert (99, "99..", "99..") == paid(SOURCES + "complete: [entry]\n" + items + TEAM)
    assert (99, 99, 99) == paid(SOURCES + "complete: [entry, rewards]\n" + items + TEAM)


def test_an_allegation_is_beside_the_value() -> None:
    """What only a claim says of a payment is shown with the fact and is no part of it."""
    said = SOURCES + "entry: [{item: fee, amount: 99, required: rule, opens: [join], source: c}]\n"
    facts = {fact.name: fact for fact in entry(plan_of(said + TEAM), None)}

    assert {JOIN, EARN, RECRUIT} == set(facts)
    assert VOCABULARY[JOIN].whole == facts[JOIN].value
    assert [(("entry", 0, "amount"), "c")] == [(e.path, e.source) for e in facts[JOIN].alleged]


def test_a_payment_in_practice_counts_and_says_so() -> None:
    """A payment required in practice is a payment, and its evidence says that no rule asks it."""
    said = "entry: [{item: fee, amount: 99, required: practice, opens: [join]}]\n"
    (join, *_) = entry(plan_of(said + TEAM), None)

    assert "required in practice, not by the rules" == str(join.evidence[0].note)


def test_evidence_points_at_the_amounts() -> None:
    """Each payment that counts is shown by its amount, with its source."""
    said = SOURCES + (
        "entry: [{item: fee, amount: 5, required: rule, opens: [join], source: d},"
        " {item: fee, amount: 9, required: optional, opens: [join]},"
        " {choice: a, amount: 8, required: rule, opens: [join]},"
        " {choice: a, amount: 7, required: rule, opens: [join]}]\n"
    )
    (join, *_) = entry(plan_of(said), None)

    assert [("entry", 0, "amount"), ("entry", 3, "amount")] == [e.path for e in join.evidence]
    assert ["d", None] == [e.source for e in join.evidence]
    assert "cheapest of 2" == str(join.evidence[1].note)


# What the payment is for.


@pytest.mark.parametrize(
    ("item", "fee", "goods"),
    [
        ("fee", 100, 0),
        ("gift", 100, 0),
        ("stake", 100, 0),
        ("goods", 0, 100),
        ("stock", 0, 100),
        ("kit", 0, 100),
        ("service", 0, 100),
        # whether a voucher is ever redeemed is not said
        ("voucher", "0..100", "0..100"),
    ],
)
def test_what_a_payment_buys_is_told_by_its_kind(item: str, fee: Any, goods: Any) -> None:
    """Fees, gifts and stakes buy nothing; kits, stock, goods and services are goods."""
    said = f"entry: [{{item: {item}, amount: 100, required: rule, opens: [join]}}]\n{TEAM}"

    assert (fee, goods) == (one(said, FEE), one(said, GOODS))


def test_parts_are_of_the_dearer_right() -> None:
    """The parts are of the payment for being paid for others, or to earn where that is more."""
    items = (
        "entry: [{item: fee, amount: 9, required: rule, opens: [join]},"
        " {item: goods, amount: 50, required: rule, opens: [sell]}]\n"
    )

    assert (9, 0) == (one(items + TEAM, FEE), one(items + TEAM, GOODS))
    assert (9, 50) == (one(items + OWN_SALES, FEE), one(items + OWN_SALES, GOODS))


@pytest.mark.parametrize(
    ("items", "rewards", "expected"),
    [
        ("none", TEAM, True),
        ("[{item: fee, amount: 0, required: rule, opens: [join]}]", TEAM, True),
        ("[{item: goods, amount: 5, required: optional}]", TEAM, True),
        ("[{item: fee, amount: 5, required: rule, opens: [join]}]", OWN_SALES, False),
        ("[{item: stock, amount: 5, required: rule, opens: [join]}]", OWN_SALES, False),
        # at market value is not at its seller's cost
        ("[{item: kit, amount: 5, value: 5, required: rule, opens: [join]}]", OWN_SALES, None),
        # the kit is an entry payment, and on those a reward is paid
        ("[{item: kit, amount: 5, required: rule, opens: [join]}]", TEAM, False),
        ("[{item: fee, amount: 5, required: rule}]", TEAM, None),
    ],
)
def test_only_a_kit_at_cost(items: str, rewards: str, expected: Any) -> None:
    """True where nothing must be paid, false where more than a kit must be or it is rewarded."""
    assert expected == one(f"entry: {items}\n{rewards}", KIT)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("none", 1),
        ("[{item: gift, amount: 5000, value: 0, required: rule, opens: [join]}]", INFINITY),
        ("[{item: goods, amount: 30, value: 20, required: rule, opens: [join]}]", 1.5),
        ("[{item: goods, amount: 30, value: {max: 20}, required: rule, opens: [join]}]", "1.5.."),
        (
            "[{item: goods, amount: 30, value: {over: 20}, required: rule, opens: [join]}]",
            "0..1.5)",
        ),
        ("[{item: goods, amount: 30, claimed_value: 99, required: rule, opens: [join]}]", None),
        ("[{item: goods, amount: 0, value: 9, required: rule, opens: [join]}]", 0),
        ("[{item: goods, amount: 0, value: 0, required: rule, opens: [join]}]", 1),
        # in dollars it is worth something
        ("[{item: goods, amount: 30, value: 9 USD, required: rule, opens: [join]}]", None),
    ],
)
def test_payment_over_the_value_received(items: str, expected: Any) -> None:
    """It is infinite for nothing, 1 where nothing is paid for nothing, and never by a claim."""
    assert expected == one(f"entry: {items}\n{TEAM}", RATIO)


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("entry: none\nupkeep: none\nranks: none\nrewards: none", 0),
        ("entry: none\nrewards: none", None),
        ("entry: [{item: fee, amount: 99, per: year, required: rule}]", "99.."),
        ("upkeep: [{item: goods, amount: 10, per: month, required: rule}]", "120.."),
        ("upkeep: [{item: goods, amount: 7, per: week, required: rule}]", "365.."),
        ("upkeep: [{item: goods, amount: 10, per: month, required: optional}]", None),
        # the most demanding step: the dearest alternative, the ranks one above the other
        (
            "entry: [{choice: a, amount: 9, required: rule},"
            " {choice: a, amount: 90, required: rule}]\n"
            "upkeep: [{amount: 1, per: month, required: rule, rank: A},"
            " {amount: 2, per: month, required: rule, rank: B}]\n"
            "ranks: [{name: A}, {name: B}]\nrewards: none",
            "114..126",
        ),
        (
            "entry: none\nupkeep: none\nrewards: none\nranks: [{name: A, requires: {stock: 88}}]",
            88,
        ),
        (
            "entry: none\nupkeep: none\nranks: none\n"
            "rewards: [{for: sale, needs: {purchase: 5, per: month}}]",
            60,
        ),
    ],
)
def test_burden_of_a_year(plan: str, expected: Any) -> None:
    """All that a registration, a qualification or a better rate asks for in 365 days."""
    assert expected == one(plan, YEAR)


# What was counted.


def observed(earn: int, recruit: int) -> tuple[Fact, ...]:
    """The facts counted in a network whose rewarded people had paid at least so much."""
    summary = Summary(
        (),
        payouts=7,
        least_paid_by_rewarded=Fraction(earn),
        least_paid_by_rewarded_for_others=Fraction(recruit),
        tables={"payouts": "payouts.csv"},
    )
    return tuple(f for f in entry(plan_of(TEAM), summary) if f.basis is Basis.OBSERVED)


def test_least_paid_is_observed() -> None:
    """The least that anybody paid who was rewarded stands beside the plan, as observed."""
    facts = observed(30, 99)

    assert {EARN: 30, RECRUIT: 99} == values(facts)
    assert [("payouts.csv", 7)] * 2 == [
        (f.evidence[0].rows.table, f.evidence[0].rows.counted) for f in facts if f.evidence[0].rows
    ]


def test_that_somebody_is_not_seen_to_have_paid_does_not_show_that_it_is_free() -> None:
    """An order may be missing, or the account be the operator's own: only a plan says free."""
    assert {} == values(observed(0, 0))
    assert {RECRUIT: 5} == values(observed(0, 5))


# Properties.

RIGHTS = st.lists(
    st.sampled_from(["join", "sell", "recruit", "earn"]), min_size=1, max_size=3, unique=True
)
ITEMS = st.fixed_dictionaries(
    {
        "item": st.sampled_from(["fee", "goods", "stock", "kit", "service", "voucher"]),
        "amount": st.integers(0, 9).map(str),
        "required": st.sampled_from(["rule", "practice", "optional"]),
        "opens": RIGHTS,
    },
    optional={
        "choice": st.sampled_from(["a", "b"]),
        "cumulative": st.just("true"),
        "rank": st.sampled_from(["A", "B"]),
    },
)
NEEDS = st.one_of(
    st.just({"direct_recruits": "3"}),
    st.integers(0, 9).map(lambda n: {"purchase": str(n)}),
    st.sampled_from(["A", "B"]).map(lambda rank: {"rank": rank}),
)
REWARDS = st.fixed_dictionaries(
    {
        "for": st.lists(
            st.sampled_from(["entry", "retail", "stock", "own-use", "recruit", "sale", "time"]),
            min_size=1,
            max_size=2,
            unique=True,
        ),
        "levels": st.sampled_from(["1", "2", "all"]),
    },
    optional={"needs": NEEDS},
)
RATES = st.sampled_from([{"A": "1", "B": "2"}, {"A": "0", "B": "2"}, {"B": "2"}, {"A": "1"}])
GRADED = st.builds(lambda reward, pays: {**reward, "by": "rank", "pays": pays}, REWARDS, RATES)
RANKS: list[Any] = [{"name": "A"}, {"name": "B", "requires": {"purchase": "4"}}]
PLANS = st.fixed_dictionaries(
    {
        "entry": st.lists(ITEMS, min_size=1, max_size=4),
        "rewards": st.lists(st.one_of(REWARDS, GRADED), min_size=1, max_size=3),
        "ranks": st.just(RANKS),
    },
    optional={"upkeep": st.lists(ITEMS, min_size=1, max_size=1)},
)
PAYMENTS = (JOIN, EARN, RECRUIT)


def intervals(said: dict[str, Any]) -> dict[str, Interval]:
    """Return every fact on entry as an interval, the whole range where nothing is known."""
    known = {f.name: f.value for f in entry(plan_of(said), None) if isinstance(f.value, Interval)}
    names = [name for name in VOCABULARY if name.startswith("entry.")]
    return {name: known.get(name, VOCABULARY[name].whole) for name in names}


@given(PLANS)
def test_to_join_is_never_more_than_to_earn_or_recruit(said: dict[str, Any]) -> None:
    """Whoever may earn or be paid for others has joined."""
    found = intervals(said)

    assert Truth.NO is not found[JOIN].at_most(found[EARN])
    assert found[JOIN].lo <= found[EARN].lo
    assert found[JOIN].lo <= found[RECRUIT].lo


@given(PLANS, st.integers(0, 9), RIGHTS)
def test_a_further_payment_never_makes_anything_cheaper(
    said: dict[str, Any], amount: int, opens: list[str]
) -> None:
    """With one more required payment no bound of any payment falls."""
    # Upkeep of what a payment opens may come later, and so make the first pay cheaper; and any
    # payment is one on which a return may be paid.
    # A payment that opens what an optional one opens too shows another way to it.
    assume(not any(i["required"] == "optional" and {*i["opens"]} & {*opens} for i in said["entry"]))
    rewards = [reward for reward in said["rewards"] if "time" not in reward["for"]]
    said = {**said, "rewards": rewards or "none"}
    said.pop("upkeep", None)
    more = copy.deepcopy(said)
    more["entry"].append({"item": "fee", "amount": str(amount), "required": "rule", "opens": opens})
    before, after = intervals(said), intervals(more)

    for name in PAYMENTS:
        assert before[name].lo <= after[name].lo
        assert before[name].hi <= after[name].hi


@given(PLANS, st.sets(st.sampled_from(["upkeep", "ranks", "rewards"])))
def test_an_incomplete_list_never_bounds_from_above(
    said: dict[str, Any], complete: set[str]
) -> None:
    """Where entry payments may be missing from the list, no payment is bounded from above."""
    sources = {"d": {"by": "an office", "weight": "finding"}}
    found = intervals({**said, "sources": sources, "complete": sorted(complete & said.keys())})

    assert [INFINITY] * 5 == [found[name].hi for name in (*PAYMENTS, FEE, GOODS)]


def forgotten(said: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Return the same plan with some of it not known."""
    less = copy.deepcopy(said)
    for item in less["entry"]:
        item["name"] = "so that something is left"
        # An optional payment that says of nothing that it opens it is one that opens nothing.
        keys = ("required", "amount", "item") + ("opens",) * (item["required"] != "optional")
        for key in keys:
            if data.draw(st.booleans(), label=f"forget {key}"):
                item.pop(key)
    for reward in less["rewards"]:
        if data.draw(st.booleans(), label="forget levels"):
            reward.pop("levels")
    sections = ["entry", "upkeep", "ranks", "rewards"]
    complete = [
        s for s in sections if s in less and data.draw(st.booleans(), label=f"{s} is complete")
    ]
    less["sources"] = {"d": {"by": "an office", "weight": "finding"}}
    less["complete"] = complete
    if "rewards" not in complete and data.draw(st.booleans(), label="forget needs"):
        for reward in less["rewards"]:
            reward.pop("needs", None)
    return less


@given(PLANS, st.data())
def test_knowing_more_never_contradicts_what_was_known(
    said: dict[str, Any], data: st.DataObject
) -> None:
    """Whatever the unknown turns out to be, each fact lies where it was said to lie."""
    less = forgotten(said, data)
    known, sure = intervals(less), intervals(said)

    for name, interval in sure.items():
        assert interval.within(known[name]), name


@given(PLANS)
def test_every_fact_is_in_its_range_and_names_a_place(said: dict[str, Any]) -> None:
    """Facts lie in their range, are known for a reason, and the reason is in the file."""
    facts: tuple[Fact, ...] = entry(plan_of(said), None)

    for fact in facts:
        assert isinstance(fact.value, Interval)
        assert fact.value.within(VOCABULARY[fact.name].whole)
        assert fact.evidence
        for evidence in fact.evidence:
            place: Any = said
            for key in evidence.path or ():
                place = place[key]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("{item: kit, amount: 30, required: rule, opens: [join]}", "30"),
        (
            "{item: kit, amount: 30, required: rule, opens: [join]},"
            " {item: fee, amount: 70, required: rule, opens: [join]}",
            "30",
        ),
        ("{item: kit, amount: {min: 20, max: 90}, required: rule, opens: [join]}", "[20, 90]"),
        ("{item: fee, amount: 70, required: rule, opens: [join]}", "0"),
        ("{item: stock, amount: 70, required: rule, opens: [join]}", "0"),
        # What is bought is not said, so all of it may be a kit.
        ("{amount: 70, required: rule, opens: [join]}", "[0, 70]"),
        ("{item: kit, amount: 30, required: optional}", "0"),
    ],
)
def test_what_of_the_entry_is_starter_kits(items: str, expected: str) -> None:
    """What is left of the required payment beside everything that is no kit."""
    facts = entry(plan_of(f"entry: [{items}]\nrewards: none\n"), None)
    assert expected == shown(facts)["entry.kit_part"]


@pytest.mark.parametrize(
    ("kit", "rewards", "expected"),
    [
        ("amount: 30, cost: 30", "none", "1"),
        ("amount: 30, cost: 40", "none", "1"),
        ("amount: 30, cost: 29", "none", None),
        ("amount: 30, cost: {min: 29, max: 35}", "none", None),
        ("amount: 30", "none", None),
        ("amount: 30, cost: 30, plus: {amount: 5, per: month}", "none", None),
        # A reward on what newcomers pay is a reward on the kit.
        ("amount: 30, cost: 30", "[{for: entry, levels: 1, pays: 5}]", "0"),
        ("amount: 30, cost: 30", "[{for: retail, levels: 1, pays: 5}]", "1"),
    ],
)
def test_a_kit_is_at_cost_where_its_cost_is_stated(
    kit: str, rewards: str, expected: str | None
) -> None:
    """Only a stated cost, and no reward on what newcomers pay, show that a kit is at cost."""
    item = f"entry: [{{item: kit, {kit}, required: rule, opens: [join]}}]\n"
    assert expected == shown(entry(plan_of(item + f"rewards: {rewards}\n"), None)).get(KIT)
