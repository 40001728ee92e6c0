"""Conditions: strong Kleene, thresholds to the point, and why a leaf is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from mlmcheck.facts import Basis, Fact, Row, Table, collect
from mlmcheck.interval import TRUE, Truth, point
from mlmcheck.law.environment import Environment, environment
from mlmcheck.law.evaluate import Answer, Question, Trace, Why, evaluate, presumed, undecided
from mlmcheck.law.model import InForce, Instrument, Pack, Rule, written
from mlmcheck.law.syntax import read_condition

from .build import DAY, START, act, interval, known, law, number, rule

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
LEAF = {
    YES: "reward.on_time",
    NO: "stock.supplied",
    UNKNOWN: "promo.income_claims",
}
FACTS = {"reward.on_time": True, "stock.supplied": False}


def asked(
    condition: object,
    given: Mapping[str, object] | Environment | None = None,
    pack: Pack | None = None,
    answers: Mapping[str, bool] | None = None,
    day: date = DAY,
) -> Trace:
    """The trace of a condition on some facts."""
    env = given if isinstance(given, Environment) else known(given)
    told = {key: Answer(yes, "somebody", "source") for key, yes in (answers or {}).items()}
    question = Question(pack or law(), env, day, told, rule="r", terms={})
    return evaluate(read_condition(condition), question)


AND = {
    (YES, YES): YES,
    (YES, NO): NO,
    (YES, UNKNOWN): UNKNOWN,
    (NO, NO): NO,
    (NO, UNKNOWN): NO,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}
OR = {
    (YES, YES): YES,
    (YES, NO): YES,
    (YES, UNKNOWN): YES,
    (NO, NO): NO,
    (NO, UNKNOWN): UNKNOWN,
    (UNKNOWN, UNKNOWN): UNKNOWN,
}


@pytest.mark.parametrize(("key", "table"), [("all", AND), ("any", OR)])
def test_kleene_tables(key: str, table: dict[tuple[Truth, Truth], Truth]) -> None:
    """`all` and `any` of two parts, in either order, are as Kleene has them."""
    for (left, right), expected in table.items():
        for parts in ([LEAF[left], LEAF[right]], [LEAF[right], LEAF[left]]):
            assert expected is asked({key: parts}, FACTS).truth


@pytest.mark.parametrize(("truth", "denied"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_denial(truth: Truth, denied: Truth) -> None:
    """`not` turns yes and no round and leaves unknown unknown."""
    assert denied is asked({"not": LEAF[truth]}, FACTS).truth


@pytest.mark.parametrize(
    "condition",
    [
        "reward.on_time",
        "entry.payment_to_earn > 0",
        "entry.payment_to_earn <= 0",
        "sale.share_final < law.line",
        "sale.share_final <= law.line",
        "sale.share_final > law.line",
        "sale.share_final >= law.line",
        "operator.licences has x",
        {"not": "reward.on_time"},
        {"all": ["reward.on_time"]},
        {"any": ["reward.on_time"]},
        {"that": "reward.on_time", "basis": ["observed"]},
        {"some": "organiser", "where": "organiser.people_with_self >= law.people"},
        {"open": "in good faith", "id": "faith"},
        "term",
    ],
)
def test_nothing_known_decides_nothing(condition: object) -> None:
    """Every kind of condition is unknown while nothing is known."""
    pack = law(
        rule("term", "reward.on_time", "term"),
        numbers=[number("line", "50%"), number("people", 30)],
    )

    assert UNKNOWN is asked(condition, pack=pack).truth


@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
@pytest.mark.parametrize(
    ("value", "below", "at"),
    [
        ("49%", True, False),
        ("50%", False, True),
        ("51%", False, False),
        ({"under": "50%"}, True, False),
        ({"over": "50%"}, False, False),
    ],
)
def test_at_a_threshold(op: str, value: object, below: bool, at: bool) -> None:
    """Exactly at the line `<=` and `>=` hold and `<` and `>` do not; an open end stops short."""
    pack = law(numbers=[number("line", "50%")])
    expected = {"<": below, "<=": below or at, ">": not (below or at), ">=": not below}[op]

    trace = asked(f"sale.share_final {op} law.line", {"sale.share_final": value}, pack)

    assert (YES if expected else NO, None) == (trace.truth, trace.why)


@pytest.mark.parametrize(
    ("value", "truth", "why"),
    [
        ("20%", NO, None),
        ("1/3", UNKNOWN, Why.OPEN),
        ("40%", UNKNOWN, Why.OPEN),
        (["35%", "45%"], UNKNOWN, Why.OPEN),
        ({"min": "35%", "under": "50%"}, UNKNOWN, Why.OPEN),
        ("50%", YES, None),
        ("60%", YES, None),
        # The upper end itself would decide, so a better look at the fact may do.
        (["40%", "50%"], UNKNOWN, Why.MISSING),
        (["20%", "40%"], UNKNOWN, Why.MISSING),
        (["0", "1"], UNKNOWN, Why.MISSING),
    ],
)
def test_law_open_is_not_fact_missing(value: object, truth: Truth, why: Why | None) -> None:
    """Inside a range of the law no fact decides, and outside it the fact does."""
    pack = law(numbers=[number("line", ["1/3", "50%"])])

    trace = asked("sale.share_final >= law.line", {"sale.share_final": value}, pack)

    assert (truth, why) == (trace.truth, trace.why)


@pytest.mark.parametrize(
    ("op", "deciding", "silent"), [("<", "50%", "1/3"), (">", "1/3", "50%"), ("<=", "1/3", "50%")]
)
def test_one_end_of_a_range_decides(op: str, deciding: str, silent: str) -> None:
    """Each comparison is decided at one end of the range and open at the other."""
    pack = law(numbers=[number("line", ["1/3", "50%"])])
    condition = f"sale.share_final {op} law.line"

    assert UNKNOWN is not asked(condition, {"sale.share_final": deciding}, pack).truth
    assert Why.OPEN is asked(condition, {"sale.share_final": silent}, pack).why


def test_a_number_changes_with_its_day() -> None:
    """Before the first value the law is open; from each day on its value counts."""
    pack = law(numbers=[number("line", date(2010, 1, 1), "30%", date(2020, 1, 1), "60%")])
    condition, given = "sale.share_final >= law.line", {"sale.share_final": "50%"}

    found = [
        asked(condition, given, pack, day=date(*day))
        for day in ((2009, 12, 31), (2010, 1, 1), (2019, 12, 31), (2020, 1, 1))
    ]

    assert [(UNKNOWN, Why.OPEN), (YES, None), (YES, None), (NO, None)] == [
        (trace.truth, trace.why) for trace in found
    ]


def test_a_set_without_end_lacks_nothing_for_sure() -> None:
    """A word is held if it is there, and lacking only if no other can be there."""
    licence = "operator.licences has direct-selling"

    assert YES is asked(licence, {"operator.licences": {"direct-selling"}}).truth
    assert NO is asked(licence, {"operator.licences": {"another"}}).truth


LINE = {
    "some": "organiser",
    "where": {
        "all": [
            "organiser.people_with_self >= law.people",
            "organiser.levels_with_self >= law.levels",
        ]
    },
}
ROWS = law(numbers=[number("people", 30, unit="people"), number("levels", 3, unit="levels")])


@pytest.mark.parametrize(
    ("rows", "complete", "truth"),
    [
        ([(30, 3)], True, YES),
        ([(30, 3)], False, YES),
        ([(200, 2), (5, 4)], True, NO),
        ([(200, 2), (5, 4)], False, UNKNOWN),
        ([(200, 2), (30, 3)], True, YES),
        ([(200, None)], True, UNKNOWN),
        ([(20, None)], True, NO),
        ([], True, NO),
        ([], False, UNKNOWN),
    ],
)
def test_one_organiser_must_meet_it_all(
    rows: list[tuple[int, int | None]], complete: bool, truth: Truth
) -> None:
    """Two organisers who each pass one half pass nothing; a table cut short denies nothing."""
    given = [
        {
            name: value
            for name, value in zip(
                ("organiser.people_with_self", "organiser.levels_with_self"), row, strict=True
            )
            if value is not None
        }
        for row in rows
    ]

    assert truth is asked(LINE, known({}, rows=given, complete=complete), ROWS).truth


def test_an_unfinished_table_says_so_beside_an_unknown_row() -> None:
    """Where a row is unknown and others may be missing, either may decide."""
    rows = [{"organiser.people_with_self": 200}]
    trace = asked(LINE, known({}, rows=rows), ROWS)

    assert ["some", "organiser.levels_with_self"] == [
        written(leaf.condition).split(" ")[0].rstrip(":") for leaf in undecided(trace)
    ]


def test_facts_of_an_organiser_are_no_facts_of_the_scheme() -> None:
    """Outside `some` a fact of one organiser is unknown."""
    env = known({}, rows=[{"organiser.people_with_self": 200}], complete=True)

    assert UNKNOWN is asked("organiser.people_with_self >= law.people", env, ROWS).truth


@pytest.mark.parametrize(
    ("basis", "truth"),
    [
        (Basis.OBSERVED, YES),
        (Basis.REPORTED, YES),
        (Basis.COMPUTED, UNKNOWN),
        (Basis.DECLARED, UNKNOWN),
        (Basis.SIMULATED, UNKNOWN),
    ],
)
def test_a_leaf_can_ask_for_a_basis(basis: Basis, truth: Truth) -> None:
    """A fact on a lower basis than asked for decides nothing."""
    env = environment(collect([Fact("reward.on_time", TRUE, basis)]))
    condition = {"that": "reward.on_time", "basis": ["observed", "reported"]}

    assert truth is asked(condition, env).truth


def test_a_basis_is_asked_of_organisers_too() -> None:
    """A row of another basis than asked for is as good as unknown."""
    where = {"that": "organiser.people_with_self >= law.people", "basis": ["observed"]}
    rows = (Row("a", {"organiser.people_with_self": point(40)}, basis=Basis.DECLARED),)
    env = environment(collect([], Table(rows, complete=True)))

    assert UNKNOWN is asked({"some": "organiser", "where": where}, env, ROWS).truth


OPEN = {"open": "in good faith", "id": "faith"}
PRESUMED = {**OPEN, "presumed": "true"}


@pytest.mark.parametrize(
    ("condition", "answers", "truth", "rests"),
    [
        (OPEN, {}, UNKNOWN, False),
        (OPEN, {"r/faith": True}, YES, False),
        (OPEN, {"r/faith": False}, NO, False),
        (OPEN, {"other/faith": True}, UNKNOWN, False),
        (PRESUMED, {}, YES, True),
        (PRESUMED, {"r/faith": True}, YES, False),
        (PRESUMED, {"r/faith": False}, NO, False),
        ({"all": [PRESUMED, LEAF[YES]]}, {}, YES, True),
        ({"all": [PRESUMED, LEAF[NO]]}, {}, NO, False),
        ({"all": [PRESUMED, LEAF[UNKNOWN]]}, {}, UNKNOWN, False),
        ({"any": [PRESUMED, LEAF[YES]]}, {}, YES, False),
        ({"any": [PRESUMED, LEAF[NO]]}, {}, YES, True),
        ({"any": [PRESUMED, LEAF[UNKNOWN]]}, {}, YES, True),
        ({"not": PRESUMED}, {}, NO, True),
    ],
)
def test_what_rests_on_a_presumption(
    condition: object, answers: dict[str, bool], truth: Truth, rests: bool
) -> None:
    """A truth rests on a presumption unless it would stand without it."""
    trace = asked(condition, FACTS, answers=answers)

    assert (truth, rests) == (trace.truth, presumed(trace))


def term(when: object, **more: object) -> Rule:
    """A term `t`."""
    return rule("t", when, "term", **more)


@pytest.mark.parametrize("truth", list(Truth))
def test_a_term_is_what_it_asks(truth: Truth) -> None:
    """A name stands for the term's own condition, with its trace."""
    trace = asked("t", FACTS, law(term(LEAF[truth])))

    assert (truth, LEAF[truth]) == (trace.truth, written(trace.children[0].condition))


