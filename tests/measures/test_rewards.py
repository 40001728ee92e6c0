"""What rewards exist for."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlmcheck.facts import Basis
from mlmcheck.interval import Interval, Truth, interval_truth
from mlmcheck.law.environment import environment
from mlmcheck.measures import measure
from mlmcheck.measures.rewards import rewards
from mlmcheck.network.summary import Fault
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import read_scheme
from mlmcheck.text import Text
from tests.measures.parsed import SOURCED, ledgers, one, person, places, plan, plan_from, shown

ENCODED = Path(__file__).resolve().parent.parent / "data" / "encoded"
SHORT = {
    "heads": "reward.on_headcount",
    "entry": "reward.on_entry",
    "bought": "reward.on_downline_purchases",
    "sold": "reward.on_downline_sales",
    "time": "reward.on_time",
    "referral": "reward.on_customer_referral",
    "downline": "reward.on_downline",
    "others": "reward.on_others",
    "recruitment": "reward.on_recruitment",
}


def found(text: str, **more: Any) -> dict[str, bool]:
    """What is known to exist, or not to exist, by short names."""
    known = shown(rewards(plan(text, **more), None))
    return {
        short: known[name] == "1" for short, name in SHORT.items() if known.get(name) in ("0", "1")
    }


def closed(lines: str) -> dict[str, bool]:
    """The same for an author's own plan, whose list is complete."""
    return found(f"rewards: [{lines}]\n")


def opened(lines: str) -> dict[str, bool]:
    """The same where the list rests on sources and may lack items."""
    return found(f"{SOURCED}rewards: [{lines}]\n")


