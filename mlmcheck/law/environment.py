"""One value for each fact: plan and practice merged, then tightened by what is always true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mlmcheck.facts import Basis, Fact, Facts, Row, WordSet
from mlmcheck.interval import FALSE, INFINITY, TRUE, ZERO, Interval, Truth, point
from mlmcheck.vocabulary import AT_MOST, BELOW, VOCABULARY, WHOLE, Kind, Merge

ONE = point(1)
AT_LEAST_ONE = Interval(ONE.lo, INFINITY)
ALL_BASES = frozenset(b for b in Basis if b is not Basis.SIMULATED)
_PLAN = (Basis.DECLARED, Basis.COMPUTED)
_NO_WORDS = WordSet()

IMPLIED_BY_ANY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reward.on_recruitment", ("reward.on_headcount", "reward.on_entry")),
    ("reward.on_downline", ("reward.on_downline_purchases", "reward.on_downline_sales")),
    ("reward.on_others", ("reward.on_recruitment", "reward.on_downline")),
)
"""Facts that are true exactly if one of others is."""

IMPLIES: tuple[tuple[str, str], ...] = (
    ("reward.on_others", "net.sponsorship"),
    ("net.chain", "reward.on_others"),
)
"""Facts of which the first being true makes the second true."""

ZERO_IF_FALSE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "goods.exist",
        (
            "reward.share_for_final_sales",
            "sale.share_final",
            "entry.only_kit_at_cost",
            "entry.goods_part",
            "stock.supplied",
        ),
    ),
    ("reward.on_recruitment", ("reward.share_for_recruitment", "reward.per_recruit_most")),
    ("reward.on_time", ("reward.share_for_time", "reward.annual_rate")),
    ("reward.on_others", ("reward.uplines_paid",)),
)
"""Where the first is false the others are zero; where one of them is not, the first is true."""

EXISTENCE = frozenset(
    [
        *(name for whole, parts in IMPLIED_BY_ANY for name in (whole, *parts)),
        "reward.uplines_paid",
        "net.sponsorship",
    ]
)
"""Facts of which what either plan or practice shows is there, though the other denies it."""

SUM_AT_MOST_ONE: tuple[tuple[str, str], ...] = (
    ("reward.share_for_recruitment", "reward.share_for_final_sales"),
)
"""Shares of one whole that do not overlap."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things said of one fact, or of two facts, that cannot both be; neither is resolved."""

    facts: tuple[str, ...]
    values: tuple[Interval, ...]


@dataclass(slots=True)
class Environment:
    """What is known of every fact, for one day and one set of bases.

    A name that is not in `values` is wholly unknown.
    """

    values: dict[str, Interval]
    words: Mapping[str, WordSet] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    rows_complete: bool = False
    contradictions: list[Contradiction] = field(default_factory=list)
    facts: Facts | None = None
    supposed: tuple[tuple[str, Interval], ...] = ()
    """What is only supposed, for asking what would follow; supposed as counted in practice."""
    lacking: frozenset[tuple[str, str]] = frozenset()
    """Words that sets are supposed not to hold."""
    _limited: dict[frozenset[Basis], Environment] = field(default_factory=dict, init=False)

    def value(self, name: str) -> Interval:
        """Return what is known of a fact that is a number or a truth value."""
        known = self.values.get(name)
        return WHOLE[name] if known is None else known

    def word_set(self, name: str) -> WordSet:
        """Return what is known of a set."""
        return self.words.get(name, _NO_WORDS)

    def holds(self, name: str, word: str) -> Truth:
        """Return whether a set holds a word."""
        known = self.word_set(name)
        if word in known.words:
            return Truth.YES
        return Truth.NO if known.closed or (name, word) in self.lacking else Truth.UNKNOWN

    def limited(self, bases: frozenset[Basis]) -> Environment:
        """Return what facts of these bases alone say."""
        found = self._limited.get(bases)
        if found is None:
            found = environment(self.facts, bases) if self.facts is not None else Environment({})
            if Basis.OBSERVED in bases:
                for name, value in self.supposed:
                    found = found.supposing(name, value) or found
            self._limited[bases] = found
        return found

    def basis(self, name: str) -> Basis | None:
        """Return the strongest basis on which the fact itself is known, None where inferred."""
        known = self.facts.of(name) if self.facts is not None else ()
        return known[-1].basis if known else None

    def supposing(self, name: str, value: Interval) -> Environment | None:
        """Return what would be known if this were so, None where it cannot be."""
        narrowed = self.value(name).meet(value)
        if narrowed is None:
            return None
        values = dict(self.values)
        values[name] = narrowed
        found: list[Contradiction] = []
        tighten(values, found)
        # What clashed before is no objection; a clash of other facts is.
        before = {contradiction.facts for contradiction in self.contradictions}
        if any(contradiction.facts not in before for contradiction in found):
            return None
        return replace(self, values=values, supposed=(*self.supposed, (name, narrowed)))

    def supposing_word(self, name: str, word: str, held: bool) -> Environment:
        """Return what would be known if the set held that word, or did not hold it."""
        if not held:
            return replace(self, lacking=self.lacking | {(name, word)})
        known = self.word_set(name)
        words = {**self.words, name: WordSet(known.words | {word}, known.closed)}
        return replace(self, words=words)


