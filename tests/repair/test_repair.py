"""The smallest change: lawful once made, with no edit too many, and honest."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mlmcheck.judge import judge
from mlmcheck.repair import repair
from mlmcheck.repair.trial import Bench
from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.read import parse_scheme, read_scheme
from mlmcheck.scheme.write import print_scheme
from mlmcheck.verdict import Verdict
from tests.repair.benches import (
    DESIGNS,
    HEAD,
    bench_of,
    every_edit,
    kinds,
    of_file,
    repaired,
    the_court,
)
from tests.scheme.generated import Tree, schemes

CN = HEAD + "market: cn\ncurrency: CNY\n"
GOODS = "goods: [{name: mask, retail_price: 128, market_value: 120}]\n"
SELLER = "rewards: [{name: own sales, for: retail, levels: 1, pays: 20%}]\n"
ONLINE = "operator: {channel: online, authorised: none}\n"
HEADS = "rewards: [{name: a head, for: recruit, pays: {1: 200}}]\n"
TEAM = (
    "rewards:\n"
    "  - {name: sale, for: retail, pays: {1: 20%, 2: 5%}}\n"
    "  - {name: stock, for: stock, pays: {1: 10%}}\n"
)


def fewer_is_not_enough(bench: Bench, count: int) -> bool:
    """Whether no set of edits that counts as less than so many makes the plan lawful."""
    for size in range(count):
        for places in combinations(range(len(bench.edits)), size):
            chosen = frozenset(places)
            if bench.cost(chosen) >= count:
                continue
            if any(not chosen.isdisjoint(bench.conflicts[place]) for place in places):
                continue
            trial = bench.trial(chosen)
            if trial is not None and trial.legal():
                return False
    return True


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_no_fewer_edits_would_do(path: Path) -> None:
    """Every set of fewer edits of the catalogue was tried, and leaves the plan unlawful."""
    found = of_file(path)
    for one in found.alternatives[:1]:
        count = sum(edit.cost for edit in one.edits)
        assert fewer_is_not_enough(bench_of(read_scheme(path)), count)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_bound_of_as_many_edits_is_enough(path: Path) -> None:
    """What is found with so many edits is found when no more are allowed."""
    for one in of_file(path).alternatives[:1]:
        count = sum(edit.cost for edit in one.edits)
        again = repair(read_scheme(path), the_court(), (), None, count)
        assert one.source == again.alternatives[0].source


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_no_edit_can_be_left_out(path: Path) -> None:
    """Each alternative stops being lawful without any one of its edits."""
    document = read_scheme(path)
    bench = bench_of(document)
    for one in of_file(path).alternatives:
        chosen = {bench.edits.index(edit) for edit in one.edits if edit.kind != "state-levels"}
        for place in chosen:
            trial = bench.trial(frozenset(chosen - {place}))
            assert trial is None or not trial.legal()


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_alternatives_are_lawful_differ_in_kind_and_stand_in_order(path: Path) -> None:
    """Each is legal under every law, no two have edits of the same kinds, the fewest come first."""
    found = of_file(path)
    each = [frozenset(names) for names in kinds(found)]
    order = [(sum(e.cost for e in one.edits), -one.kept) for one in found.alternatives]

    assert all(one.after.verdict is Verdict.LEGAL for one in found.alternatives)
    assert len(each) == len(set(each))
    assert sorted(order) == order
    assert len(each) <= 3


def test_a_lawful_plan_is_left_alone() -> None:
    """Nothing is looked for where nothing stands against the plan."""
    found = repaired(CN + ONLINE + "entry: none\n" + GOODS + SELLER)

    assert (True, (), 0) == (found.lawful, found.alternatives, found.tried)


def test_the_least_edit_is_found() -> None:
    """A bonus for heads is dropped, and nothing else is touched."""
    found = repaired(CN + ONLINE + "entry: none\n" + GOODS + HEADS)

    assert [["drop-recruitment-reward"]] == kinds(found)[:1]
    assert "rewards: none\n" in found.alternatives[0].source


def test_pay_that_can_be_kept_is_kept() -> None:
    """Of two ways with as many edits the one comes first that keeps more of the pay."""
    found = repaired(CN + ONLINE + "entry: none\n" + GOODS + TEAM)

    assert ["pay-seller-only", "pay-seller-only"] == kinds(found)[0]
    assert sorted((one.kept for one in found.alternatives), reverse=True) == [
        one.kept for one in found.alternatives
    ]
    assert "{name: sale, for: retail, pays: {1: 20%}}" in found.alternatives[0].source


def test_one_change_serves_all_laws() -> None:
    """What is found is legal under each law asked for, and not only under the strictest."""
    text = HEAD + "market: [cn, us, eu]\ncurrency: USD\n" + ONLINE + GOODS + TEAM
    text += "entry: [{name: kit, item: kit, amount: 35, required: rule, opens: [join, earn]}]\n"

    for one in repaired(text).alternatives:
        assert [Verdict.LEGAL] * 3 == [law.verdict for law in one.after.laws]


def test_none_is_found_within_too_few_edits() -> None:
    """The bound is kept, told, and was looked at whole."""
    found = repaired(CN + ONLINE + "entry: none\n" + GOODS + TEAM, most=1)

    assert ((), 1, True) == (found.alternatives, found.most_edits, found.whole)
    assert found.nearest is not None
    assert found.nearest.standing


def test_what_was_done_is_not_undone() -> None:
    """Observed pay for recruiting stands, whatever the plan is changed to."""
    text = CN + ONLINE + "entry: none\n" + GOODS + HEADS
    text += "observed: [{payouts: {recruit: 80%, retail: 20%}}]\n"
    found = repaired(text)

    assert () == found.alternatives
    assert found.nearest is not None
    assert "counted or found" in {one.rests.value for one in found.nearest.standing}


def test_what_is_only_alleged_is_not_struck_out() -> None:
    """No edit touches an item whose source decides nothing: to drop it would hide it."""
    text = CN + "sources: {news: {weight: allegation}}\n" + ONLINE + GOODS
    text += "entry: [{name: fee, item: fee, amount: 9, opens: [join], source: news}]\n"
    text += "rewards: [{name: a head, for: recruit, pays: {1: 200}, source: news}]\n"
    document = parse_scheme(text)

    assert not [edit for edit in every_edit(document) if edit.path[0] in ("entry", "rewards")]


def test_what_is_only_alleged_of_the_operator_does_not_become_his_word() -> None:
    """A section whose source decides nothing is left alone: an edit of it would vouch for it."""
    text = CN + "sources: {own: {weight: claim}}\n"
    text += "operator: {channel: online, source: own}\nrecruiting: {direct: 3, source: own}\n"
    edits = every_edit(parse_scheme(text))

    assert not [edit for edit in edits if edit.path[0] in ("operator", "recruiting")]


def test_claims_that_a_source_found_stay() -> None:
    """One's own claims can be stopped; what somebody found to have been said was said."""
    own = CN + "claims: [double your money]\n"
    found = CN + "sources: {d: {weight: finding}}\nclaims: [{text: double, source: d}]\n"

    assert "drop-income-claims" in {edit.kind for edit in every_edit(parse_scheme(own))}
    assert "drop-income-claims" not in {edit.kind for edit in every_edit(parse_scheme(found))}


