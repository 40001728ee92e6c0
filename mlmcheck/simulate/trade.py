"""What is sold to customers, at what prices, and where the goods come from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY
from mlmcheck.measures.amounts import in_currency
from mlmcheck.measures.routes import names_of
from mlmcheck.plan.terms import End, Terms
from mlmcheck.scheme.model import Goods, Price
from mlmcheck.scheme.plan import Plan
from mlmcheck.simulate.dues import Dues

Channel = Literal["company", "resale"]
"""From whom customers get what sellers no longer have in stock."""


@dataclass(frozen=True, slots=True)
class Trade:
    """The product that stands for all: the one that is cheapest for customers.

    `at` is its place in the file, None where no product has a price. Prices are of one unit in the
    scheme's currency, None where not known. `ladder` is its place
    among the terms' price tiers, None where it has none. Of a sale the seller has out of his
    stock the customer's price; further units he buys first (`resale`), or they come from the
    company, and so does the customer's money go there (`company`).
    """

    at: Path | None
    price: Fraction | None
    own_price: Fraction | None
    market_value: Fraction | None
    channel: Channel
    ladder: int | None = None

    @property
    def margin(self) -> Fraction | None:
        """What a seller makes on a unit that he buys and sells, None where it is not known."""
        if self.price is None or self.own_price is None:
            return None
        return self.price - self.own_price


def trade_of(plan: Plan, terms: Terms, dues: Dues, end: End) -> Trade:
    """Return what is sold; at `most` the greatest margin that ranges of prices leave."""
    priced = [(_number(g.retail_price, plan, end == "most"), g) for g in plan.goods.items]
    known = [(price, goods) for price, goods in priced if price is not None and price > 0]
    if not known:
        return Trade(None, None, None, None, "company")
    price, goods = min(known, key=lambda each: each[0])
    own = _own_price(goods, plan, dues, end)
    value = in_currency(goods.market_value, plan.scheme.currency)
    sure = goods.market_value is not None and value.lo > 0
    ladder = next((i for i, each in enumerate(terms.ladders) if each.at == goods.at), None)
    return Trade(
        goods.at,
        price,
        own,
        Fraction(value.lo) if sure else None,
        _channel(terms, price, own),
        ladder,
    )


def _channel(terms: Terms, price: Fraction, own: Fraction | None) -> Channel:
    """Return where goods come from: the company, where it pays on customers' orders."""
    if any("retail" in line.triggers for line in terms.lines):
        return "company"
    return "resale" if own is not None and own < price else "company"


def _number(price: Price | None, plan: Plan, high: bool) -> Fraction | None:
    """Return one price of those for customers, at one end of its range."""
    if price is None:
        return None
    ends = []
    for _, money in price.by_rank:
        amount = in_currency(money, plan.scheme.currency)
        end = amount.hi if high else amount.lo
        if end not in (0, INFINITY):
            ends.append(Fraction(end))
    if not ends:
        return None
    return max(ends) if high else min(ends)


def _own_price(goods: Goods, plan: Plan, dues: Dues, end: End) -> Fraction | None:
    """Return what a participant pays who came in the cheapest way: the price of his rank."""
    price = goods.participant_price
    if price is None:
        discount = goods.discount
        retail = _number(goods.retail_price, plan, end == "most")
        if discount is None or retail is None:
            return None
        part = discount.range.hi if end == "most" else discount.range.lo
        return retail * (1 - Fraction(part))
    by_rank = dict(price.by_rank)
    money = by_rank.get(None)
    if money is None:
        order = [name for rank in plan.ranks.items for name in names_of(rank)]
        held = [dues.rank] if dues.rank is not None else []
        money = next((by_rank[name] for name in (*held, *order) if name in by_rank), None)
    if money is None:
        return None
    amount = in_currency(money, plan.scheme.currency)
    number = amount.lo if end == "most" else amount.hi
    return None if number in (0, INFINITY) else Fraction(number)