# Real cases, worked out by hand from the encoded file: T there is, F there is not, - not known.
# heads, entry, bought, sold, time; then what only a union decides.
CASES = {
    "at-lyoness-2018": ("2018-12-31", "- T T - -", ""),
    "au-lyoness-2015": ("2015-10-23", "- T - - -", ""),
    "ca-opinion-consumer-items-2005": ("2005-07-22", "- T F F F", ""),
    "cn-1040-project": ("2015-01-01", "T T F F F", ""),
    "cn-avon-2006": ("2019-01-31", "F F F F F", ""),
    "cn-baoyue-liquor-2022": ("2021-10-31", "- F - T F", ""),
    "cn-dajia-jicunxi-2020": ("2020-01-01", "- - T - -", ""),
    "cn-kaola-mall-2017": ("2017-06-06", "T T F T F", ""),
    "cn-one-level-generic": ("2024-01-01", "F F F F F", ""),
    "cn-peanut-diary-2019": ("2018-09-25", "- - - - -", ""),
    "cn-plustoken-2020": ("2019-06-27", "T T - - T", ""),
    "cn-yunzaizhijian-2016": ("2016-02-29", "- T - - -", ""),
    "eu-4finance-2014": ("2011-12-31", "T - - - -", ""),
    "kr-coway-2023": ("2023-07-31", "- - - - -", "downline"),
    "us-amway-1979": ("1979-12-31", "- F T - -", ""),
    "us-burnlounge-2014": ("2007-12-31", "- T - - -", ""),
    "us-herbalife-2016": ("2016-07-24", "- - T - -", ""),
    "us-neora-2023": ("2023-09-28", "- - - - -", ""),
    "us-platt-gifting-tables-2013": ("2015-04-13", "T T F F F", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_real_cases_pay_for_what_their_files_say(case: str) -> None:
    """The encoded cases give the reward facts worked out by hand, and no others."""
    day, expected, unions = CASES[case]
    scheme = read_scheme(ENCODED / f"{case}.yaml").scheme
    known = shown(rewards(plan_on(scheme, date.fromisoformat(day)), None))
    marks = {"1": "T", "0": "F"}
    parts = [marks.get(known.get(SHORT[name], ""), "-") for name in list(SHORT)[:5]]
    decided = [name for name in ("downline", "others") if SHORT[name] in known]

    assert (expected, unions.split()) == (" ".join(parts), decided)


def test_every_encoded_case_is_in_the_table() -> None:
    """No encoded case is left without a row."""
    assert sorted(CASES) == sorted(path.stem for path in ENCODED.glob("*.yaml"))


# Levels.


def test_level_one_of_a_retail_sale_is_the_seller_himself() -> None:
    """One level on retail pays nobody for another; the second level is one upline."""
    assert closed("{for: retail, levels: 1}")["sold"] is False
    assert closed("{for: retail, pays: {1: 13%, 2: 3%}}")["sold"] is True
    assert closed("{for: retail, pays: {2: 3%}}")["sold"] is True


def test_level_one_of_a_purchase_is_the_sponsor() -> None:
    """One level on a participant's order pays somebody above; level 0 is the buyer himself."""
    assert closed("{for: stock, levels: 1}")["bought"] is True
    assert closed("{for: own-use, pays: {0: 2%}}")["bought"] is False
    assert closed("{for: purchase, pays: {0: 2%, 1: 1%}}")["bought"] is True


def test_levels_left_out_are_not_level_one() -> None:
    """How far an unstated reward goes is unknown, on retail and on purchases alike."""
    assert "sold" not in closed("{for: retail, pays: 10%}")
    assert "bought" not in closed("{for: purchase, pays: 10%}")


@pytest.mark.parametrize("levels", ["{max: 3}", "{min: 1}", "{under: 4}"])
def test_a_range_of_levels_has_at_least_the_first(levels: str) -> None:
    """A reward with some levels pays level 1, whatever the range says below that."""
    assert closed(f"{{for: stock, levels: {levels}}}")["bought"] is True
    assert "sold" not in closed(f"{{for: retail, levels: {levels}}}")


def test_open_end_of_levels_counts_from_the_next_number() -> None:
    """More than one level is at least two."""
    assert closed("{for: retail, levels: {over: 1}}")["sold"] is True


def test_another_persons_act_needs_no_levels() -> None:
    """An entry payment, a recruit or another's reward is somebody else's act by itself."""
    known = closed("{for: entry}, {for: recruit}")
    assert (True, True) == (known["entry"], known["heads"])


def test_a_welcome_bonus_is_no_pay_for_recruiting() -> None:
    """What a newcomer himself gets on joining pays nobody for bringing him."""
    known = closed("{for: entry, pays: {0: 10%}}, {for: recruit, pays: {0: 5}}")
    assert (False, False) == (known["entry"], known["heads"])


@pytest.mark.parametrize("form", ["binary", "matrix", "board", "stair-step"])
def test_forms_that_pay_upward_pay_on_others(form: str) -> None:
    """Two legs, a matrix, a board and steps of ranks pay on others, whatever the trigger."""
    known = closed(f"{{for: [stock, retail], form: {form}}}")
    assert (True, True) == (known["bought"], known["sold"])


def test_a_form_against_the_levels_stated_decides_nothing() -> None:
    """A stair-step said to pay only the seller says two things; neither is taken."""
    assert "sold" not in closed("{for: retail, form: stair-step, by: rank, levels: 1}")


def test_a_pool_pays_somebody_but_the_buyer() -> None:
    """A pool is shared beyond the payer; on retail that may be the sellers alone."""
    known = closed("{for: [stock, retail], form: pool, pays: 2%}")
    assert known["bought"] is True
    assert "sold" not in known


def test_pay_by_the_groups_volume_is_team_compensation() -> None:
    """Whoever is paid by what his group buys is paid on the downline's purchases."""
    assert closed("{for: purchase, by: group_volume, pays: {0: 3%, 7500: 25%}}")["bought"] is True
    assert closed("{for: sale, of: group_volume, pays: 3%}")["downline"] is True


def test_a_rank_by_group_volume_makes_pay_team_compensation() -> None:
    """A commission that only a group's volume opens hangs on what others sell."""
    known = found(
        "ranks: [{name: Director, requires: {group_volume: 20000}}]\n"
        "rewards: [{for: retail, levels: 1, needs: {rank: Director}}]\n"
    )
    assert known["downline"] is True
    assert "sold" not in known


# Unions.


def test_a_sale_of_unknown_kind_is_on_the_downline_from_the_second_level() -> None:
    """Whoever buys, somebody above is paid: the union is known, its parts are not."""
    known = opened("{for: sale, levels: {min: 3}}")
    assert {"downline": True} == known


def test_a_sale_of_unknown_kind_at_one_level_decides_nothing() -> None:
    """It is the seller's own commission if customers buy, his pay on others if agents do."""
    assert {} == opened("{for: sale, levels: 1}")


def test_all_triggers_of_a_list_pay() -> None:
    """A list of triggers is any of them, each of which pays."""
    known = opened("{for: [entry, sale], pays: {1: 0.5%}}")
    assert {"entry": True} == known


def test_a_union_that_decides_has_no_part_that_is_false() -> None:
    """Where only the union is known, neither part is said not to be."""
    known = closed("{for: sale, levels: 2}")
    assert known["downline"] is True
    assert {"bought", "sold"}.isdisjoint(known)


# Heads.


@pytest.mark.parametrize(
    ("needs", "path"),
    [
        ("{direct_recruits: 20}", "rewards.0.needs.direct_recruits"),
        ("{downline: 160}", "rewards.0.needs.downline"),
        ("{group_units: 65}", "rewards.0.needs.group_units"),
        ("{legs: 3}", "rewards.0.needs.legs"),
        ("{any: [{purchase: 2000}, {downline: 160}]}", "rewards.0.needs.any.1.downline"),
    ],
)
def test_pay_that_needs_people_is_pay_by_heads(needs: str, path: str) -> None:
    """Eligibility that depends on people enrolled counts, even as one way among others."""
    facts = rewards(plan(f"rewards: [{{for: retail, levels: 1, needs: {needs}}}]"), None)
    fact = one(facts, "reward.on_headcount")
    assert ("1", [path]) == (shown([fact])[fact.name], places(fact))


def test_a_rank_that_requires_people_makes_its_pay_pay_by_heads() -> None:
    """Through the rank, and through a rank that the rank requires."""
    text = (
        "ranks:\n"
        "  - {name: Seller}\n"
        "  - {name: Leader, requires: {direct_recruits: 20}}\n"
        "  - {name: Chief, requires: {rank: Leader}}\n"
        "rewards: [{for: retail, levels: 1, needs: {rank: Chief}}]\n"
    )
    fact = one(rewards(plan(text), None), "reward.on_headcount")
    assert ["ranks.1.requires.direct_recruits"] == places(fact)


def test_ranks_that_nobody_is_paid_by_make_no_pay_by_heads() -> None:
    """A rank by recruits counts only if a reward hangs on it."""
    known = found(
        "ranks: [{name: Leader, requires: {direct_recruits: 20}}]\n"
        "rewards: [{for: retail, levels: 1}]\n"
    )
    assert known["heads"] is False


def test_ranks_that_require_each_other_end() -> None:
    """Two ranks that name each other are followed once."""
    known = found(
        "ranks: [{name: A, requires: {rank: B}}, {name: B, requires: {rank: A}}]\n"
        "rewards: [{for: retail, levels: 1, needs: {rank: A}}]\n"
    )
    assert known["heads"] is False


def test_customers_are_no_heads_and_one_unit_may_be_ones_own() -> None:
    """A customer is not a head; the first unit of a group is its owner's or a recruit's."""
    assert closed("{for: retail, levels: 1, needs: {customers: 10}}")["heads"] is False
    assert "heads" not in closed("{for: retail, levels: 1, needs: {group_units: 1}}")


def test_a_rate_by_recruits_is_pay_by_heads_if_it_changes_with_them() -> None:
    """Steps by people enrolled count; one rate for everybody from nobody on does not."""
    steps = "{for: retail, levels: 1, by: direct_recruits, pays: {0: 5%, 10: 8%}}"
    flat = "{for: retail, levels: 1, by: direct_recruits, pays: {0: 5%}}"
    assert closed(steps)["heads"] is True
    assert closed(flat)["heads"] is False


def test_a_rate_by_rank_counts_only_where_ranks_differ() -> None:
    """A higher rate for a rank by recruits is pay by heads; the same rate for all is not."""
    ranks = "ranks: [{name: A}, {name: B, requires: {downline: 5}}]\n"
    for rates, expected in (("A: 12%, B: 13%", True), ("A: 12%, B: 12%", False)):
        line = f"rewards: [{{for: retail, levels: 1, by: rank, pays: {{{rates}}}}}]\n"
        assert expected is found(ranks + line)["heads"]


def test_a_rank_of_which_nothing_is_known_leaves_heads_open() -> None:
    """A closed list of rewards does not close what a rank of an open list asks."""
    known = found(
        SOURCED + "complete: [rewards]\n"
        "ranks: [{name: Leader}]\n"
        "rewards: [{for: retail, levels: 1, needs: {rank: Leader}}]\n"
    )
    assert "heads" not in known
    assert known["entry"] is False


def test_a_board_on_entry_payments_counts_people() -> None:
    """A board pays when enough people have come in, so it is pay by heads as well."""
    known = closed("{for: entry, form: board, width: 2, depth: 3, pays: 40000}")
    assert (True, True) == (known["entry"], known["heads"])


def test_a_fixed_sum_for_each_entry_payment_leaves_heads_open() -> None:
    """So much a head may be pay by heads; a share of what each pays is pay on entry alone."""
    assert "heads" not in closed("{for: entry, pays: {1: 200}}")
    assert closed("{for: entry, pays: {1: 20%}}")["heads"] is False


# Pay on another's pay.


def test_a_share_of_a_recruits_commission_is_pay_on_his_sales() -> None:
    """Where recruits are paid on their own sales, whoever is paid on that is paid on the sales."""
    known = closed("{for: retail, levels: 1}, {for: reward, pays: {1: 25%}}")
    assert (True, False, False) == (known["sold"], known["bought"], known["entry"])


def test_a_share_of_a_recruits_cash_back_is_pay_on_his_purchases() -> None:
    """The recruit's own order pays his upline through the recruit's reward."""
    known = closed("{for: own-use, pays: {0: 2%}}, {for: reward, pays: {1: 25%}}")
    assert (True, False) == (known["bought"], known["sold"])


def test_a_share_of_what_nobody_names_is_still_pay_on_others() -> None:
    """What the recruit is paid for is unknown, that his upline gains from him is not."""
    assert {"others": True} == opened("{for: reward, pays: {1: 25%}}")


def test_a_share_of_a_return_over_time_closes_no_part() -> None:
    """Pay on a recruit's static return fits none of the parts, so none of them is denied."""
    known = closed("{for: time, pays: 8%, per: month}, {for: reward, pays: {1: 10%}}")
    assert (True, True) == (known["time"], known["others"])
    assert {"entry", "bought", "sold"}.isdisjoint(known)


def test_a_bonus_on_ones_own_reward_is_nothing_on_others() -> None:
    """Level 0 of a reward is the one who was paid it."""
    known = closed("{for: retail, levels: 1}, {for: reward, pays: {0: 5%}}")
    assert (False, False) == (known["sold"], known["bought"])


def test_pay_for_what_a_recruit_does_is_team_compensation() -> None:
    """A task done by somebody below pays on the downline though nothing is bought or sold."""
    known = closed("{for: task, pays: {1: 5}}")
    assert known["downline"] is True
    assert {"bought", "sold"}.isdisjoint(known)
    assert closed("{for: task, pays: {0: 5}}")["bought"] is False


# What is not there.


def test_a_closed_list_denies_and_an_open_one_does_not() -> None:
    """False needs a list that is all there is: declared so, or the author's own plan."""
    line = "rewards: [{for: retail, levels: 1}]\n"
    assert found(line)["entry"] is False
    assert found(SOURCED + "complete: [rewards]\n" + line)["entry"] is False
    assert {} == found(SOURCED + line)
    assert {} == found("entry: none\n")


def test_no_rewards_at_all_is_no_reward_of_any_kind() -> None:
    """`rewards: none` denies all five, sources or not."""
    expected = dict.fromkeys(["heads", "entry", "bought", "sold", "time", "referral"], False)
    assert expected == found(SOURCED + "rewards: none\n")


def test_a_denial_denies_in_an_open_list() -> None:
    """Nobody is paid on entry; that no rank asks for recruits is not said by that."""
    assert {"entry": False} == opened("{for: [entry, recruit], pays: none}")


def test_a_denial_of_purchases_must_cover_stock_and_own_use() -> None:
    """Half a denial leaves room for the other half; a union denies both."""
    assert {} == opened("{for: stock, pays: none}")
    assert {"bought": False} == opened("{for: [stock, own-use], pays: none}")
    assert {"bought": False} == opened("{for: purchase, pays: none}")
    assert {"bought": False, "sold": False} == opened("{for: sale, pays: none}")


def test_a_denial_for_some_leaves_room_for_others() -> None:
    """No such reward on one level, or without a rank, is not none at all."""
    assert {} == opened("{for: entry, levels: 1, pays: none}")
    assert {} == opened("{for: entry, needs: {customers: 5}, pays: none}")


def test_a_reward_of_zero_is_no_reward() -> None:
    """A rate of zero pays nobody, and a level at zero is not paid."""
    assert closed("{for: entry, pays: {1: 0%}}")["entry"] is False
    assert closed("{for: retail, pays: {1: 10%, 2: 0%}}")["sold"] is False


def test_a_reward_up_to_a_rate_is_a_reward() -> None:
    """Up to 25 % is paid."""
    assert closed("{for: purchase, pays: {1: {max: 25%}}}")["bought"] is True


def test_a_line_beats_a_denial() -> None:
    """What one line pays no other line can deny."""
    assert opened("{for: entry, levels: 1}, {for: entry, pays: none}")["entry"] is True


def test_the_stated_number_of_levels_limits_unstated_ones() -> None:
    """With one level in all and every reward on retail, only the seller is paid."""
    line = "rewards: [{for: retail}]\n"
    assert found("compensated_levels: 1\n" + line)["sold"] is False
    assert "sold" not in found(SOURCED + "compensated_levels: 1\n" + line)
    assert {"others": True} == found(SOURCED + "compensated_levels: 2\n")


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("{for: entry, pays: 50%}", "entry"),
        ("{for: recruit, pays: 500}", "heads"),
        ("{for: [entry, purchase], pays: 5%}", "entry"),
    ],
)
def test_a_stated_number_of_levels_denies_no_pay_that_a_line_states(line: str, short: str) -> None:
    """No level in all, and a line that pays on another's act: neither of the two is taken."""
    known = found(f"compensated_levels: 0\nrewards: [{line}]\n")
    assert short not in known
    # The line itself may say that it pays the newcomer alone.
    own = line.partition(", pays")[0] + ", pays: {0: 5%}}"
    assert found(f"compensated_levels: 0\nrewards: [{own}]\n")[short] is False
    # How far a line reaches that says neither whom it pays nor how far is another matter.
    rebate = "compensated_levels: 0\nrewards: [{for: own-use, pays: 5%}]\n"
    assert found(rebate)["bought"] is False


