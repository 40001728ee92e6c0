"""Small networks for tests, written as a scheme file would write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from mlmcheck.interval import Interval
from mlmcheck.network.payouts import named_rewards
from mlmcheck.network.stock import NOT_AT_A_LOSS
from mlmcheck.network.summarise import Terms, summarise
from mlmcheck.network.summary import Fault, Person, Summary
from mlmcheck.scheme.model import Network, Scheme

Rows = list[dict[str, str]]

SAMPLES = Path(__file__).resolve().parents[2] / "sample_schemes" / "networks"


def rows(text: str) -> Rows:
    """Read a table of cells between bars; the first line names the columns, `.` is no cell."""
    lines = [line.split() for line in text.strip().splitlines()]
    header, *body = lines
    return [
        {name: cell for name, cell in zip(header, line, strict=True) if cell != "."}
        for line in body
    ]


def no_file(name: str) -> bytes:
    """Stand in for the reader of files where a network has none."""
    raise AssertionError(name)


def network(**tables: Any) -> Network:
    """Return a network; a table is text for `rows`, a list of rows, or a mapping of a ledger."""
    read = {
        which: rows(table) if isinstance(table, str) else table for which, table in tables.items()
    }
    return Network.model_validate(read)


def summary(
    *,
    as_of: date | None = None,
    currency: str | None = "CNY",
    unlisted: str | None = None,
    rewards: Mapping[str, tuple[str, ...]] | None = None,
    markup: Interval = NOT_AT_A_LOSS,
    **tables: Any,
) -> Summary:
    """Return the summary of a network written as in `network`."""
    built = network(**tables)
    if unlisted is not None and built.orders is not None:
        orders = built.orders.model_copy(update={"unlisted_buyers": unlisted})
        built = built.model_copy(update={"orders": orders})
    found = summarise(built, currency, as_of, no_file, Terms(rewards or {}, markup))
    assert found is not None
    return found


def in_files(folder: Path, as_of: date | None = None, **tables: Mapping[str, Any]) -> Summary:
    """Return the summary of a network whose files are in a folder."""
    found = summarise(
        Network.model_validate(tables), "CNY", as_of, lambda name: (folder / name).read_bytes()
    )
    assert found is not None
    return found


def sample(name: str, markup: Interval = NOT_AT_A_LOSS) -> Summary:
    """Return the summary of one of the sample networks, with its plan's rewards."""
    document = yaml.load((SAMPLES / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    scheme = Scheme.model_validate(document)
    plan = scheme.rewards if isinstance(scheme.rewards, tuple) else ()
    terms = Terms(named_rewards(plan), markup)
    found = summarise(
        scheme.network,
        scheme.currency,
        scheme.as_of,
        lambda file: (SAMPLES / file).read_bytes(),
        terms,
    )
    assert found is not None
    return found


def person(found: Summary, id: str) -> Person:
    """Return the person of that id."""
    return next(each for each in found.people if each.id == id)


def faults(found: Summary, table: str | None = None) -> dict[str, tuple[str, ...]]:
    """Return the rows of each kind of fault (of one table), of several of one kind together."""
    by_kind: dict[str, tuple[str, ...]] = {}
    for fault in found.faults:
        if table is not None and fault.table != table:
            continue
        by_kind[fault.kind] = by_kind.get(fault.kind, ()) + fault.rows
    return by_kind


def fault(found: Summary, kind: str) -> Fault:
    """Return the one fault of that kind."""
    (only,) = (each for each in found.faults if each.kind == kind)
    return only


def money(**flows: int | str) -> dict[str, Fraction]:
    """Return sums by flow; an underscore stands for the dash of `own-use`."""
    return {flow.replace("_", "-"): Fraction(amount) for flow, amount in flows.items()}