@pytest.mark.parametrize(
    ("force", "instrument"),
    [
        (InForce(date(2027, 1, 1)), act()),
        (InForce(START, date(2026, 1, 1)), act()),
        (InForce(START), act(in_force=InForce(date(2027, 1, 1)))),
    ],
)
def test_nothing_rests_on_a_term_out_of_force(force: InForce, instrument: Instrument) -> None:
    """Before and after its time a term does not hold, whatever the facts."""
    pack = law(term(LEAF[YES], in_force=force), acts=[instrument])

    assert NO is asked("t", FACTS, pack).truth


def test_an_answer_belongs_to_the_term_that_asks() -> None:
    """A question in a term is answered under the term's id, not under that of the rule."""
    pack = law(term(OPEN))

    assert UNKNOWN is asked("t", pack=pack, answers={"r/faith": True}).truth
    assert YES is asked("t", pack=pack, answers={"t/faith": True}).truth


def test_a_term_out_of_scope_does_not_hold() -> None:
    """A term holds where it applies and what it asks is so."""
    pack = law(term(LEAF[YES], applies=LEAF[NO]))

    assert NO is asked("t", FACTS, pack).truth


@pytest.mark.parametrize(
    ("condition", "leaves"),
    [
        ({"any": [LEAF[YES], LEAF[UNKNOWN]]}, []),
        ({"all": [LEAF[NO], LEAF[UNKNOWN]]}, []),
        ({"all": [LEAF[YES], LEAF[UNKNOWN]]}, [LEAF[UNKNOWN]]),
        (
            {"all": [{"any": [LEAF[YES], LEAF[UNKNOWN]]}, {"not": "conduct.deception"}]},
            ["conduct.deception"],
        ),
    ],
)
def test_only_what_could_decide_is_asked_for(condition: object, leaves: list[str]) -> None:
    """An unknown leaf below a node that is decided is not among what is missing."""
    trace = asked(condition, FACTS)

    assert leaves == [written(leaf.condition) for leaf in undecided(trace)]


def test_every_branch_is_evaluated() -> None:
    """The trace holds every leaf, even where the first already decides."""
    trace = asked({"any": [LEAF[YES], LEAF[NO], LEAF[UNKNOWN]]}, FACTS)

    assert [YES, NO, UNKNOWN] == [child.truth for child in trace.children]


def test_a_trace_shows_what_it_rests_on() -> None:
    """A comparison keeps the fact's value and the number of that day with its source."""
    trace = asked(
        "sale.share_final < law.line",
        {"sale.share_final": "20%"},
        law(numbers=[number("line", "50%")]),
    )

    assert trace.limit is not None
    assert trace.limit.value is not None
    assert (interval("20%"), interval("50%"), START, "source") == (
        trace.value,
        trace.limit.interval,
        trace.limit.value.first,
        trace.limit.value.source,
    )