def test_a_share_of_anothers_reward_stands_against_no_levels() -> None:
    """Pay on what another participant is paid is pay on others, whatever levels are stated."""
    known = found("compensated_levels: 0\nrewards: [{for: reward, pays: 10%}]\n")
    assert {"heads", "entry", "bought", "sold"}.isdisjoint(known)


# The first pack.

PACK = "entry: [{item: %s, amount: 500%s}]\n"


@pytest.mark.parametrize("item", ["goods", "stock", "service", "voucher"])
@pytest.mark.parametrize("trigger", ["stock", "own-use", "purchase", "sale"])
def test_pay_on_orders_may_be_paid_on_a_pack_that_is_required(item: str, trigger: str) -> None:
    """The first pack is an order like any other, so pay on orders may be pay on entry."""
    lines = f"rewards: [{{for: {trigger}, pays: {{1: 50%}}}}]\n"
    assert "entry" not in found(PACK % (item, ", required: rule") + lines)
    assert "entry" not in found(PACK % (item, ", required: practice") + lines)
    # Whether it is required is not said, or what it is; without it nobody may earn.
    assert "entry" not in found("entry: [{amount: 500, required: rule}]\n" + lines)
    assert "entry" not in found(PACK % (item, "") + lines)
    assert "entry" not in found(PACK % (item, ", required: optional, opens: [earn]") + lines)


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        (PACK % ("kit", ", required: rule"), "{for: purchase, pays: {1: 5%}}"),
        (PACK % ("fee", ", required: rule"), "{for: purchase, pays: {1: 5%}}"),
        (PACK % ("goods", ", required: optional"), "{for: purchase, pays: {1: 5%}}"),
        ("entry: [{item: goods, amount: 0, required: rule}]\n", "{for: own-use, pays: {1: 5%}}"),
        ("entry: none\n", "{for: purchase, pays: {1: 5%}}"),
        # Nobody above is paid, or only on what customers buy.
        (PACK % ("goods", ", required: rule"), "{for: own-use, pays: {0: 5%}}"),
        (PACK % ("goods", ", required: rule"), "{for: retail, pays: {1: 20%, 2: 5%}}"),
        # The plan says in so many words that nothing is paid on entry.
        (
            PACK % ("goods", ", required: rule"),
            "{for: purchase, pays: {1: 5%}}, {for: entry, pays: none}",
        ),
    ],
)
def test_pay_on_orders_without_a_required_pack_is_none_on_entry(entry: str, lines: str) -> None:
    """A kit, a fee, what nobody must take and what the plan denies are no orders of that kind."""
    assert found(f"{entry}rewards: [{lines}]\n")["entry"] is False


