"""What people pay and sell each month: dues, sales to customers, stock bought and left over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mlmcheck.plan.batch import Crowd, Month, Orders
from mlmcheck.plan.batch.crowd import Floats, Ints, Mask
from mlmcheck.simulate.assumptions import Each, Retail, Units
from mlmcheck.simulate.draws import Draws
from mlmcheck.simulate.dues import IN_A_MONTH, Due
from mlmcheck.simulate.setting import Setting
from mlmcheck.simulate.trade import Trade
from mlmcheck.simulate.widen import first_rows


@dataclass(frozen=True, slots=True)
class Money:
    """What came in during a month and what was done with stock, in the units of the accounts.

    `newcomers` is all that people paid in the month in which they joined, `members` what others
    paid; `entry` is as much of both as was paid to join or stay and bought no later goods, and
    `newcomers_entry` that of newcomers alone. `own_use` is what was for goods of their own use;
    `customers` is what customers paid to the company, `to_sellers` what they paid to sellers for
    their stock. `stock_bought` is what participants paid for goods to resell; `stock_sold` what
    they had paid for those of them that reached a customer.
    """

    newcomers: int
    members: int
    entry: int
    newcomers_entry: int
    own_use: int
    customers: int
    to_sellers: int
    stock_bought: int
    stock_sold: int

    @property
    def total(self) -> int:
        """All money that came in."""
        return self.newcomers + self.members + self.customers


@dataclass(frozen=True, slots=True, eq=False)
class Happened:
    """One month: what it is to the plan, what each paid and got from customers, and the sums."""

    month: Month
    paid: Ints
    from_customers: Ints
    money: Money


@dataclass(frozen=True, slots=True, eq=False)
class _Paying:
    """A due in units of the accounts: what is paid on joining, and each time after."""

    due: Due
    first: int
    again: int


class Demand:
    """The people of one run and what each has in stock; months are asked for one by one.

    Amounts are whole numbers of `unit`, which is finer than money so that nothing is lost.
    """

    def __init__(self, crowd: Crowd, setting: Setting, retail: Retail, draws: Draws) -> None:
        terms, trade, unit = setting.terms, setting.trade, setting.unit
        n = len(crowd)
        self._crowd = crowd
        self._trade = trade
        self._draws = draws
        self._ladders = len(terms.ladders)
        self._exact, self._unit = unit, float(unit)
        self._paying = _in_units(setting.dues.each, unit)
        # Where no price is known, stock is counted in money and sold for what was paid.
        price = trade.price if trade.price is not None else Fraction(1)
        own = trade.own_price if trade.own_price is not None else price
        self._price, self._own = float(price / unit), float(own / unit)
        self._retail = retail
        self._each = price / unit
        self._counted_twice = any({"stock", "retail"} <= line.triggers for line in terms.lines)
        self._in_stock = np.zeros(n)
        self._received: Ints = np.zeros(n, np.int64)
        self._known_value = True

    @property
    def stock(self) -> Ints:
        """What each paid for the goods that he still has in stock."""
        return _whole(self._in_stock * self._own)

    def goods_value(self, unit: Fraction) -> Ints | None:
        """Return what the goods each has got and not resold would cost elsewhere, if known."""
        value = self._trade.market_value
        if not self._known_value or (value is None and bool(self._in_stock.any())):
            return None
        return self._received + _whole(self._in_stock * float((value or Fraction(0)) / unit))

    def month(self, number: int, rows: int | None = None) -> Happened:
        """Return what happens in a month; the first is 0, and they come in their order.

        Of the people only the first `rows` are looked at, if said: nobody else has joined yet.
        """
        crowd = self._crowd if rows is None else first_rows(self._crowd, rows)
        in_stock = self._in_stock[: len(crowd)]
        new = crowd.joined == number
        new[0] = number == 0
        members = (crowd.joined < number) & (number < crowd.left)
        flows = {flow: _Flow(len(crowd)) for flow in ("entry", "stock", "own-use")}
        packs, tiered = np.zeros(len(crowd)), np.zeros(len(crowd))
        for each in self._paying:
            if each.first:
                self._pay(each, each.first, new, flows[each.due.flow], packs)
                if each.due.tiered:
                    tiered += np.where(new, each.first / self._own, 0.0)
            if each.again and _falls_due(each.due, number):
                who = members & _on_its_day(each.due, number, crowd)
                self._pay(each, each.again, who, flows[each.due.flow], packs)
        paid: Ints = flows["entry"].amount + flows["stock"].amount + flows["own-use"].amount
        stock_bought = _whole(packs)
        here = new | members
        sold, orders, worth = self._sold(here, int(paid.sum()))
        from_stock = np.minimum(sold, in_stock)
        in_stock -= from_stock
        rest = sold - from_stock
        got = _whole(from_stock * self._price)
        company = np.zeros_like(got)
        if self._trade.channel == "resale":
            again = _whole(rest * self._own)
            got += _whole(rest * self._price)
            flows["stock"].add(again, rest, again > 0)
            paid = paid + again
            stock_bought = stock_bought + again
        else:
            company = worth - got
            rest = np.zeros_like(rest)
        counted = company if self._counted_twice else worth
        retail = Orders(_money(counted, self._unit), np.where(counted > 0, orders, 0))
        money = Money(
            int(paid[new].sum()),
            int(paid[~new].sum()),
            int(flows["entry"].amount.sum()),
            int(flows["entry"].amount[new].sum()),
            int(flows["own-use"].amount.sum()),
            int(company.sum()),
            int(got.sum()),
            int(stock_bought.sum()),
            int(_whole((from_stock + rest) * self._own).sum()),
        )
        month = Month(
            flows["entry"].orders(self._unit),
            flows["stock"].orders(self._unit),
            flows["own-use"].orders(self._unit),
            retail,
            orders,
            orders,
            orders,
            np.zeros_like(orders),
            ladder_units=self._ladder_units(flows["stock"].units + tiered),
        )
        return Happened(month, paid, got, money)

    def _pay(self, each: _Paying, amount: int, who: Mask, flow: _Flow, packs: Floats) -> None:
        due = each.due
        units = np.float64(due.units)
        if due.resold:
            self._in_stock[: len(who)][who] += amount / self._own
            packs[who] += amount
            if self._ladders:
                units = np.float64(amount / self._own)
        else:
            value = _value(each.due, amount, self._trade)
            if value is None:
                self._known_value = False
            else:
                self._received[: len(who)][who] += value
        flow.add(who * np.int64(amount), who * units, who)

    def _sold(self, here: Mask, paid: int) -> tuple[Floats, Ints, Ints]:
        """Return for each the units that customers buy of him, the orders, and what they pay."""
        n = len(here)
        active = int(here.sum())
        mean = self._mean(active, paid)
        if self._trade.price is None:
            # Everybody sells the same, in one order, as the price of none is known.
            sold = np.where(here, float(mean), 0.0)
            orders = (sold > 0).astype(np.int64)
            return sold, orders, _whole(sold * self._price)
        counts = np.zeros(n, np.int64)
        counts[here] = self._draws.counts(mean.limit_denominator(10**9), active)
        sold = counts.astype(np.float64)
        return sold, counts, _whole(sold * self._price)

    def _mean(self, active: int, paid: int) -> Fraction:
        """Return how many units each sells on average; without a price, for how much money."""
        retail = self._retail
        if isinstance(retail, Units):
            return retail.count if self._trade.price is not None else Fraction(0)
        if isinstance(retail, Each):
            return retail.amount / self._exact / self._each
        if not active:
            return Fraction(0)
        return retail.part / (1 - retail.part) * paid / (active * self._each)

    def _ladder_units(self, units: Floats) -> tuple[Floats, ...] | None:
        if not self._ladders:
            return None
        nothing = np.zeros_like(units)
        return tuple(units if i == self._trade.ladder else nothing for i in range(self._ladders))


class _Flow:
    """A month's orders of one kind while they are added up."""

    __slots__ = ("amount", "count", "largest", "units")

    def __init__(self, people: int) -> None:
        self.amount: Ints = np.zeros(people, np.int64)
        self.count: Ints = np.zeros(people, np.int64)
        self.units = np.zeros(people)
        self.largest: Ints = np.zeros(people, np.int64)

    def add(self, amount: Ints, units: Floats, who: Mask) -> None:
        """Add one order of each who pays something."""
        self.amount += amount
        self.count += who
        self.units += units
        np.maximum(self.largest, amount, out=self.largest)

    def orders(self, unit: float) -> Orders:
        """Return them as the plan's interpreter takes them."""
        return Orders(
            _money(self.amount, unit),
            self.count,
            self.units,
            largest=_money(self.largest, unit),
        )


