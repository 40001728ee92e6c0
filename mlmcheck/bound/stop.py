"""The program of the stop: what comes in of what is due once nobody new joins, least and most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mlmcheck.bound.linear import Program, Row
from mlmcheck.bound.most import for_time, most_of_money, most_of_rewards
from mlmcheck.bound.payments import (
    IN_A_MONTH,
    Amount,
    choices,
    entry_amounts,
    upkeep_amounts,
)
from mlmcheck.bound.premises import Premises
from mlmcheck.plan.terms import NOTHING, Fixed, Line, Part, Pool, Terms
from mlmcheck.scheme.fields import Flow
from mlmcheck.scheme.plan import Plan

_ZERO, _ONE = Fraction(0), Fraction(1)
_SALES = frozenset(["stock", "own-use", "retail"])

MEMBERS = "members"
EARNING = "earning"
OUTSIDE = "outside"
MONTHS = "months"
MORE_UPKEEP = "more-upkeep"
DUE = "due"
INCOME = "income"
COVERED = "covered"


def bought(flow: Flow) -> str:
    """Return the column of money for goods of a flow."""
    return f"buys-{flow}"


def stays(place: int) -> str:
    """Return the column of the money of a payment to stay."""
    return f"stays-{place}"


def due_by(index: int) -> str:
    """Return the column of what is due by a line."""
    return f"due-{index}"


def earning_by(index: int) -> str:
    """Return the column of how many earn by a line that pays for time."""
    return f"earning-{index}"


def paid_in_by(index: int) -> str:
    """Return the column of what they have paid in."""
    return f"paid-in-{index}"


@dataclass(frozen=True, slots=True)
class Stop:
    """The programs of one plan: whether anything can be due, and how much comes in of each 1."""

    any_due: Program
    most: Program
    least: Program
    """Its goal is the income taken as negative, as what is looked for is the least."""


def stop_of(plan: Plan, premises: Premises, lowest: Terms, highest: Terms) -> Stop:
    """Return the programs of a month in which nobody joins.

    Columns are sums over all members in that month. `lowest` and `highest` are the terms of the
    plan at the two ends of its ranges.
    """
    maker = _Maker(plan, premises, lowest, highest)
    maker.make()
    columns = dict.fromkeys([MEMBERS, COVERED, DUE, INCOME])
    for row in maker.rows:
        columns |= dict.fromkeys(row.terms)
    names, rows = tuple(columns), tuple(maker.rows)
    bounded = (*rows, Row("at most one", {DUE: _ONE}, None, _ONE))
    whole = (*rows, Row("one", {DUE: _ONE}, _ONE, _ONE))
    return Stop(
        Program(names, bounded, {DUE: _ONE}),
        Program(names, whole, {COVERED: _ONE}),
        Program(names, whole, {INCOME: -_ONE}),
    )


@dataclass(slots=True)
class _Maker:
    plan: Plan
    premises: Premises
    lowest: Terms
    highest: Terms
    rows: list[Row] = field(default_factory=list)
    money: dict[str, Flow | None] = field(default_factory=dict)
    """Every column of money that comes in, with its flow; None for what triggers nothing."""

    def make(self) -> None:
        """Write all rows."""
        self._income()
        self._members()
        self._dues()

    def _row(
        self, name: str, terms: dict[str, Fraction], least: Fraction | None, most: Fraction | None
    ) -> None:
        self.rows.append(Row(name, terms, least, most))

    def _income(self) -> None:
        for place, each in enumerate(upkeep_amounts(self.plan)):
            self.money[stays(place)] = each.flow
        if not self.premises.upkeep_whole:
            self.money[MORE_UPKEEP] = None
        if self.premises.goods:
            for flow in ("stock", "own-use", "retail"):
                self.money[bought(flow)] = flow
        if self.premises.outside:
            self.money[OUTSIDE] = None
        parts = dict.fromkeys(self.money, -_ONE)
        self._row("income", {INCOME: _ONE, **parts}, _ZERO, _ZERO)
        self._row("covered by income", {COVERED: _ONE, INCOME: -_ONE}, None, _ZERO)
        self._row("covered is due", {COVERED: _ONE, DUE: -_ONE}, None, _ZERO)

    def _members(self) -> None:
        """Write who pays to stay: all members, or those who earn; nobody pays above the most.

        Other purchases open pay as well. Where one payment alone opens it, whoever makes it earns.
        """
        self._row("who earns", {EARNING: _ONE, MEMBERS: -_ONE}, None, _ZERO)
        amounts = upkeep_amounts(self.plan)
        alone = sum(each.brings for each in amounts) == 1 and self._entry_opens()
        for place, each in enumerate(amounts):
            column = stays(place)
            if each.least > 0 and each.brings:
                terms = {column: _ONE, (MEMBERS if each.asked else EARNING): -each.least}
                if not each.asked and self.premises.goods:
                    terms |= {bought("stock"): _ONE, bought("own-use"): _ONE}
                self._row(f"least of {column}", terms, _ZERO, None)
            if each.most is not None:
                who = EARNING if alone and each.brings and not each.asked else MEMBERS
                self._row(f"most of {column}", {column: _ONE, who: -each.most}, None, _ZERO)

    def _entry_opens(self) -> bool:
        """Return whether everybody has paid, on joining, all that is asked once to earn."""
        low, _ = _paid_in(self.plan, self.premises)
        gates = self.highest.gates.earn
        return all(gate.amount <= low for gate in gates if gate.per is None)

    def _dues(self) -> None:
        lines = self.highest.lines
        others = [line for line in lines if "reward" not in line.triggers]
        for line in others:
            self._due(line)
        for line in lines:
            if "reward" in line.triggers:
                part = most_of_rewards(line)
                if part is not None:
                    terms = {due_by(each.index): -part for each in others}
                    self._row(f"most of line {line.index}", {due_by(line.index): _ONE, **terms},
                              None, _ZERO)  # fmt: skip
        total = {due_by(line.index): -_ONE for line in lines}
        self._row("due", {DUE: _ONE, **total}, _ZERO, _ZERO)
        cap = self.highest.payout_cap
        if cap is not None:
            sales = {c: -cap for c, flow in self.money.items() if flow in _SALES}
            self._row("cap on all rewards", {DUE: _ONE, **sales}, None, _ZERO)

    def _due(self, line: Line) -> None:
        column = due_by(line.index)
        if line.cap is not None and line.cap.per is not None:
            most = line.cap.amount * IN_A_MONTH[line.cap.per]
            self._row(f"cap of line {line.index}", {column: _ONE, EARNING: -most}, None, _ZERO)
        terms = self._most(line)
        if terms is not None:
            self._row(f"most of line {line.index}", {column: _ONE, **terms}, None, _ZERO)

    def _most(self, line: Line) -> dict[str, Fraction] | None:
        """Return what a line pays at most, by columns and negative; None where nothing ends it."""
        found: dict[str, Fraction] = {}
        if line.base == "commission":
            part = most_of_money(_of_payment(line), "retail")
            return None if part is None else {OUTSIDE: -part} if self.premises.outside else {}
        for column, flow in self.money.items():
            if flow is None:
                continue
            part = most_of_money(line, flow)
            if part is None:
                # Acts may be as many and as small as one likes: nothing ties pay to money.
                return None
            if part:
                found[column] = -part
        if "task" in line.triggers:
            return None
        if isinstance(line.form, Pool):
            often = IN_A_MONTH[line.per] if line.per is not None else _ONE
            sums = [rate.amount for _, rate in line.rates.steps if isinstance(rate, Fixed)]
            if sums:
                found[MONTHS] = -often * sum(sums, _ZERO)
        if "time" in line.triggers:
            for_all = self._for_time(line)
            if for_all is None:
                return None
            found |= for_all
        return found

    def _for_time(self, line: Line) -> dict[str, Fraction] | None:
        rate = for_time(line, least=False)
        if rate is None or line.per is None:
            return None
        often, who = IN_A_MONTH[line.per], earning_by(line.index)
        asked = self._earners(line, who)
        if isinstance(rate, Fixed):
            most = {who: -rate.amount * often}
        else:
            most = {paid_in_by(line.index): -rate.part * often}
        low = next((each for each in self.lowest.lines if each.index == line.index), None)
        least = None if low is None or asked else for_time(low, least=True)
        column = due_by(line.index)
        if isinstance(least, Fixed):
            self._row(f"least of line {line.index}", {column: _ONE, who: -least.amount * often},
                      _ZERO, None)  # fmt: skip
        elif isinstance(least, Part):
            terms = {column: _ONE, paid_in_by(line.index): -least.part * often}
            self._row(f"least of line {line.index}", terms, _ZERO, None)
        return most

    def _earners(self, line: Line, who: str) -> bool:
        """Write who earns by a line for time, and what they have paid in; return if some may not.

        Who is asked to buy or sell each month has done so, all together at least so much.
        """
        need = line.needs
        unasked = need == NOTHING and line.cap is None and line.until is None
        replaced = any(line.index in each.replaces for each in self.highest.lines)
        plain = unasked and not replaced
        self._row(f"who earns by line {line.index}", {who: _ONE, EARNING: -_ONE},
                  _ZERO if plain else None, _ZERO)  # fmt: skip
        low, high = _paid_in(self.plan, self.premises)
        held = paid_in_by(line.index)
        self._row(f"least paid in, line {line.index}", {held: _ONE, who: -low}, _ZERO, None)
        if high is not None:
            self._row(f"most paid in, line {line.index}", {held: _ONE, who: -high}, None, _ZERO)
        if need.per is not None and not need.any:
            often = IN_A_MONTH[need.per]
            own = {c: _ONE for c, flow in self.money.items() if flow not in (None, "retail")}
            sold = {c: _ONE for c, flow in self.money.items() if flow == "retail"}
            for asked, columns in ((need.purchase, own), (need.own_sales, sold)):
                if asked:
                    self._row(f"asked by line {line.index}", {**columns, who: -asked * often},
                              _ZERO, None)  # fmt: skip
        return not plain


def _of_payment(line: Line) -> Line:
    return replace(line, base="payment")


def _paid_in(plan: Plan, premises: Premises) -> tuple[Fraction, Fraction | None]:
    """Return the least and the most that somebody who is in has paid in, so far as it ends."""
    amounts = entry_amounts(plan)
    groups = choices(amounts)
    low = sum((min(a.least for a in g.amounts) for g in groups if g.asked), _ZERO)
    ends: list[Amount] = list(amounts)
    open_ended = not premises.entry_whole or premises.goods or not premises.upkeep_whole
    if open_ended or plan.upkeep.items or any(each.most is None for each in ends):
        return low, None
    high = sum((max(a.most or _ZERO for a in g.amounts) for g in groups), _ZERO)
    return low, high


def lines_for_time(terms: Terms) -> Iterator[Line]:
    """Yield the lines that pay everybody for time, a share of what he has paid in."""
    for line in terms.lines:
        if isinstance(for_time(line, least=True), Part):
            yield line