def test_a_share_of_a_recruits_cash_back_may_be_paid_on_his_first_pack() -> None:
    """What is paid on the rebate on a pack is paid on the pack."""
    lines = "rewards: [{for: own-use, pays: {0: 5%}}, {for: reward, pays: {1: 10%}}]\n"
    assert "entry" not in found(PACK % ("goods", ", required: rule") + lines)
    assert found("entry: none\n" + lines)["entry"] is False


# Pay that no line names.

TIERS = (
    "ranks: [{name: A}, {name: B}]\n"
    "goods: [{name: mask, participant_price: {A: 60, B: 45}%s}]\n"
    "rewards: none\n"
)


def test_price_spread_between_ranks_is_pay_on_purchases() -> None:
    """Where agents buy from agents at other prices, the upline earns though no reward says so."""
    facts = rewards(plan(TIERS % ", supplied_by: upline"), None)
    fact = one(facts, "reward.on_downline_purchases")
    assert ("1", Basis.COMPUTED) == (shown([fact])[fact.name], fact.basis)
    assert ["goods.0.participant_price", "goods.0.supplied_by"] == places(fact)


def test_prices_by_rank_from_nobody_says_whom_leave_purchases_open() -> None:
    """Different prices from the company are prices; from an unknown supplier they may be pay."""
    assert found(TIERS % ", supplied_by: company")["bought"] is False
    assert "bought" not in found(TIERS % "")


