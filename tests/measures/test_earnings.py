"""Who gets back what he paid in."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval
from mlmcheck.measures.earnings import earnings, net_positions
from mlmcheck.network.summary import UNKNOWN_SALES, Summary
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import read_scheme
from tests.measures.parsed import SOURCED, ledgers, one, person, places, plan, plan_from, shown

ENCODED = Path(__file__).resolve().parent.parent / "data" / "encoded"
LOST = "earn.lost_share"
ATTAIN = "earn.attain_share"
PROMISED = "reward.promised_multiple"

STAKE = "entry: [{item: stake, amount: 1000, value: 0, required: rule, opens: [join, earn]}]\n"
GIFT = "entry: [{item: gift, amount: 5000, required: rule, opens: [join], paid_to: participant}]\n"
TABLE = "rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]\n"


def known(text: str) -> dict[str, str]:
    """What a plan and its figures say."""
    return shown(earnings(plan(text), None))


def bounds(text: str) -> tuple[str | None, str | None]:
    """The share that lost, and the share that can break even."""
    found = known(text)
    return found.get(LOST), found.get(ATTAIN)


# What the plan entails.


def test_a_gifting_table_pays_one_in_eight() -> None:
    """Eight gifts make one payout, so at least seven of eight have had nothing."""
    assert ("[7/8, 1]", "[0, 1/8]") == bounds("goods: none\n" + GIFT + TABLE)
    assert ("[7/8, 1]", "[0, 1/8]") == bounds(GIFT + TABLE)


def test_a_prize_is_bounded_by_the_money_where_the_seats_are_not_known() -> None:
    """40,000 out of gifts of 5,000 take eight of them, whatever the form of the board."""
    text = GIFT + "rewards: [{for: entry, form: board, pays: 40000}]\n"
    assert ("[7/8, 1]", "[0, 1/8]") == bounds(text)


def test_the_real_gifting_table_bounds_its_losers() -> None:
    """The encoded case gives seven eighths from its plan alone."""
    scheme = read_scheme(ENCODED / "us-platt-gifting-tables-2013.yaml").scheme
    facts = shown(earnings(plan_on(scheme, date(2015, 4, 13)), None))
    assert ("[7/8, 1]", "[0, 1/8]", "8") == (facts[LOST], facts[ATTAIN], facts[PROMISED])


@pytest.mark.parametrize(
    ("rewards", "lost"),
    [
        # 35 % of what comes in goes out, so no more than 35 % can be made whole.
        ("{for: entry, pays: {1: 20%, 2: 10%, 3: 5%}}", "[13/20, 1]"),
        ("{for: entry, levels: 5, pays: 5%}", "[3/4, 1]"),
        ("{for: entry, pays: {1: 100, 2: 50}}", "[17/20, 1]"),
        # Five recruits bring back the payment, and nobody is recruited twice.
        ("{for: entry, pays: {1: 20%}}", "[4/5, 1]"),
        # Two and a half do not: three must be brought.
        ("{for: entry, pays: {1: 40%}}", "[2/3, 1]"),
        ("{for: recruit, pays: {1: 500}}", "[1/2, 1]"),
        # One recruit is enough, so all but the last may be made whole.
        ("{for: recruit, pays: {1: 1000}}", None),
        ("{for: entry, pays: {1: 60%, 2: 50%}}", None),
        ("{for: entry, levels: all, pays: 5%}", None),
        ("{for: entry, pays: 5%}", None),
        ("{for: entry, levels: 2}", None),
        # Other income breaks the bound.
        ("{for: entry, pays: {1: 20%}}, {for: time, pays: 8%}", None),
        ("{for: [entry, retail], pays: {1: 20%}}", None),
    ],
)
def test_rewards_cannot_make_more_people_whole_than_they_pay(
    rewards: str, lost: str | None
) -> None:
    """The payout of the entry money, or the recruits one needs, bounds who can break even."""
    found, attain = bounds(STAKE + f"goods: none\nrewards: [{rewards}]\n")
    assert lost == found
    assert (lost is None) == (attain is None)


@pytest.mark.parametrize(
    "text",
    [
        SOURCED + "goods: none\n" + STAKE + "rewards: [{for: entry, pays: {1: 20%}}]\n",
        "goods: [{name: mask}]\n" + STAKE + "rewards: [{for: entry, pays: {1: 20%}}]\n",
        "entry: [{item: goods, amount: 1000, required: rule, opens: [join]}]\n"
        "rewards: [{for: entry, pays: {1: 20%}}]\n",
        "goods: none\nentry: none\nrewards: [{for: recruit, pays: {1: 20}}]\n",
        "goods: none\n"
        + STAKE.replace("value: 0", "value: 0, refund: {rate: 100%, days: 30}")
        + "rewards: [{for: entry, pays: {1: 20%}}]\n",
        "goods: none\n"
        + STAKE.replace("value: 0", "value: 0, paid_to: upline")
        + "rewards: [{for: entry, pays: {1: 20%}}]\n",
        "goods: none\nrewards: none\n" + STAKE,
    ],
)
def test_other_income_or_an_open_list_leaves_the_losers_unknown(text: str) -> None:
    """Goods to sell on, money handed up, a full refund, or a list that may lack items."""
    assert (None, None) == bounds(text)


def test_packs_of_different_size_weaken_the_bound_by_their_ratio() -> None:
    """The dear pack of one may make the cheap packs of others whole."""
    text = (
        "goods: none\nentry:\n"
        "  - {item: stake, choice: a, amount: 1000, value: 0, required: rule, opens: [join]}\n"
        "  - {item: stake, choice: a, amount: 2000, value: 0, required: rule, opens: [join]}\n"
        "rewards: [{for: entry, pays: {1: 20%, 2: 10%}}]\n"
    )
    assert ("[2/5, 1]", "[0, 3/5]") == bounds(text)


def test_members_who_need_not_pay_are_not_said_to_lose_by_paying() -> None:
    """Where one may join free and pays to earn, breaking even is no question for all."""
    text = STAKE.replace("[join, earn]", "[earn]") + "goods: none\n"
    lost, attain = bounds(text + "rewards: [{for: entry, pays: {1: 20%}}]\n")
    assert ("[4/5, 1]", None) == (lost, attain)


def test_the_bound_rests_on_the_rates_and_says_why() -> None:
    """The reader is led to the rates, and told how many recruits it takes."""
    text = STAKE + "goods: none\nrewards: [{for: entry, pays: {1: 20%}}]\n"
    fact = one(earnings(plan(text), None), LOST)
    assert (Basis.COMPUTED, ["rewards.0.pays", "rewards"]) == (fact.basis, places(fact))
    assert "5 recruits of one's own bring back the entry payment" == str(fact.evidence[0].note)


# Promises.


ON_STOCK = "upkeep: none\nrewards: [{for: stock, pays: {1: 50%}}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rewards: [{for: time, pays: 8%, per: month, until: 200%}]\n", "2"),
        ("rewards: [{for: time, pays: 8%, per: month}]\n", None),
        (
            "rewards: [{for: time, pays: 8%, until: 200%}, {for: entry, pays: {1: 10%}}]\n",
            "[2, inf]",
        ),
        (SOURCED + "rewards: [{for: time, pays: 8%, until: 200%, source: plan}]\n", "[2, inf]"),
        (SOURCED + "rewards: [{for: time, pays: 8%, until: 200%, source: said}]\n", None),
        ("rewards: [{for: retail, levels: 3}]\n", "0"),
        ("rewards: none\n", "0"),
        (GIFT + TABLE, "8"),
        # Money that reaches the upline without being called pay on joining.
        ("entry: [{item: stock, amount: 50, required: rule}]\n" + ON_STOCK, None),
        ("entry: [{item: fee, amount: 50, required: rule}]\n" + ON_STOCK, "0"),
        ("entry: none\nupkeep: [{item: gift, amount: 9, paid_to: upline}]\nrewards: none\n", None),
        (
            "rewards: none\nranks: [{name: a}, {name: b, requires: {direct_recruits: 5}}]\n"
            "goods: [{name: x, participant_price: {a: 100, b: 5}, supplied_by: company}]\n",
            None,
        ),
    ],
)
def test_what_is_promised_over_what_is_paid_in(text: str, expected: str | None) -> None:
    """The cap of a return, or a prize over its gift; pay on sales promises no sum."""
    assert expected == known(text).get(PROMISED)


# Disclosure.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("disclosure: {typical_earnings: the median of all}\n", "1"),
        ("disclosure: {typical_earnings: none}\n", "0"),
        ("", None),
        (SOURCED + "disclosure: {typical_earnings: the median, source: said}\n", "[0, 1]"),
    ],
)
def test_disclosure_is_as_stated(text: str, expected: str | None) -> None:
    """A statement is one, `none` is its absence, silence is neither, a claim is no value."""
    assert expected == known(text).get("earn.disclosed")


# Figures.


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("lost: 93.84%", "[1173/1250, 1]"),
        ("gained: 43%", "57/100"),
        ("lost: 50%, gained: 43%", "57/100"),
        ("lost: 50%, gained: {max: 43%}", "[57/100, 1]"),
        ("lost: {over: 50%}", "(1/2, 1]"),
        ("lost: 80%, gained: 43%", "[4/5, 1]"),
        ("among: mogul, lost: 93.84%", None),
        ("lost: 0%", None),
    ],
)
def test_a_case_files_losers_and_winners(figures: str, expected: str | None) -> None:
    """Whoever got back just what he paid did not gain; figures of a part say nothing of all."""
    found = known(SOURCED + f"observed: [{{source: found, {figures}}}]\n")
    assert expected == found.get(LOST)


def test_alleged_losses_are_no_losses_yet() -> None:
    """A complaint's figure stands beside the fact."""
    fact = one(earnings(plan(SOURCED + "observed: [{source: said, lost: 90%}]\n"), None), LOST)
    assert ("[0, 1]", True) == (shown([fact])[LOST], bool(fact.alleged))


