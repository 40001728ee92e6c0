"""Days, weeks, months and years: which one a day is in, and its last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mlmcheck.scheme.fields import Every

DAYS_IN: dict[Every, int] = {"day": 1, "week": 7, "month": 31, "year": 366}
"""The most days there are in one."""


def window(day: date, every: Every) -> int:
    """Return the number of the calendar day, week (from Monday), month or year of a day."""
    if every == "day":
        return day.toordinal()
    if every == "week":
        return (day.toordinal() - 1) // 7
    if every == "month":
        return day.year * 12 + day.month - 1
    return day.year


def first_day(number: int, every: Every) -> date:
    """Return the first day of the window of that number."""
    if every == "day":
        return date.fromordinal(number)
    if every == "week":
        return date.fromordinal(number * 7 + 1)
    if every == "month":
        return date(number // 12, number % 12 + 1, 1)
    return date(number, 1, 1)


def last_day(number: int, every: Every) -> date:
    """Return the last day of the window of that number."""
    return first_day(number + 1, every) - timedelta(days=1)


def ends_between(first: date, last: date, every: Every) -> Iterator[tuple[date, int]]:
    """Yield the last day and the number of every window that ends from `first` to `last`."""
    number = window(first, every)
    while (end := last_day(number, every)) <= last:
        yield end, number
        number += 1