def test_one_price_for_all_is_no_spread() -> None:
    """The same price for every rank leaves nothing to earn, whoever supplies."""
    text = TIERS.replace("A: 60, B: 45", "A: 60, B: 60") % ", supplied_by: upline"
    assert found(text)["bought"] is False


BOUGHT_BY_HEADS = (
    "ranks: [{name: A}, {name: B, requires: {%s}}]\n"
    "goods: [{name: bar, participant_price: {%s}, supplied_by: company}]\n"
    "rewards: none\n"
)


@pytest.mark.parametrize("prices", ["A: 100, B: 5", "B: 5"])
def test_a_price_that_hangs_on_recruits_leaves_heads_open(prices: str) -> None:
    """Who buys for less because he brought people gains from them, whoever supplies."""
    for asked in ("direct_recruits: 5", "downline: 5", "any: [{direct_recruits: 5}]"):
        known = found(BOUGHT_BY_HEADS % (asked, prices))
        assert {"heads", "recruitment", "others"}.isdisjoint(known)
    for asked in ("purchase: 500", "own_sales: 500", "customers: 5"):
        assert found(BOUGHT_BY_HEADS % (asked, prices))["heads"] is False


def test_a_price_for_a_rank_of_which_nothing_is_known_leaves_heads_open() -> None:
    """Where ranks may ask for more than is listed, they may ask for people."""
    open_ = f"{SOURCED}complete: rewards\n{TIERS % ', supplied_by: company'}"
    assert "heads" not in found(open_)
    assert found(open_.replace("complete: rewards", "complete: [ranks, rewards]"))["heads"] is False


def test_a_price_that_hangs_on_the_groups_volume_leaves_the_downline_open() -> None:
    """Who buys for less because his group bought or sold gains from what it does."""
    known = found(BOUGHT_BY_HEADS % ("group_volume: 5000", "A: 100, B: 5"))
    assert {"bought", "sold"}.isdisjoint(known)
    assert known["heads"] is False


def test_one_price_for_ranks_that_ask_for_people_hangs_on_nothing() -> None:
    """The same price for every rank is nobody's pay."""
    assert found(BOUGHT_BY_HEADS % ("direct_recruits: 5", "A: 90, B: 90"))["heads"] is False


@pytest.mark.parametrize("item", ["fee", "gift", "stake"])
def test_an_entry_payment_to_a_participant_is_pay_on_entry(item: str) -> None:
    """Whoever is handed another's fee, gift or stake is paid on his entry payment."""
    text = (
        f"entry: [{{item: {item}, amount: 99, paid_to: upline, required: rule}}]\nrewards: none\n"
    )
    assert found(text)["entry"] is True


def test_stock_bought_from_the_upline_leaves_entry_open_without_prices() -> None:
    """He may have paid as much for it himself; with price tiers he has not."""
    text = "entry: [{item: stock, amount: 99, paid_to: upline, required: rule}]\n"
    assert "entry" not in found(text + "rewards: none\n")
    assert found(text + TIERS % ", supplied_by: upline")["entry"] is True
    unsaid = text.replace("paid_to: upline, ", "")
    assert "entry" not in found(unsaid + TIERS % ", supplied_by: upline")
    assert found(unsaid + TIERS % ", supplied_by: company")["entry"] is False


@pytest.mark.parametrize("item", ["fee", "gift", "stake"])
def test_what_is_paid_up_the_line_to_stay_is_pay_on_others(item: str) -> None:
    """A payment to the upline that must be kept up is his; on what, no line says."""
    upkeep = f"upkeep: [{{item: {item}, amount: 9, per: month, required: rule, paid_to: upline}}]\n"
    known = found(f"entry: none\n{upkeep}rewards: none\n")
    assert (True, False) == (known["others"], known["heads"])
    assert {"entry", "bought"}.isdisjoint(known)
    denied = found(f"entry: none\n{upkeep}rewards: [{{for: entry, pays: none}}]\n")
    assert denied["entry"] is False


# Referral and time.


def test_thanking_a_customer_for_a_customer_is_no_recruiting() -> None:
    """Retail, one level, nothing to buy: a referral, and no pay for heads."""
    known = found("entry: none\nrewards: [{for: retail, levels: 1}]\n")
    assert (True, False, False) == (known["referral"], known["heads"], known["sold"])


@pytest.mark.parametrize(
    "text",
    [
        "entry: [{item: kit, amount: 20, required: rule}]\nrewards: [{for: retail, levels: 1}]\n",
        "entry: none\nrewards: [{for: retail, levels: 2}]\n",
        "entry: none\nrewards: [{for: retail, levels: 1, needs: {purchase: 10}}]\n",
        "rewards: [{for: retail, levels: 1}]\n",
    ],
)
def test_a_referral_that_costs_or_goes_up_is_not_said_to_be_one(text: str) -> None:
    """Something to buy, a second level or an unknown entry leave it open."""
    assert "referral" not in found(text)


def test_a_return_over_time_is_one_on_own_payments_only() -> None:
    """A monthly share of turnover is no static return for certain."""
    assert closed("{for: time, pays: 8%, per: month}")["time"] is True
    assert "time" not in closed("{for: time, of: turnover, pays: 2%, per: month}")


# Practice.


def paid(*at: tuple[str, int | None, int], **more: Any) -> dict[str, str]:
    """What payouts show, beside a plan without rewards, where all receivers are listed."""
    summary = ledgers([person("a")], at=at, **more)
    return shown(rewards(plan("rewards: none\n"), summary), Basis.OBSERVED)


COSTS = "entry: [{item: fee, amount: 1000, required: rule, opens: [join, earn]}]\n"