def environment(facts: Facts, bases: frozenset[Basis] = ALL_BASES) -> Environment:
    """Return one value for each fact of these bases, with what follows between them."""
    values: dict[str, Interval] = {}
    words: dict[str, WordSet] = {}
    contradictions: list[Contradiction] = []
    for name, found in facts.by_name.items():
        usable = [fact for fact in found if fact.basis in bases]
        if not usable:
            continue
        entry = VOCABULARY[name]
        if entry.kind is Kind.WORDS:
            words[name] = _merge_words(usable)
            continue
        value = _merge(entry.merge, usable, contradictions)
        if value is not None and value != WHOLE[name]:
            values[name] = value
    tighten(values, contradictions)
    rows, complete = facts.organisers.rows, facts.organisers.complete
    kept = tuple(row for row in rows if row.basis in bases)
    if len(kept) != len(rows):
        rows, complete = kept, False
    return Environment(
        values, words, tuple(_tight_row(row) for row in rows), complete, contradictions, facts
    )


def _merge_words(facts: list[Fact]) -> WordSet:
    words: frozenset[str] = frozenset()
    closed = False
    for fact in facts:
        if isinstance(fact.value, WordSet):
            words |= fact.value.words
            closed = closed or fact.value.closed
    return WordSet(words, closed)


def _merge(merge: Merge, facts: list[Fact], contradictions: list[Contradiction]) -> Interval | None:
    intervals = [fact.value for fact in facts if isinstance(fact.value, Interval)]
    if len(intervals) == 1:
        return intervals[0]
    plan = _narrowest([f for f in facts if f.basis in _PLAN], contradictions)
    practice = _narrowest([f for f in facts if f.basis not in _PLAN], contradictions)
    if plan is None or practice is None:
        return plan if practice is None else practice
    if plan.meet(practice) is None:
        contradictions.append(Contradiction((facts[0].name,), (plan, practice)))
    if merge is Merge.EITHER:
        # What either shows is there, so the greater of the two holds.
        floor = plan if plan.lo >= practice.lo else practice
        ceiling = plan if plan.hi >= practice.hi else practice
        return Interval(floor.lo, ceiling.hi, floor.lo_open, ceiling.hi_open)
    return practice if merge is Merge.PRACTICE else plan


def _narrowest(facts: list[Fact], contradictions: list[Contradiction]) -> Interval | None:
    """Return what all of them say together, the strongest basis where they exclude each other."""
    known: Interval | None = None
    for fact in reversed(facts):
        if not isinstance(fact.value, Interval):
            continue
        if known is None:
            known = fact.value
            continue
        both = known.meet(fact.value)
        if both is None:
            contradictions.append(Contradiction((fact.name,), (known, fact.value)))
        else:
            known = both
    return known


def _tight_row(row: Row) -> Row:
    values = dict(row.values)
    for smaller, greater in BELOW:
        below = values.get(smaller)
        above = values.get(greater)
        if below is not None:
            least = Interval(below.lo + 1, INFINITY, below.lo_open)
            above = least if above is None else above.meet(least) or above
            values[greater] = above
        if above is not None and above.hi != INFINITY:
            most = Interval(ZERO.lo, max(above.hi - 1, ZERO.lo))
            values[smaller] = most if below is None else below.meet(most) or below
    return Row(row.label, values, row.evidence, row.basis)