def _in_units(dues: tuple[Due, ...], unit: Fraction) -> tuple[_Paying, ...]:
    """Return what is paid when; what was paid to come in counts into the first month's upkeep."""
    credit = sum((due.amount for due in dues if not due.keeps_up), Fraction(0))
    found: list[_Paying] = []
    for due in dues:
        again = due.amount * IN_A_MONTH.get(due.per or "month", Fraction(1))
        first = due.amount if not due.keeps_up else again
        if due.keeps_up:
            used = min(credit, first)
            credit -= used
            first -= used
        found.append(_Paying(due, round(first / unit), round(again / unit) if due.per else 0))
    return tuple(found)


def _falls_due(due: Due, number: int) -> bool:
    """Return whether a due that recurs may fall due in a month; upkeep goes by calendar years."""
    return due.per != "year" or not due.keeps_up or number % 12 == 0


def _on_its_day(due: Due, number: int, crowd: Crowd) -> Mask:
    """Return for whom a month is one in which the due recurs."""
    if due.per == "year" and not due.keeps_up:
        found: Mask = (number - crowd.joined) % 12 == 0
        return found
    return np.ones(len(crowd), np.bool_)


def _value(due: Due, amount: int, trade: Trade) -> int | None:
    """Return what the goods that come for an amount would cost elsewhere, None if not known.

    Where the payment does not say, goods are worth what the product is that stands for all.
    """
    if due.value is not None:
        return round(due.value / due.amount * amount)
    if due.flow == "own-use" and trade.market_value is not None and trade.own_price:
        return round(trade.market_value / trade.own_price * amount)
    return None


def _whole(values: Floats) -> Ints:
    return np.rint(values).astype(np.int64)


def _money(amounts: Ints, unit: float) -> Floats:
    return amounts.astype(np.float64) * unit