@pytest.mark.parametrize(
    "text",
    [
        COSTS + "rewards: [{for: task, pays: {0: 30}, per: day}]\n",
        COSTS + "rewards: [{for: task, pays: {0: 3%}, of: payment, per: day}]\n",
        # Whom the pay goes to is not said.
        COSTS + "rewards: [{for: task, pays: 30, per: day}]\n",
        # Nobody must pay, and without it nobody earns.
        COSTS.replace("rule", "optional") + "rewards: [{for: task, pays: {0: 30}}]\n",
        # What must be paid to stay is paid to earn.
        "entry: none\nupkeep: [{item: fee, amount: 90, per: month, required: rule}]\n"
        "rewards: [{for: task, pays: {0: 30}}]\n",
        "entry: none\nrewards: [{for: task, pays: {0: 30}, needs: {purchase: 500}}]\n",
        "entry: [{item: fee, amount: 900, required: optional, rank: B}]\nranks: [{name: B}]\n"
        "rewards: [{for: task, pays: {0: 30}, needs: {rank: B}}]\n",
        # What must be paid may not all be listed, or its amount is not.
        SOURCED + "entry: [{item: fee, amount: 0, required: rule}]\nupkeep: none\n"
        "complete: rewards\nrewards: [{for: task, pays: {0: 30}}]\n",
        "entry: [{item: fee, required: rule}]\nrewards: [{for: task, pays: {0: 30}}]\n",
    ],
)
def test_pay_for_a_task_that_costs_something_may_be_a_return(text: str) -> None:
    """Who must pay to be given tasks may be paid for his payment and not for the tasks."""
    assert "time" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "entry: none\nrewards: [{for: task, pays: {0: 2}}]\n",
        "entry: none\nupkeep: none\nrewards: [{for: task, pays: 2, per: day}]\n",
        "entry: [{item: fee, amount: 0, required: rule}]\nrewards: [{for: task, pays: {0: 2}}]\n",
        "entry: [{item: kit, amount: 9, required: optional}]\n"
        "rewards: [{for: task, pays: {0: 2}}]\n",
        "entry: [{item: stock, amount: 9, required: rule, opens: [sell]}]\n"
        "rewards: [{for: task, pays: {0: 2}}]\n",
        # It pays the sponsor, and not the one who does it.
        COSTS + "rewards: [{for: task, pays: {1: 5}}]\n",
        COSTS + "rewards: [{for: task, levels: 2, pays: 5}]\n",
    ],
)
def test_pay_for_a_task_that_costs_nothing_is_no_return(text: str) -> None:
    """Paid surveys that anybody may answer return no payment."""
    assert found(text)["time"] is False


SOLD = (
    "entry: [{item: kit, amount: 30, required: rule}]\n"
    "goods: [{name: soap, retail_price: 20, market_value: 20}]\n"
)


@pytest.mark.parametrize("trigger", ["own-use", "stock", "purchase", "sale", "entry", "retail"])
@pytest.mark.parametrize("rate", ["100%", "200%", "{max: 110%}", "30"])
def test_a_rebate_of_all_that_was_paid_may_be_a_return(trigger: str, rate: str) -> None:
    """Who gets back as much as he paid, or more, may have paid for that."""
    of = "" if rate == "30" else ", of: payment"
    assert "time" not in found(f"{SOLD}rewards: [{{for: {trigger}, pays: {{0: {rate}}}{of}}}]\n")
    assert "time" not in found(f"{SOLD}rewards: [{{for: {trigger}, pays: {{0: {rate}}}}}]\n")
    assert found(f"{SOLD}rewards: [{{for: {trigger}, pays: {{1: {rate}}}}}]\n")["time"] is False


@pytest.mark.parametrize("trigger", ["own-use", "stock", "purchase", "sale", "entry"])
def test_a_rebate_of_nobody_knows_how_much_may_be_a_return(trigger: str) -> None:
    """Something, or at least so much, may be all that a participant paid, or more."""
    for rate in ("{over: 0%}", "{min: 5%}"):
        assert "time" not in found(f"{SOLD}rewards: [{{for: {trigger}, pays: {{0: {rate}}}}}]\n")


def test_a_rebate_without_a_rate_may_be_a_return() -> None:
    """Whom a line pays on a purchase and how much may be the buyer and all of it."""
    assert "time" not in found(f"{SOLD}rewards: [{{for: purchase}}]\n")
    assert "time" not in found("rewards: [{for: own-use, pays: {0: 5}}]\n")
    assert found("rewards: [{for: retail, pays: {0: 5, 1: 5}}]\n")["time"] is False
    assert found(f"{SOLD}rewards: [{{for: purchase, levels: 2}}]\n")["time"] is False
    assert found(f"{SOLD}rewards: [{{for: entry}}]\n")["time"] is False
    assert found(f"{SOLD}rewards: [{{for: purchase, form: binary}}]\n")["time"] is False


@pytest.mark.parametrize("trigger", ["own-use", "stock", "purchase", "sale"])
def test_a_rebate_where_nothing_is_sold_may_be_a_return(trigger: str) -> None:
    """Without goods a share of one's own purchases is a share of what one put in."""
    for pays in ("{0: 2%}", "5"):
        line = f"rewards: [{{for: {trigger}, pays: {pays}}}]\n"
        assert "time" not in found(f"goods: none\n{line}")
        assert found(f"{SOLD}{line}")["time"] is False
    others = f"goods: none\nrewards: [{{for: {trigger}, levels: 2, pays: 5%}}]\n"
    assert found(others)["time"] is False