def test_a_line_of_an_open_list_is_denied_and_not_struck_out() -> None:
    """Where a list may lack items, to strike one out would leave open whether there is it."""
    text = CN + "sources: {d: {weight: finding}}\n" + ONLINE + "entry: none\n" + GOODS
    text += "rewards: [{name: a head, for: recruit, pays: {1: 200}, source: d}]\n"
    found = repaired(text)

    assert found.alternatives
    assert "{name: a head, for: recruit, pays: none}" in found.alternatives[0].source
    assert "complete: [rewards]" in found.alternatives[0].source


def test_what_a_source_says_is_not_put_in_its_mouth() -> None:
    """A line that is changed names its source no more: the source says what the plan was."""
    text = CN + "sources: {d: {weight: finding}}\ncomplete: [rewards, entry]\n" + ONLINE
    text += "entry: none\n" + GOODS
    text += "rewards: [{name: sale, for: retail, pays: {1: 20%, 2: 5%}, source: d, note: p. 3}]\n"
    (first, *_) = repaired(text).alternatives

    assert "{name: sale, for: retail, pays: {1: 20%}}" in first.source


def test_the_levels_that_are_stated_follow() -> None:
    """A file that states how many levels are paid does not contradict its changed rewards."""
    text = CN + ONLINE + "compensated_levels: 2\nentry: none\n" + GOODS
    text += "rewards: [{name: sale, for: retail, pays: {1: 20%, 2: 5%}}]\n"
    (first, *_) = repaired(text).alternatives

    assert ["pay-seller-only", "state-levels"] == [edit.kind for edit in first.edits]
    assert "compensated_levels: 1\n" in first.source