# Ledgers.

PEOPLE = [
    person("a", entry=100, rewards=300),
    person("b", entry=100, rewards=100, sponsor="a"),
    person("c", entry=100, rewards=20, sponsor="a"),
    person("d", entry=100, sponsor="b"),
]


def test_everybody_counts_who_joined_those_who_never_earned_too() -> None:
    """One gained, one is even, two lost; not to have gained is three of four."""
    summary = ledgers(PEOPLE, paid={"entry": 420})
    facts = earnings(plan("goods: none\nentry: [{item: fee, amount: 100}]\n"), summary)
    assert "3/4" == shown(facts, Basis.OBSERVED)[LOST]


def test_nets_add_up_to_what_came_from_outside_less_what_the_operator_kept() -> None:
    """Nobody's money is lost in the table of net positions."""
    nets = net_positions(ledgers(PEOPLE, paid={"entry": 420}))
    assert (2, 1, 1, 0, 1) == (nets.lost, nets.even, nets.gained, nets.unsettled, nets.unpaid)
    assert sum(net.hi for _, net in nets.nets) == nets.paid_out - nets.paid_in
    assert ["a", "b", "c", "d"] == [id for id, _ in nets.nets]


def test_buyers_may_have_sold_where_no_sale_is_on_record() -> None:
    """Rows without any participant as seller may leave resales out, so buyers are in doubt."""
    people = [
        person("a", entry=100, purchases=500, kept=UNKNOWN_SALES),
        person("b", entry=100, kept=UNKNOWN_SALES),
        person("c", rewards=5),
    ]
    for text, expected in (
        ("entry: [{item: fee, amount: 100}]\n", "[1/3, 2/3]"),
        ("entry: [{item: kit, amount: 100}]\n", "[0, 2/3]"),
        (SOURCED + "entry: [{item: fee, amount: 100}]\n", "[0, 2/3]"),
        ("goods: none\nentry: [{item: kit, amount: 100}]\n", "2/3"),
    ):
        facts = earnings(plan(text), ledgers(people, paid={"entry": 5}))
        assert expected == shown(facts, Basis.OBSERVED)[LOST]