def test_a_monthly_rebate_on_what_is_worth_next_to_nothing_may_be_a_return() -> None:
    """It comes again and is more than the goods are worth, and so is what the buyer has paid."""
    monthly = "rewards: [{for: own-use, pays: {0: 10%}, per: month}]\n"
    goods = "goods: [{name: token, retail_price: 1000, market_value: %s}]\n"
    assert "time" not in found(goods % 10 + monthly)
    assert found(goods % 500 + monthly)["time"] is False
    # Once is a discount, and half off what is worth half its price is one every month.
    assert found(goods % 10 + monthly.replace(", per: month", ""))["time"] is False
    assert found(goods % 500 + monthly.replace("10%", "50%"))["time"] is False
    assert found(goods % 400 + monthly.replace("10%", "70%"))["time"] is False


@pytest.mark.parametrize(
    "lines",
    [
        "{for: own-use, pays: {0: 2%}, per: month}",
        "{for: own-use, pays: {0: 10%}, per: month}",
        "{for: own-use, by: rank, pays: {A: 1%, B: 3%}}",
        "{for: retail, pays: {0: 10, 1: 10}}",
        "{for: retail, pays: {1: 100%}}",
        # How much a customer gets off is not said.
        "{for: retail, pays: {0: {over: 0%}}}",
    ],
)
def test_a_loyalty_rebate_and_a_thank_you_are_no_return(lines: str) -> None:
    """A part of the price of real goods that comes back is a discount."""
    ranks = "ranks: [{name: A}, {name: B, requires: {purchase: 1000}}]\n"
    assert found(f"{SOLD}{ranks}rewards: [{lines}]\n")["time"] is False


def test_payouts_only_ever_add() -> None:
    """What was paid shows what exists; what was not paid shows nothing."""
    assert {"reward.on_entry": "1"} == paid(("entry", 1, 100), ("recruit", 1, 0))
    assert {} == paid()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ([("retail", 1, 10)], ["reward.on_downline_sales"]),
        ([("stock", 2, 10), ("purchase", 1, 5)], ["reward.on_downline_purchases"]),
        (
            [("retail", 1, 10), ("own-use", 1, 5)],
            ["reward.on_downline_purchases", "reward.on_downline_sales"],
        ),
        ([("sale", 1, 10)], ["reward.on_downline"]),
        ([("unknown", 1, 10), ("retail", 0, 3)], ["reward.on_others"]),
        ([("reward", 1, 10)], ["reward.on_others"]),
        ([("retail", 1, 9), ("time", None, 5)], ["reward.on_downline_sales", "reward.on_time"]),
        ([("recruit", None, 5)], ["reward.on_headcount"]),
        ([("entry", None, 5)], ["reward.on_entry"]),
    ],
)
def test_payouts_to_people_above_show_what_they_are_for(
    at: list[tuple[str, int | None, int]], expected: list[str]
) -> None:
    """Each kind of act that somebody above was paid on shows its own fact."""
    assert expected == sorted(paid(*at))


@pytest.mark.parametrize(
    "at",
    [
        ("entry", 0, 10),
        ("recruit", 0, 10),
        ("stock", 0, 10),
        ("own-use", 0, 10),
        ("retail", 0, 10),
        ("stock", None, 10),
        ("retail", None, 10),
        ("unknown", None, 10),
        ("entry", 1, 0),
    ],
)
def test_a_rebate_to_oneself_shows_nothing_on_others(at: tuple[str, int | None, int]) -> None:
    """What came back to the one who acted, or may have, is no pay on anybody else."""
    assert {} == paid(at)


def test_a_receiver_whom_nobody_knows_may_be_the_one_who_joined() -> None:
    """Where an account is not listed, how far above it stands is no longer certain."""
    fault = Fault("payout-to-nobody", Text("?"), "payouts", ("P1",))
    assert {} == paid(("entry", None, 10), faults=(fault,))
    assert {"reward.on_entry": "1"} == paid(("entry", 1, 10), faults=(fault,))
    nobody = ledgers(at=[("entry", None, 10)])
    assert {} == shown(rewards(plan("rewards: none\n"), nobody), Basis.OBSERVED)


def test_a_customer_may_be_a_participant_who_could_not_be_read() -> None:
    """Then an upline's pay on retail is on what the downline sold or bought."""
    found = paid(("retail", 1, 10), aside={"participants": 1})
    assert {"reward.on_downline": "1"} == found


def test_pay_on_ones_own_customers_alone_is_a_thank_you() -> None:
    """All of it on own sales, and somebody had bought nothing to get it; else nothing is said."""
    free = {"least_paid_by_rewarded": Fraction(0)}
    expected = {"reward.on_customer_referral": "1"}
    assert expected == paid(("retail", 0, 10), **free)
    assert {} == paid(("retail", 0, 10), least_paid_by_rewarded=Fraction(5))
    assert {} == paid(("retail", 0, 10), ("stock", 0, 10), **free)
    assert {} == paid(("retail", 0, 10), ("retail", None, 10), **free)
    assert {} == paid(("retail", 0, 10), aside={"payouts": 1}, **free)


def test_what_was_paid_is_told_in_money_and_by_table() -> None:
    """Amounts have their currency; rows that stand in the file itself have a table's name."""
    summary = ledgers(
        [person("a")], at=[("stock", 1, 10), ("stock", 3, 20)], tables={"payouts": "inline"}
    )
    (fact,) = (f for f in rewards(plan("stage: operating\n"), summary) if f.evidence[0].rows)
    assert "CNY 30 was paid to people up to 3 above the one who acted" == str(fact.evidence[0].note)
    assert "payouts" == fact.evidence[0].rows.table


def test_a_case_files_payouts_show_what_they_were_for() -> None:
    """Totals of payouts by kind add what the plan does not say."""
    text = SOURCED + "observed: [{source: found, payouts: {entry: {over: 50%}, time: 0%}}]\n"
    fact = one(rewards(plan(text), None), "reward.on_entry")
    assert (Basis.REPORTED, ["observed.0.payouts.entry"]) == (fact.basis, places(fact))


# Evidence and allegation.


