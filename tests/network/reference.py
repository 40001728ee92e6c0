"""A network's summary by definition: naive, recursive, and sharing no code with the real one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

Row = dict[str, str]

ONLY_PARTICIPANTS = ("entry", "stock", "own-use", "purchase")


@dataclass
class Naive:
    """Participants, orders and payouts as rows, few enough to ask everything by recursion.

    Every participant has a date of joining, ids are single, orders and payouts are dated and name
    their buyer, every kind is known, nothing is refunded.
    """

    participants: list[Row]
    orders: list[Row]
    payouts: list[Row]
    customers: bool
    cache: dict[str, str | None] = field(default_factory=dict)

    def row(self, id: str) -> Row | None:
        return next((row for row in self.participants if row["id"] == id), None)

    def owner(self, id: str | None) -> str | None:
        """The first account of whoever owns this one."""
        row = self.row(id) if id else None
        if row is None:
            return None
        if not row.get("person"):
            return row["id"]
        same = [r for r in self.participants if r.get("person") == row["person"]]
        return min(same, key=lambda r: (r["joined"], not r.get("sponsor"), r["id"]))["id"]

    @property
    def people(self) -> list[str]:
        return sorted({str(self.owner(row["id"])) for row in self.participants})

    def named_sponsor(self, person: str) -> str | None:
        """Who brought the person in, rings not yet opened."""
        accounts = [row for row in self.participants if self.owner(row["id"]) == person]
        accounts.sort(key=lambda r: (r["joined"], not r.get("sponsor"), r["id"]))
        for row in accounts:
            if not row.get("sponsor"):
                return None
            sponsor = self.owner(row["sponsor"])
            if sponsor is not None and sponsor != person:
                return sponsor
        return None

    def ring(self, person: str) -> list[str]:
        """Everybody in the ring that the person is part of, nobody if he is in none."""
        seen = [person]
        while True:
            above = self.named_sponsor(seen[-1])
            if above is None or above in seen[1:]:
                return []
            if above == person:
                return seen
            seen.append(above)

    def joined(self, person: str) -> str:
        return min(row["joined"] for row in self.participants if self.owner(row["id"]) == person)

    def sponsor(self, person: str) -> str | None:
        if person not in self.cache:
            ring = self.ring(person)
            opened = ring and min(ring, key=lambda p: (self.joined(p), p)) == person
            self.cache[person] = None if opened else self.named_sponsor(person)
        return self.cache[person]

    def level(self, person: str) -> int:
        above = self.sponsor(person)
        return 1 if above is None else 1 + self.level(above)

    def children(self, person: str) -> list[str]:
        return [other for other in self.people if self.sponsor(other) == person]

    def below(self, person: str) -> list[str]:
        found = []
        for child in self.children(person):
            found += [child, *self.below(child)]
        return found

    def levels_below(self, person: str) -> int:
        return max((1 + self.levels_below(child) for child in self.children(person)), default=0)

    def uplines(self, person: str, upline: str) -> int | None:
        if person == upline:
            return 0
        above = self.sponsor(person)
        steps = None if above is None else self.uplines(above, upline)
        return None if steps is None else steps + 1

    def buyer(self, order: Row) -> str | None:
        """The participant who bought as one."""
        person = self.owner(order["buyer"])
        if person is None:
            return None
        early = order["date"] < self.joined(person) and order["kind"] not in ONLY_PARTICIPANTS
        return None if early else person

    def outside(self, order: Row) -> bool:
        unlisted = self.row(order["buyer"]) is None
        return unlisted and self.customers and order["kind"] not in ONLY_PARTICIPANTS

    def seller(self, order: Row) -> str | None:
        person = self.owner(order.get("seller"))
        return None if person == self.buyer(order) else person

    def flow(self, order: Row) -> str:
        if self.buyer(order) is not None:
            return "purchase" if order["kind"] in ("retail", "sale") else order["kind"]
        if order["kind"] in ONLY_PARTICIPANTS:
            return order["kind"]
        return "retail" if self.outside(order) else "sale"

    def revenue(self) -> dict[str, Fraction]:
        sums: dict[str, Fraction] = {}
        for order in self.orders:
            sums[self.flow(order)] = sums.get(self.flow(order), Fraction(0)) + money(order)
        return sums

    def paid(self, person: str) -> Fraction:
        return total(order for order in self.orders if self.buyer(order) == person)

    def sold(self, person: str) -> Fraction:
        return total(order for order in self.orders if self.seller(order) == person)

    def rewards(self, person: str) -> Fraction:
        return total(p for p in self.payouts if self.owner(p["to"]) == person)

    def order_of(self, payout: Row) -> Row | None:
        return next((order for order in self.orders if order["id"] == payout["for"]), None)

    def distance(self, payout: Row) -> int | None:
        """How far above the acting participant the payout went."""
        order, to = self.order_of(payout), self.owner(payout["to"])
        acting = None if order is None else self.buyer(order) or self.seller(order)
        return None if acting is None or to is None else self.uplines(acting, to)

    def least_share(self) -> tuple[Fraction, Fraction] | None:
        """The bounds of the least share of outside sales of anybody paid."""
        if not any(self.seller(order) for order in self.orders):
            return None
        pairs = set()
        for payout in self.payouts:
            order, to = self.order_of(payout), self.owner(payout["to"])
            if to is None:
                continue
            if order is not None:
                pairs.add((to, (order["date"][:7],)))
            else:
                year, month = int(payout["date"][:4]), int(payout["date"][5:7])
                before = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
                pairs.add((to, (payout["date"][:7], before)))
        bounds = []
        for person, months in pairs:
            shares = [self.share([person, *self.below(person)], month) for month in months]
            bounds.append((min(low for low, _ in shares), max(high for _, high in shares)))
        if not bounds:
            return None
        return min(low for low, _ in bounds), min(high for _, high in bounds)

    def share(self, group: list[str], month: str) -> tuple[Fraction, Fraction]:
        here = [order for order in self.orders if order["date"].startswith(month)]
        sales = [order for order in here if self.seller(order) in group]
        outside = total(order for order in sales if self.outside(order))
        unknown = total(o for o in sales if not self.outside(o) and self.buyer(o) is None)
        bought = total(order for order in here if self.buyer(order) in group)
        sold_on = sum(
            (
                min(
                    total(
                        order
                        for order in here
                        if self.buyer(order) == person
                        and self.flow(order) in ("entry", "stock", "purchase")
                    ),
                    self.sold(person),
                )
                for person in group
            ),
            Fraction(0),
        )
        whole = outside + unknown + bought
        if whole == 0:
            return Fraction(1), Fraction(1)
        return outside / whole, (outside + unknown + sold_on) / whole

    def reach(self) -> tuple[Fraction, Fraction] | None:
        """The bounds of the part of the stock that got to customers."""
        if not any(self.seller(order) for order in self.orders):
            return None
        shipped = [order for order in self.orders if self.seller(order) is None]
        sure = total(order for order in shipped if self.flow(order) == "stock")
        maybe = total(o for o in shipped if self.flow(o) in ("stock", "purchase", "sale"))
        if maybe == 0:
            return None
        low = high = Fraction(0)
        for person in self.people:
            mine = [order for order in self.orders if self.buyer(order) == person]
            stock = total(order for order in mine if self.flow(order) == "stock")
            perhaps = total(o for o in mine if self.flow(o) in ("stock", "purchase"))
            sales = [order for order in self.orders if self.seller(order) == person]
            outside = total(order for order in sales if self.outside(order))
            inside = total(order for order in sales if self.buyer(order) is not None)
            low += min(outside, max(Fraction(0), stock - inside))
            high += min(total(sales) - inside, perhaps)
        top = min(Fraction(1), high / sure) if sure else Fraction(1 if high else 0)
        return min(Fraction(1), low / maybe), top


def money(row: Row) -> Fraction:
    """Return the amount of a row."""
    return Fraction(row["amount"])


def total(rows: Iterable[Row]) -> Fraction:
    """Return the sum of rows."""
    return sum((money(row) for row in rows), Fraction(0))
