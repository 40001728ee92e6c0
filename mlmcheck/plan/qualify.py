"""Who may be paid: the ranks people hold, what is asked of them, and what they must have paid."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mlmcheck.plan.book import FLOWS, Book
from mlmcheck.plan.terms import NOTHING, Gate, Grade, Line, Need, Rate, Terms


class Qualifier:
    """Answers for one book; what it has found out holds until the book changes."""

    __slots__ = ("_book", "_by_name", "_by_ranks", "_held", "_terms", "_version")

    def __init__(self, terms: Terms, book: Book) -> None:
        self._terms = terms
        self._book = book
        self._by_name = {
            name: place for place, grade in enumerate(terms.grades) for name in grade.names
        }
        self._version = -1
        self._held: dict[date, dict[str, int | None]] = {}
        self._by_ranks = any(
            grade.requires is not None and _names_a_rank(grade.requires) for grade in terms.grades
        )

    def rank(self, person: str, day: date) -> int | None:
        """Return the place of the highest rank that a person holds, None if he holds none."""
        if self._version != self._book.version:
            self._version = self._book.version
            self._held.clear()
        held = self._held.get(day)
        if held is None:
            held = self._held[day] = {}
            if self._by_ranks:
                self._settle(held, day)
        if person not in held:
            held[person] = self._highest(person, day, -1)
        return held[person]

    def _settle(self, held: dict[str, int | None], day: date) -> None:
        """Give everybody his rank where ranks hang on ranks: no more than follows from the rest.

        Nobody holds one at first; each round gives what follows from the round before.
        """
        people = list(self._book.people)
        held.update(dict.fromkeys(people))
        changed = True
        while changed:
            changed = False
            for person in people:
                before = held[person]
                found = self._highest(person, day, -1 if before is None else before)
                if found != before:
                    held[person] = found
                    changed = True

    def _highest(self, person: str, day: date, above: int) -> int | None:
        """Return the highest rank past a place that is held, the place itself if there is none."""
        stated = self._book.people[person].rank
        if stated is not None:
            return self._by_name.get(stated)
        for place in range(len(self._terms.grades) - 1, above, -1):
            if self._holds(person, self._terms.grades[place], day):
                return place
        return None if above < 0 else above

    def _holds(self, person: str, grade: Grade, day: date) -> bool:
        reached = (
            grade.given
            or self._bought(person, grade)
            or (grade.requires is not None and self.meets(grade.requires, person, day))
        )
        return reached and (grade.keep is None or self._paid(grade.keep, person, day))

    def _bought(self, person: str, grade: Grade) -> bool:
        single, total = grade.payment, grade.total
        if single is not None:
            orders = self._book.entries.get(person, ())
            if any(order.amount >= single for order in orders):
                return True
        return total is not None and self._book.tally(person).paid >= total

    def _paid(self, gate: Gate, person: str, day: date) -> bool:
        return self._book.tally(person, gate.per, day).paid >= gate.amount

    def meets(self, need: Need, person: str, day: date) -> bool:
        """Return whether a person has reached all that is asked."""
        if need is NOTHING:
            return True
        if need.rank is not None and not self._ranks(person, need.rank, day):
            return False
        tally = self._book.tally(person, need.per, day)
        zero = Fraction(0)
        reached = (
            (need.purchase, tally.paid),
            (need.stock, tally.bought.get("stock", zero)),
            (need.own_sales, tally.sold),
            (need.group_volume, tally.volume(FLOWS)),
            (need.direct_recruits, tally.direct),
            (need.downline, tally.downline),
            (need.group_units, tally.units),
            (need.customers, len(tally.customers)),
        )
        if any(asked is not None and found < asked for asked, found in reached):
            return False
        if need.legs is not None and self._legs(need, person, day) < need.legs:
            return False
        return not need.any or any(self.meets(each, person, day) for each in need.any)

    def _ranks(self, person: str, place: int, day: date) -> bool:
        held = self.rank(person, day)
        return held is not None and held >= place

    def _legs(self, need: Need, person: str, day: date) -> int:
        """Return how many of a person's lines meet what is asked of a line."""
        found = 0
        for head in self._book.below[person]:
            volume = self._book.tally(head, need.per, day).volume(FLOWS)
            if need.leg_volume is not None and volume < need.leg_volume:
                continue
            place = need.leg_rank
            if place is not None and not any(
                self._ranks(each, place, day) for each in self._book.group(head)
            ):
                continue
            found += 1
        return found

    def may(self, line: Line, person: str, day: date, *, on_others: bool) -> bool:
        """Return whether a person may be paid by a line, on his own acts or on others'."""
        gates = self._terms.gates.others if on_others else self._terms.gates.earn
        return (
            self._book.there(person, day)
            and all(self._paid(gate, person, day) for gate in gates)
            and self.meets(line.needs, person, day)
        )

    def rate(self, line: Line, person: str, level: int, day: date) -> Rate | None:
        """Return the rate at which a line pays a person at a level, None where it has none."""
        rates = line.rates
        if rates.steps[0][0] is None:
            return rates.steps[0][1]
        key: int | Fraction | None
        if rates.by == "level":
            key = level
        elif rates.by == "rank":
            key = self.rank(person, day)
        elif rates.by == "group_volume":
            key = self._book.tally(person, line.per, day).volume(line.triggers)
        else:
            tally = self._book.tally(person)
            key = tally.direct if rates.by == "direct_recruits" else tally.downline
        return None if key is None else rates.at(key)

    def step(self, line: Line, person: str, day: date) -> int | Fraction | None:
        """Return which step of a line's rates a person has reached, None for none of them.

        By rank it is the rank that he holds, and no other.
        """
        rates = line.rates
        if rates.by == "rank":
            return self.rank(person, day)
        key: int | Fraction
        if rates.by == "group_volume":
            key = self._book.tally(person, line.per, day).volume(line.triggers)
        else:
            tally = self._book.tally(person)
            key = tally.direct if rates.by == "direct_recruits" else tally.downline
        reached = [step for step, _ in rates.steps if step is not None and step <= key]
        return max(reached, default=None)


def _names_a_rank(need: Need) -> bool:
    named = need.rank is not None or need.leg_rank is not None
    return named or any(_names_a_rank(each) for each in need.any)
