"""What somebody pays to take part: the cheapest way in that lets him earn on those he brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY, Interval, Number
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.costs import first_unit
from mlmcheck.measures.lines import denied
from mlmcheck.measures.routes import names_of
from mlmcheck.plan.terms import End, Remark, Terms
from mlmcheck.scheme.fields import Every, Flow
from mlmcheck.scheme.model import Payment
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money
from mlmcheck.text import Text

RIGHTS = frozenset(["join", "sell", "recruit", "earn"])
"""What everybody who joins wants to be able to do."""

_BUYS = frozenset(["goods", "stock", "kit", "service", "voucher"])
_PACKS: dict[str | None, Flow] = {"stock": "stock", "goods": "own-use"}


TOO_LARGE = Text("the amounts are too large, or in too fine parts, to be added up exactly")


class CannotSimulate(Exception):
    """The file leaves open what no simulation can do without; `remarks` say what to write where."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__("; ".join(str(each.text) for each in remarks))
        self.remarks = tuple(remarks)


@dataclass(frozen=True, slots=True)
class Due:
    """A payment that everybody makes who takes part.

    It is made on joining, and again in each `per` where it recurs. `amount` is in the scheme's
    currency; `value` is what the goods that come for it would cost elsewhere, 0 where nothing
    comes, None where that is not known. `units` is what is bought, counted as the plan counts.
    `resold` says that it is stock, taken to be sold. `keeps_up` marks upkeep, into which counts
    what was paid on joining. `tiered` marks a first pack on which suppliers keep differences of
    prices, as on later orders of stock.
    """

    at: Path
    flow: Flow
    amount: Fraction
    per: Every | None
    value: Fraction | None
    units: int = 1
    resold: bool = False
    keeps_up: bool = False
    tiered: bool = False


@dataclass(frozen=True, slots=True)
class Dues:
    """All payments of somebody who takes part, the rank that they buy, and what was taken."""

    each: tuple[Due, ...]
    rank: str | None
    taken: tuple[Remark, ...]


def dues_of(plan: Plan, terms: Terms, end: End) -> Dues:
    """Return what somebody pays to take part: at `most` the lower ends of ranges, else the upper.

    Raises:
        CannotSimulate: what must be paid to join is not said.
    """
    if not plan.entry.known:
        text = Text(
            "the file does not say what must be paid to join; write entry: none if nothing, else "
            "the payments"
        )
        raise CannotSimulate([Remark((), text)])
    reader = _Reader(plan, terms, end)
    entry = reader.chosen(plan.entry.items)
    rank = next((item.rank for item in entry if item.rank is not None), None)
    kept = [item for item in plan.upkeep.items if _holds(plan, item, rank)]
    upkeep = reader.chosen(kept, opened=entry)
    found = [due for item in entry for due in reader.dues(item, keeps_up=False)]
    found += [due for item in upkeep for due in reader.dues(item, keeps_up=True)]
    if reader.unknown:
        raise CannotSimulate(reader.unknown)
    return Dues(tuple(found), rank, tuple(dict.fromkeys(reader.taken)))


def _holds(plan: Plan, item: Payment, rank: str | None) -> bool:
    """Return whether an upkeep payment is asked of somebody who came in the cheapest way.

    What keeps a rank is asked of those who hold it: who bought it, or the lowest where none is
    bought.
    """
    if item.rank is None:
        return True
    ranks = plan.ranks.items
    held = next((names_of(each) for each in ranks if rank in names_of(each)), None)
    if rank is None and ranks:
        held = names_of(ranks[0])
    return held is not None and item.rank in held


