"""A plan's bounds as JSON: the numbers, the programs, the proofs, and what shows them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from mlmcheck import __version__
from mlmcheck.bound.bounds import Bound, End
from mlmcheck.bound.linear import Program, Row
from mlmcheck.bound.witness import Example, Seen
from mlmcheck.plan.history import Order
from mlmcheck.plan.terms import Remark
from mlmcheck.report.bound_page import share_said, stop_said, taken
from mlmcheck.report.json_values import Json, escaped, message, number, pretty
from mlmcheck.report.language import Speaker
from mlmcheck.scheme.read import Document


def render(document: Document, bound: Bound, speaker: Speaker) -> str:
    """Return the bounds as JSON, a text that ends with a line end."""
    found: Json = {
        "mlmcheck": __version__,
        "kind": "bound",
        "file": document.file,
        "sha256": document.digest,
        "day": bound.plan.day.isoformat(),
        "currency": bound.plan.scheme.currency,
        "said": [message(text, speaker) for text in (*share_said(bound), *stop_said(bound))],
        "share": _pair(bound.share),
        "stop": {
            "answer": bound.answer.value,
            "whole": bound.whole,
            "covered": _pair(bound.covered),
            "reserve_months": None if bound.reserve is None else number(bound.reserve),
        },
        "taken": [message(text, speaker) for text in taken(bound)],
        "left_out": [_remark(remark, document, speaker) for remark in bound.left_out],
    }
    return escaped(pretty(found, 5)) + "\n"


def _pair(ends: tuple[End, End] | None) -> Json | None:
    return None if ends is None else {"least": _end(ends[0]), "most": _end(ends[1])}


def _end(end: End) -> Json:
    return {
        "number": number(end.number),
        "proven": end.optimum is not None,
        "program": None if end.program is None else _program(end.program),
        "point": None if end.optimum is None else _numbers(end.optimum.point),
        "weights": None if end.optimum is None else _numbers(end.optimum.weights),
        "example": None if end.example is None else _example(end.example),
    }


def _program(program: Program) -> Json:
    return {"most_of": _numbers(program.goal), "rows": [_row(row) for row in program.rows]}


def _row(row: Row) -> Json:
    found: Json = {"name": row.name, "sum": _numbers(row.terms)}
    if row.least is not None:
        found["min"] = number(row.least)
    if row.most is not None:
        found["max"] = number(row.most)
    return found


def _numbers(values: Mapping[str, Fraction]) -> Json:
    return {name: number(value) for name, value in values.items() if value}


def _example(example: Example) -> Json:
    sums = example.sums
    found: Json = {"number": number(example.number), "reached": example.reached}
    if isinstance(sums, Seen):
        since = None if example.since is None else example.since.isoformat()
        found |= {"since": since, "due": number(sums.due), "income": number(sums.income)}
    else:
        found |= {
            "rewards": number(sums.rewards),
            "newcomers": number(sums.newcomers),
            "others": number(sums.others),
        }
    history = example.history
    found["people"] = [
        {"id": person.id, "joined": person.joined.isoformat(), "sponsor": person.sponsor}
        for person in history.people
    ]
    found["orders"] = [_order(order) for order in history.orders]
    found["payouts"] = [
        {"to": p.to, "amount": number(p.amount), "date": p.day.isoformat(), "reward": p.line}
        for p in example.paid.payouts
    ]
    return found


def _order(order: Order) -> Json:
    amount: Fraction = order.amount
    return {
        "id": order.id,
        "date": order.day.isoformat(),
        "kind": order.flow,
        "buyer": order.buyer,
        "seller": order.seller,
        "amount": number(amount),
    }


def _remark(remark: Remark, document: Document, speaker: Speaker) -> Json:
    place = document.locate(remark.at)
    return {
        "path": list(remark.at),
        "line": place.line,
        "what": message(remark.text, speaker),
    }