def test_a_sale_for_the_company_makes_good_no_loss() -> None:
    """Of 80 sold nothing was the seller's, of 90 anything; only 150 sold as own pays for 100."""
    people = [
        person("a", entry=100, sold=80, rewards=12, kept=Interval(0, 0)),
        person("b", entry=50, sold=90, rewards=12, kept=Interval(0, 90)),
        person("c", entry=100, sold=150, kept=Interval(150, 150)),
    ]
    facts = earnings(plan(SOURCED), ledgers(people, paid={"retail": 24}))
    fact = one([f for f in facts if f.basis is Basis.OBSERVED], LOST)
    assert ("[1/3, 2/3]", ("a",)) == (shown([fact])[LOST], fact.evidence[0].rows.sample)
    assert "of 1 more it is not known whether their sales were theirs" == str(fact.evidence[1].note)
    nets = net_positions(ledgers(people))
    assert (1, 0, 1, 1) == (nets.lost, nets.even, nets.gained, nets.unsettled)


@pytest.mark.parametrize(
    ("aside", "expected"),
    [
        ({}, "1/2"),
        # A payout turns its receiver, an order its buyer and its seller.
        ({"payouts": 1}, "[9/20, 11/20]"),
        ({"orders": 1}, "[2/5, 3/5]"),
        # A participant who is not listed, or two of the list who are one.
        ({"participants": 1}, "[8/21, 13/21]"),
        ({"orders": 10}, None),
    ],
)
def test_rows_that_could_not_be_read_turn_so_many_losers(
    aside: dict[str, int], expected: str | None
) -> None:
    """Ten of twenty lost; as many more or fewer may have as the unread rows concern."""
    people = [person(f"p{n:02}", entry=1, rewards=2 * (n % 2)) for n in range(20)]
    facts = earnings(plan(SOURCED), ledgers(people, paid={"retail": 20}, aside=aside))
    assert expected == shown(facts, Basis.OBSERVED).get(LOST)