def test_evidence_points_at_the_very_words() -> None:
    """A fact rests on the line's `for`, and on the level that makes it so."""
    facts = rewards(plan("rewards: [{for: retail, levels: 1}, {for: retail, pays: {2: 3%}}]"), None)
    assert ["rewards.1.for", "rewards.1.pays.2"] == places(one(facts, "reward.on_downline_sales"))
    assert ["rewards"] == places(one(facts, "reward.on_entry"))


def test_an_alleged_line_is_shown_and_decides_nothing() -> None:
    """An allegation stands beside the fact, with its source, and gives it no value."""
    facts = rewards(plan(SOURCED + "rewards: [{for: recruit, pays: 40, source: said}]\n"), None)
    fact = one(facts, "reward.on_headcount")
    assert ("[0, 1]", "said") == (shown([fact])[fact.name], fact.alleged[0].source)


def test_an_alleged_denial_denies_nothing() -> None:
    """A claim that there is no such reward stands beside the facts it speaks of."""
    text = SOURCED + "rewards: [{for: [entry, recruit], pays: none, source: said}]\n"
    facts = {fact.name: fact for fact in rewards(plan(text), None)}
    assert {"reward.on_entry", "reward.on_headcount"} == facts.keys()
    assert all(fact.alleged for fact in facts.values())


# Properties.

FLOWS = [
    "entry",
    "stock",
    "own-use",
    "retail",
    "purchase",
    "sale",
    "recruit",
    "reward",
    "time",
    "task",
]
LEVEL_MAPS = st.dictionaries(
    st.sampled_from(["0", "1", "2", "5"]), st.sampled_from(["5%", "3%", "0%"]), min_size=1
)


def readable(line: dict[str, Any]) -> dict[str, Any]:
    """A line without levels where its rates name them: the reader takes one of the two."""
    pays = line.get("pays")
    by_level = isinstance(pays, dict) and "max" not in pays
    return {key: value for key, value in line.items() if not (by_level and key == "levels")}


LINES = st.fixed_dictionaries(
    {"for": st.lists(st.sampled_from(FLOWS), min_size=1, max_size=3, unique=True)},
    optional={
        "levels": st.sampled_from(["1", "2", "all", {"min": "2"}, {"max": "3"}]),
        "pays": st.one_of(LEVEL_MAPS, st.sampled_from(["10%", "40", {"max": "25%"}])),
        "form": st.sampled_from(["unilevel", "binary", "board", "pool"]),
        "needs": st.sampled_from(
            [{"direct_recruits": "3"}, {"customers": "5"}, {"rank": "B"}, {"group_volume": "10"}]
        ),
    },
).map(readable)
PLANS = st.fixed_dictionaries(
    {
        "rewards": st.lists(LINES, min_size=1, max_size=4),
        "ranks": st.just([{"name": "A"}, {"name": "B", "requires": {"downline": "5"}}]),
    },
    optional={
        "entry": st.just(
            [{"item": "fee", "amount": "99", "required": "rule", "paid_to": "company"}]
        ),
    },
)
SOURCES = {"said": {"title": "complaint", "weight": "allegation"}}


def truths(keys: dict[str, Any]) -> dict[str, Truth]:
    """What is known of each reward fact once what follows between facts is drawn."""
    known = environment(measure(plan_from(keys), None, "cn"))
    return {short: interval_truth(known.value(name)) for short, name in SHORT.items()}


@given(PLANS)
def test_an_open_list_never_denies(keys: dict[str, Any]) -> None:
    """Whatever the lines, a list that may lack items leaves every kind of reward possible."""
    known = shown(rewards(plan_from({**keys, "sources": SOURCES}), None))
    assert [] == [name for name, value in known.items() if value == "0"]


@given(PLANS)
def test_a_reward_on_entry_is_never_lost_among_others(keys: dict[str, Any]) -> None:
    """Adding a reward on entry makes `on_entry` true, and no other fact less true."""
    before = truths(keys)
    more = {**keys, "rewards": [*keys["rewards"], {"for": "entry", "levels": "1"}]}
    after = truths(more)
    order = [Truth.NO, Truth.UNKNOWN, Truth.YES]
    fallen = [
        name
        for name in ("entry", "recruitment", "others")
        if order.index(after[name]) < order.index(before[name])
    ]
    assert (Truth.YES, []) == (after["entry"], fallen)


@given(PLANS, LINES)
def test_an_alleged_line_decides_nothing(keys: dict[str, Any], line: dict[str, Any]) -> None:
    """A value that is known may become unknown by it; none turns round, and none is made known."""
    sourced = {**keys, "sources": SOURCES, "complete": ["ranks", "rewards"]}
    alleged = {**sourced, "rewards": [*keys["rewards"], {**line, "source": "said"}]}

    def certain(said: dict[str, Any]) -> dict[str, str]:
        found = shown(rewards(plan_from(said), None))
        return {name: value for name, value in found.items() if value != "[0, 1]"}

    assert certain(alleged).items() <= certain(sourced).items()
    assert [n for n, value in certain(sourced).items() if value == "1"] == [
        n for n, value in certain(alleged).items() if value == "1"
    ]


@given(PLANS)
def test_the_facts_of_one_plan_do_not_contradict_each_other(keys: dict[str, Any]) -> None:
    """What the measures say of one plan can all be true at once."""
    known = environment(measure(plan_from(keys), None, "cn"))
    assert [] == [c for c in known.contradictions if any(n.startswith("reward.") for n in c.facts)]


@given(PLANS)
def test_no_fact_is_wholly_unknown_without_an_allegation(keys: dict[str, Any]) -> None:
    """A fact that says nothing is left out."""
    facts = rewards(plan_from(keys), None)
    whole = [f.name for f in facts if isinstance(f.value, Interval) and not f.value.is_point]
    assert [] == whole