class _Reader:
    __slots__ = ("_end", "_pack_flows", "_plan", "_tiered", "taken", "unknown")

    def __init__(self, plan: Plan, terms: Terms, end: End) -> None:
        self._plan = plan
        self._end = end
        self._pack_flows = _pack_flows(plan, terms)
        self._tiered = bool(terms.ladders) and not _paid_on_entry(plan, terms)
        self.taken: list[Remark] = []
        self.unknown: list[Remark] = []

    def chosen(self, items: Sequence[Payment], opened: Sequence[Payment] = ()) -> list[Payment]:
        """Return the payments made: all that are asked, of a choice the cheapest that will do.

        An optional payment is made only where nothing else opens a right; of several the cheapest.
        """
        asked = [item for item in items if self._asked(item)]
        open_now = {right for item in (*asked, *opened) for right in item.opens or ()}
        for right in sorted(RIGHTS - open_now):
            ways = [i for i in items if i.required == "optional" and right in (i.opens or ())]
            if ways and not any(right in (item.opens or ()) for item in asked):
                asked.append(min(ways, key=self._low))
        found: list[Payment] = []
        choices: dict[str, list[Payment]] = {}
        for item in asked:
            if item.choice is None:
                found.append(item)
            else:
                choices.setdefault(item.choice, []).append(item)
        for members in choices.values():
            wanted = RIGHTS.intersection(*[{r for i in members for r in i.opens or ()}])
            enough = [item for item in members if wanted <= set(item.opens or ())]
            found.append(min(enough or members, key=self._low))
        return [item for item in items if any(item is each for each in found)]

    def _asked(self, item: Payment) -> bool:
        if item.required == "optional":
            return False
        if item.opens is None and item.rank is not None and item.choice is None:
            # It buys a rank that one can do without.
            ranks = self._plan.ranks.items
            return not ranks or item.rank in names_of(ranks[0])
        if item.opens is None:
            text = Text("it is not said what this payment opens; everybody is taken to make it")
            self.taken.append(Remark(item.at, text))
            return True
        return not RIGHTS.isdisjoint(item.opens)

    def _low(self, item: Payment) -> Number:
        amount = first_unit(item, self._plan.scheme.currency)
        return amount.lo if self._end == "most" else amount.hi

    def dues(self, item: Payment, *, keeps_up: bool) -> Iterator[Due]:
        """Yield what one payment comes to; an amount that is not known is noted."""
        currency = self._plan.scheme.currency
        amount = self._known(item.amount, first_unit(item, currency), (*item.at, "amount"))
        value = _value(item, currency)
        resold = item.item == "stock"
        flow = _upkeep_flow(item) if keeps_up else "entry"
        if not keeps_up and _PACKS.get(item.item) in self._pack_flows:
            text = Text(
                "the first pack is an entry payment, on which pay on later orders is not paid; if "
                "it is paid on the pack too, write for: [entry, {flow}]",
                flow=_PACKS[item.item],
            )
            self.taken.append(Remark(item.at, text))
        per = item.per
        if per is None and keeps_up:
            text = Text("it is not said how often this is paid; each month is taken")
            self.taken.append(Remark(item.at, text))
            per = "month"
        if amount:
            tiered = resold and not keeps_up and self._tiered
            yield Due(item.at, flow, amount, per, value, _units(item), resold, keeps_up, tiered)
        if item.plus is not None:
            plus = item.plus.amount
            more = self._known(plus, in_currency(plus, currency), (*item.at, "plus"))
            if more:
                yield Due(item.at, flow, more, item.plus.per, Fraction(0), 1, False, keeps_up)

    def _known(self, stated: Money | None, amount: Interval, at: Path) -> Fraction:
        number = amount.lo if self._end == "most" else amount.hi
        open_end = amount.lo_open if self._end == "most" else amount.hi_open
        unknown = number == INFINITY or (number == 0 and (open_end or amount.hi == INFINITY))
        if unknown:
            self.unknown.append(Remark(at, self._question(stated)))
            return Fraction(0)
        return Fraction(number)

    def _question(self, stated: Money | None) -> Text:
        """Return what is to be written in place of an amount that is not known."""
        currency = self._plan.scheme.currency
        if stated is not None and stated.currency not in (None, currency):
            return Text(
                "the amount is in another currency than the scheme's; write it in {currency}",
                currency=currency,
            )
        if stated is not None and stated.range.lo > 0:
            return Text("how much must be paid at most is not known; write amount with a max")
        return Text("how much must be paid is not known; write amount: and a number or a range")


def _upkeep_flow(item: Payment) -> Flow:
    """Return what kind of order a payment to stay is."""
    if item.item == "stock":
        return "stock"
    return "own-use" if item.item in _BUYS else "entry"


def _pack_flows(plan: Plan, terms: Terms) -> frozenset[Flow]:
    """Return the orders that alone are paid on, where a first pack might be meant with them."""
    if _paid_on_entry(plan, terms):
        return frozenset()
    triggers = {event for line in terms.lines for event in line.triggers}
    return frozenset(flow for flow in _PACKS.values() if flow in triggers)


def _paid_on_entry(plan: Plan, terms: Terms) -> bool:
    """Return whether it is said if anybody is paid on entry payments: that one is, or nobody."""
    return any("entry" in line.triggers for line in terms.lines) or "entry" in denied(plan)


def _value(item: Payment, currency: str | None) -> Fraction | None:
    if item.value is None:
        return None if item.item in _BUYS or item.item is None else Fraction(0)
    value = in_currency(item.value, currency)
    return None if value.lo == 0 < value.hi else Fraction(value.lo)


def _units(item: Payment) -> int:
    """Return how many units are bought: the least that one may."""
    if item.units is None:
        return 1
    least = item.units.range
    return max(1, int(least.lo) + (1 if least.lo_open else 0))


IN_A_MONTH: dict[Every, Fraction] = {"day": Fraction(365, 12), "week": Fraction(52, 12)}
"""How often in a mean month."""


def paid_up_the_line(plan: Plan, dues: Iterable[Due]) -> bool:
    """Return whether some of it goes to other participants by itself, not as a reward."""
    places = {due.at for due in dues}
    return any(
        item.paid_to in ("upline", "participant")
        for item in (*plan.entry.items, *plan.upkeep.items)
        if item.at in places
    )
