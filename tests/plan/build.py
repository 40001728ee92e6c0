"""Plans and histories in a few words, for tests that a reader checks by hand."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.history import History, Order, Person, Task
from mlmcheck.plan.terms import End, Terms
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import parse_scheme

HEAD = "mlmcheck: 1\nname: x\n"
DAY = date(2024, 1, 1)
"""The day on which people join and order where nothing else is said."""


def terms(text: str, end: End = "most", currency: str = "CNY") -> Terms:
    """Return the terms of the lines of a scheme file that follow its name and currency."""
    scheme = parse_scheme(f"{HEAD}currency: {currency}\n{text}\n").scheme
    return terms_of(plan_on(scheme, DAY), end)


def day(text: str) -> date:
    """Return a day of 2024, written as `2-15`."""
    month, number = text.split("-")
    return date(2024, int(month), int(number))


def history(people: str, *happened: str, until: str = "1-31") -> History:
    """Return a history from a line of people and what happened, one text each.

    People are written `A; B<A 2-1 left 3-1 rank gold at A.1`: B, brought by A on February 1. What
    happened is written `2-15 B stock 100 x3 of mask list 120 commission 8`: the day if it is not
    January 1, who pays (or sells, for `retail`), the kind, the amount, and what else is known; a
    customer is named `by K`, and `nobody retail 80` is the company's own sale. A task is `B task`.
    Orders are called o1, o2, … and tasks t1, t2, …
    """
    orders: list[Order] = []
    tasks: list[Task] = []
    for each in happened:
        words = each.split()
        when = day(words.pop(0)) if re.fullmatch(r"\d+-\d+", words[0]) else DAY
        if words[1] == "task":
            tasks.append(Task(f"t{len(tasks) + 1}", when, words[0]))
        else:
            orders.append(_order(f"o{len(orders) + 1}", when, words))
    return History(
        tuple(_person(each.split()) for each in people.split(";")),
        tuple(orders),
        day(until),
        tuple(tasks),
    )


def _person(words: list[str]) -> Person:
    id, _, sponsor = words[0].partition("<")
    rest = words[1:]
    joined = day(rest.pop(0)) if rest and re.fullmatch(r"\d+-\d+", rest[0]) else DAY
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    above, _, side = said.get("at", "").partition(".")
    return Person(
        id,
        joined,
        sponsor or None,
        day(said["left"]) if "left" in said else None,
        above or None,
        int(side) if side else None,
        said.get("rank"),
    )


def _order(id: str, when: date, words: list[str]) -> Order:
    who, flow, amount, *rest = words
    units = int(rest.pop(0)[1:]) if rest and re.fullmatch(r"x\d+", rest[0]) else 1
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    retail = flow == "retail"
    assert flow in ("entry", "stock", "own-use", "retail")
    return Order(
        id,
        when,
        flow,  # type: ignore[arg-type]
        Fraction(amount),
        buyer=said.get("by") if retail else who,
        seller=who if retail and who != "nobody" else None,
        goods=said.get("of"),
        units=units,
        retail_price=Fraction(said["list"]) if "list" in said else None,
        commission=Fraction(said["commission"]) if "commission" in said else None,
    )