def test_money_of_nobody_known_leaves_losers_and_winners_open() -> None:
    """Rewards to somebody unlisted may be a loser's, payments of somebody unlisted a winner's."""
    people = [person("a", entry=10), person("b", entry=10, rewards=30)]
    known = {"revenue": {"entry": 20}, "paid": {"retail": 30}}
    for more, expected in (
        ({}, "1/2"),
        ({"paid": {"retail": 31}}, "[0, 1/2]"),
        ({"revenue": {"entry": 21}}, "[1/2, 1]"),
        # Refunds are no payments of others, customers' orders none of participants.
        ({"revenue": {"entry": 15, "retail": 99}, "refunds": {"entry": Fraction(5)}}, "1/2"),
    ):
        facts = earnings(plan(SOURCED), ledgers(people, **{**known, **more}))
        assert expected == shown(facts, Basis.OBSERVED).get(LOST)


def test_the_greatest_multiple_paid_is_of_somebody_who_sold_nothing() -> None:
    """Three times the own payment; where rewards were for sales too, none is counted."""
    facts = earnings(plan("entry: none\n"), ledgers(PEOPLE, paid={"entry": 420}))
    assert "[3, inf]" == shown(facts, Basis.OBSERVED)[PROMISED]
    facts = earnings(plan("entry: none\n"), ledgers(PEOPLE, paid={"entry": 400, "retail": 20}))
    assert PROMISED not in shown(facts, Basis.OBSERVED)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"aside": {"payouts": 1}}, "[3, inf]"),
        ({"paid": {"entry": 421}}, "[3, inf]"),
        ({"aside": {"orders": 1}}, None),
        ({"revenue": {"entry": 401}}, None),
    ],
)
def test_a_multiple_is_as_sure_as_its_rows(more: dict[str, Any], expected: str | None) -> None:
    """Somebody may have got more than is known; or paid more, and then nothing is."""
    summary = ledgers(PEOPLE, **{"paid": {"entry": 420}, **more})
    facts = earnings(plan("entry: none\n"), summary)
    assert expected == shown(facts, Basis.OBSERVED).get(PROMISED)


def test_a_multiple_says_whose_it_is_in_money() -> None:
    """The reader can find the person and divide for himself."""
    facts = earnings(plan("entry: none\n"), ledgers(PEOPLE, paid={"entry": 420}))
    fact = one([f for f in facts if f.basis is Basis.OBSERVED], PROMISED)
    assert "a paid in CNY 100 and got CNY 300" == str(fact.evidence[0].note)


def test_without_payouts_nobody_is_known_to_have_lost() -> None:
    """Orders alone do not show what came back."""
    summary = Summary(tuple(PEOPLE), has_orders=True, has_payouts=False)
    assert () == earnings(plan(SOURCED), summary)


# Properties.