def test_a_long_plan_is_given_up_sooner() -> None:
    """Each changed plan of many lines takes longer to judge, so that fewer of them are."""
    lines = "".join(
        f"  - {{name: r{place}, for: entry, pays: {{1: {place % 5 + 1}%, 2: 2%, 3: 1%}}}}\n"
        for place in range(30)
    )
    text = CN + ONLINE + GOODS + "upkeep: none\nranks: none\nrewards:\n" + lines
    text += "entry: [{name: pack, item: goods, amount: 499, required: rule, opens: [join, sell]}]\n"
    found = repaired(text)

    assert ((), False) == (found.alternatives, found.whole)
    assert found.tried <= 500


FORBIDDEN = ("observed", "network", "sources", "assessed", "conduct", "market", "period", "as_of")
"""What no edit may change: what was counted, said, answered or done, and whose law is asked."""
WORTH = ("market_value", "value", "claimed_value", "cost")
"""What things are worth, which nobody decides."""


@given(schemes)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_edit_states_what_nobody_decides(tree: Tree) -> None:
    """Edits touch no figures, sources, answers, conduct or days, nor what goods are worth."""
    try:
        document = parse_scheme(print_scheme(_scheme(tree)))
    except (SchemeError, ValueError):
        assume(False)
    for edit in every_edit(document):
        for op in edit.ops:
            assert op.path[0] not in FORBIDDEN
            assert op.path[-1] not in WORTH


@given(schemes)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_no_source_is_dropped_that_decides_nothing(tree: Tree) -> None:
    """What is only claimed stays a claim: no edit takes its source away."""
    claimed = {**tree, "sources": {id: {"weight": "claim"} for id in tree["sources"]}}
    try:
        document = parse_scheme(print_scheme(_scheme(claimed)))
    except (SchemeError, ValueError):
        assume(False)
    dropped = [op for edit in every_edit(document) for op in edit.ops if op.path[-1] == "source"]

    assert [] == dropped


def _scheme(tree: Tree) -> Scheme:
    return Scheme.model_validate(tree, by_alias=True, by_name=False)


TRIGGERS = st.sampled_from(["entry", "stock", "own-use", "retail", "purchase", "sale", "recruit"])
RATES = st.sampled_from(["{1: 20%}", "{1: 10%, 2: 5%}", "30%", "{1: 50}", "{0: 5%}"])
LINES = st.lists(
    st.builds("  - {{name: r{}, for: {}, pays: {}}}\n".format, st.integers(0, 9), TRIGGERS, RATES),
    min_size=1,
    max_size=3,
    unique_by=lambda line: line.split(",")[0],
)
ENTRIES = st.sampled_from(
    [
        "entry: none\n",
        "entry: [{item: kit, amount: 35, required: rule, opens: [join, earn]}]\n",
        "entry:\n  - {item: stock, amount: 500, required: rule, opens: [recruit]}   # a pack\n",
        "",
    ]
)
REST = st.sampled_from(
    [
        ONLINE + GOODS,
        GOODS + "upkeep: [{item: goods, amount: 50, per: month, required: rule, opens: [earn]}]\n",
        "goods: none\nupkeep: none\n",
        GOODS + "safeguards: {buy_back: {rate: 50%, days: 10, enforced: false}}\nclaims: [rich]\n",
    ]
)
LAWS = st.lists(st.sampled_from(["cn", "us", "eu", "ca", "sg", "gb", "tw"]), min_size=1, max_size=2)


@given(LINES, ENTRIES, REST, LAWS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_whatever_is_found_is_lawful_as_a_file(
    lines: list[str], entry: str, rest: str, laws: list[str]
) -> None:
    """Of any plan: each alternative reads back without a problem and is judged legal."""
    text = HEAD + "currency: USD\n" + entry + rest + "rewards:\n" + "".join(lines)
    document = parse_scheme(text)
    found = repair(document, the_court(), tuple(dict.fromkeys(laws)), None, 4)
    for one in found.alternatives:
        again = judge(parse_scheme(one.source), the_court(), tuple(dict.fromkeys(laws)))
        assert Verdict.LEGAL is again.verdict
        changed = {edit.path[0] for edit in one.edits} | {
            op.path[0] for edit in one.edits for op in edit.ops
        }
        for section in set(Scheme.model_fields) - changed:
            assert getattr(document.scheme, section) == getattr(again.scheme, section)


@given(LINES, ENTRIES, REST)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
def test_nothing_smaller_would_do_for_any_plan(lines: list[str], entry: str, rest: str) -> None:
    """Of any plan: where so many edits are found, every smaller set was tried in vain."""
    text = HEAD + "market: cn\ncurrency: USD\n" + entry + rest + "rewards:\n" + "".join(lines)
    document = parse_scheme(text)
    found = repair(document, the_court())
    if found.lawful:
        return
    count = min((sum(e.cost for e in one.edits) for one in found.alternatives), default=3)
    assert fewer_is_not_enough(bench_of(document), min(count, 3))