def tighten(values: dict[str, Interval], contradictions: list[Contradiction]) -> None:
    """Narrow every fact by what is always true between facts, until nothing changes.

    What cannot both be is noted and left as it is, but for pay that something shows to exist: that
    stands, and what denied it is in doubt. Nothing may be cleared by one of two statements that
    cannot both be.
    """
    changed = True
    rounds = 0
    while changed and rounds < 20:
        changed = False
        rounds += 1
        for step in _STEPS:
            for name, limit, others in step(values):
                known = values.get(name)
                if known is None:
                    known = WHOLE[name]
                if known is limit or known.within(limit):
                    continue
                narrowed = known.meet(limit)
                if narrowed is None:
                    found = Contradiction((name, *others), (known, limit))
                    if found not in contradictions:
                        contradictions.append(found)
                    # A share is worked out of more than what exists, and shows nothing to exist.
                    if name in EXISTENCE and EXISTENCE.issuperset(others):
                        changed = _let_exist(values, name, limit) or changed
                else:
                    # Kept as the same object where it can be, which the next round sees at once.
                    values[name] = limit if narrowed == limit else narrowed
                    changed = True


def _let_exist(values: dict[str, Interval], name: str, limit: Interval) -> bool:
    """Let what is shown to exist stand against what denies it; return whether a value changed."""
    known = values.get(name, WHOLE[name])
    if limit.lo > known.hi:
        values[name] = limit
        return True
    # It exists, and all that it could consist of is denied: which of that is wrong is not known.
    parts = next((parts for whole, parts in IMPLIED_BY_ANY if whole == name), ())
    return known.lo > limit.hi and _doubt(values, parts)


def _doubt(values: dict[str, Interval], parts: tuple[str, ...]) -> bool:
    if any(part not in values or values[part].hi for part in parts):
        return False
    for part in parts:
        _doubt(values, next((own for whole, own in IMPLIED_BY_ANY if whole == part), ()))
        del values[part]
    return bool(parts)


_Narrowing = list[tuple[str, Interval, tuple[str, ...]]]


def _at_most(values: dict[str, Interval]) -> _Narrowing:
    found: _Narrowing = []
    for smaller, greater in AT_MOST:
        low = values.get(smaller)
        high = values.get(greater)
        if high is not None and (low is None or low.hi >= high.hi):
            under = high.hi_open and high.hi > 0
            found.append((smaller, Interval(ZERO.lo, high.hi, False, under), (greater,)))
        if low is not None and (high is None or high.lo <= low.lo):
            found.append((greater, Interval(low.lo, INFINITY, low.lo_open), (smaller,)))
    return found


def _implied(values: dict[str, Interval]) -> _Narrowing:
    # A truth value ends at 0 or 1, so an end that is not 0 is 1.
    found: _Narrowing = []
    for whole, parts in IMPLIED_BY_ANY:
        known = values.get(whole)
        each = [values.get(part) for part in parts]
        if any(value is not None and value.lo for value in each):
            found.append((whole, TRUE, parts))
        elif all(value is not None and not value.hi for value in each):
            found.append((whole, FALSE, parts))
        if known is None:
            continue
        if not known.hi:
            found.extend((part, FALSE, (whole,)) for part in parts)
        elif known.lo:
            left = [p for p, v in zip(parts, each, strict=True) if v is None or v.hi]
            if len(left) == 1:
                found.append((left[0], TRUE, (whole,)))
    for first, second in IMPLIES:
        cause, effect = values.get(first), values.get(second)
        if cause is not None and cause.lo:
            found.append((second, TRUE, (first,)))
        if effect is not None and not effect.hi:
            found.append((first, FALSE, (second,)))
    return found


def _zero_if_false(values: dict[str, Interval]) -> _Narrowing:
    found: _Narrowing = []
    for first, others in ZERO_IF_FALSE:
        cause = values.get(first)
        if cause is not None and not cause.hi:
            found.extend((name, ZERO, (first,)) for name in others)
        for name in others:
            effect = values.get(name)
            if effect is not None and (effect.lo or effect.lo_open):
                found.append((first, TRUE, (name,)))
    # Whoever gains from others is paid at least one step up.
    uplines = values.get("reward.uplines_paid")
    gains = values.get("reward.on_others")
    if gains is not None and gains.lo:
        found.append(("reward.uplines_paid", AT_LEAST_ONE, ("reward.on_others",)))
    if uplines is not None and (uplines.hi < 1 or (uplines.hi == 1 and uplines.hi_open)):
        found.append(("reward.on_others", FALSE, ("reward.uplines_paid",)))
    return found


def _sums(values: dict[str, Interval]) -> _Narrowing:
    found: _Narrowing = []
    for left, right in SUM_AT_MOST_ONE:
        for one, other in ((left, right), (right, left)):
            known = values.get(one)
            if known is not None and (known.lo or known.lo_open):
                rest = ONE.lo - known.lo
                found.append(
                    (other, Interval(ZERO.lo, rest, False, known.lo_open and rest > 0), (one,))
                )
    return found


_STEPS = (_at_most, _implied, _zero_if_false, _sums)