@given(
    st.lists(st.integers(1, 45), min_size=1, max_size=3),
    st.integers(2, 40),
    st.randoms(use_true_random=False),
)
def test_no_way_to_recruit_makes_more_people_whole(
    rates: list[int], people: int, chance: random.Random
) -> None:
    """Whoever brings whom, the share that gets back its payment keeps to the bound of the plan."""
    keys = {
        "goods": "none",
        "entry": [
            {"item": "stake", "amount": "100", "value": "0", "required": "rule", "opens": ["join"]}
        ],
        "rewards": [
            {"for": "entry", "pays": {str(n): f"{rate}%" for n, rate in enumerate(rates, 1)}}
        ],
    }
    sponsors: dict[int, int] = {}
    got = dict.fromkeys(range(people), 0)
    for newcomer in range(1, people):
        # Now anybody, now the same one over and over.
        sponsors[newcomer] = chance.choice([0, newcomer - 1, chance.randrange(newcomer)])
        above: int | None = newcomer
        for rate in rates:
            above = sponsors.get(above) if above is not None else None
            if above is None:
                break
            got[above] += rate
    whole = Fraction(sum(1 for money in got.values() if money >= 100), people)
    facts = {fact.name: fact.value for fact in earnings(plan_from(keys), None)}
    attain = facts.get(ATTAIN, Interval(Fraction(0), Fraction(1)))
    lost = facts.get(LOST, Interval(Fraction(0), Fraction(1)))
    assert isinstance(attain, Interval) and isinstance(lost, Interval)
    assert whole <= attain.hi
    assert 1 - whole >= lost.lo


@given(st.integers(1, 400))
def test_no_number_of_payers_beats_the_board(payers: int) -> None:
    """Boards pay one in eight from the front, the free founders first."""
    paid_out = payers // 8
    whole = Fraction(max(0, paid_out - 7), payers)
    facts = {fact.name: fact.value for fact in earnings(plan("goods: none\n" + GIFT + TABLE), None)}
    attain = facts[ATTAIN]
    assert isinstance(attain, Interval) and attain.contains(whole)


@given(st.lists(st.tuples(*[st.integers(0, 500)] * 5), min_size=1, max_size=20))
def test_nets_are_conserved(rows: list[tuple[int, int, int, int, int]]) -> None:
    """All nets together are rewards, and own sales or not, less what was paid in."""
    people = [
        person(f"p{n:02}", entry=e, purchases=p, refunded=r, sold=s, rewards=w)
        for n, (e, p, r, s, w) in enumerate(rows)
    ]
    nets = net_positions(ledgers(people))
    sold = sum(s for _, _, _, s, _ in rows)
    assert sum(net.lo for _, net in nets.nets) == nets.paid_out - nets.paid_in
    assert sum(net.hi for _, net in nets.nets) == nets.paid_out + sold - nets.paid_in
    assert len(rows) == nets.lost + nets.even + nets.gained + nets.unsettled


@pytest.mark.parametrize(
    ("pays", "expected"),
    [
        # Tenka Ikka: 4^5 gifts of 1,000 on 2,028.
        ("{5: 1000}", "256000/507"),
        ("{1: 100, 2: 50}", "100/169"),
        # A share of an unnamed payment, or pay on every level alike, names no sum.
        ("{1: 10%}", None),
        ("100", None),
    ],
)
def test_a_matrix_promises_what_it_pays_once_it_is_full(pays: str, expected: str | None) -> None:
    """The people of each level, by its width, times what each of them brings, over the entry."""
    text = (
        "entry: [{item: gift, amount: 2028, required: rule, opens: [join]}]\ngoods: none\n"
        f"rewards: [{{for: entry, form: matrix, width: 4, depth: 5, pays: {pays}}}]\n"
    )
    assert expected == known(text).get("reward.promised_multiple")


@pytest.mark.parametrize("pays", ["{9999999999: 1}", "{101: 1}"])
def test_a_matrix_of_absurd_depth_promises_nothing_that_is_known(pays: str) -> None:
    """What nobody could ever fill up names no sum, and takes no time."""
    text = (
        "entry: [{item: fee, amount: 100, required: rule, opens: [join]}]\ngoods: none\n"
        f"rewards: [{{for: entry, form: matrix, width: 2, pays: {pays}}}]\n"
    )
    assert "reward.promised_multiple" not in known(text)
