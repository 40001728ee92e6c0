"""A simulation as JSON: the assumptions, what was taken from the plan, and every figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mlmcheck import __version__
from mlmcheck.plan.batch import EVENTS
from mlmcheck.plan.terms import Remark
from mlmcheck.report.json_values import Json, escaped, fact_value, message, number
from mlmcheck.report.language import Speaker
from mlmcheck.report.simulation_words import line_of, taken
from mlmcheck.scheme.read import Document
from mlmcheck.simulate.assumptions import Assumptions, Each, OfSales
from mlmcheck.simulate.outcome import Group, MonthSum, Outcome, spread
from mlmcheck.simulate.setting import Setting
from mlmcheck.simulate.study import Study, facts_of

_PLACES = 6
"""Decimals of shares and of sums in which a share is."""


def render(document: Document, study: Study, speaker: Speaker) -> str:
    """Return the simulation as JSON, a text that ends with a line end."""
    found = report(document, study, speaker)
    return escaped(json.dumps(found, ensure_ascii=False, indent=1)) + "\n"


def report(document: Document, study: Study, speaker: Speaker) -> Json:
    """Return the simulation as plain values; docs/simulate.md has the keys."""
    write = _Writer(study.settings[-1].unit)
    return {
        "format": 1,
        "simulated": True,
        "file": document.file,
        "name": study.plan.scheme.name.in_language(speaker.language),
        "currency": study.plan.scheme.currency,
        "assumed": _assumed(study.given),
        "plan": {
            "ends": [_setting(setting) for setting in study.settings],
            "taken": [_remark(remark, document, speaker) for remark in taken(study)],
            "left_out": [_remark(remark, document, speaker) for remark in study.left_out],
        },
        "results": write.results(study.all),
        "levels": write.groups([outcome.levels for outcome in study.main], 0),
        "joined": write.groups([outcome.joined for outcome in study.main], 1),
        "months": [
            write.month(place, [outcome.months[place] for outcome in study.main])
            for place in range(study.given.length)
        ],
        "facts": [
            {"name": fact.name, "basis": "simulated", "value": fact_value(fact.name, fact.value)}
            for fact in facts_of(study)
        ],
        "receipt": {"version": __version__, "scheme": document.digest},
    }


def _assumed(given: Assumptions) -> Json:
    retail: Json
    if isinstance(given.retail, OfSales):
        retail = {"share_of_purchases": number(given.retail.part)}
    elif isinstance(given.retail, Each):
        retail = {"amount": number(given.retail.amount)}
    else:
        retail = {"units": number(given.retail.count)}
    return {
        "people": given.people,
        "months": given.months,
        "after": given.after,
        "model": given.model,
        "population": given.everybody if given.model == "saturating" else None,
        "most": given.width if given.model == "complete" else given.most,
        "churn": number(given.churn),
        "retail": retail,
        "seed": given.seed,
        "runs": given.runs,
    }


def _setting(setting: Setting) -> Json:
    trade = setting.trade
    return {
        "end": setting.end,
        "dues": [
            {
                "at": list(due.at),
                "flow": due.flow,
                "amount": number(due.amount),
                "per": due.per,
                "value": None if due.value is None else number(due.value),
            }
            for due in setting.dues.each
        ],
        "sold": {
            "at": None if trade.at is None else list(trade.at),
            "price": None if trade.price is None else number(trade.price),
            "own_price": None if trade.own_price is None else number(trade.own_price),
            "from": trade.channel,
        },
    }


def _remark(remark: Remark, document: Document, speaker: Speaker) -> Json:
    return {"line": line_of(document, remark), **message(remark.text, speaker)}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes figures of several runs: the least, the one in the middle, and the most."""

    unit: Fraction

    def results(self, outcomes: Sequence[Outcome]) -> Json:
        """Return every figure of all runs, of both ends of the plan's ranges."""

        def of(figure: Callable[[Outcome], Fraction | int | None]) -> Json | None:
            return self._spread(outcomes, figure)

        def money(figure: Callable[[Outcome], Fraction | int | None]) -> Json | None:
            return self._spread(outcomes, figure, self.unit)

        return {
            "people": of(lambda o: o.people),
            "lost": of(lambda o: o.lost),
            "gained": of(lambda o: o.gained),
            "lost_share": of(lambda o: o.lost_share),
            "lost_with_goods": of(lambda o: o.lost_with_goods),
            "never_paid": of(lambda o: o.never_paid),
            "net": {
                "p10": money(lambda o: o.all.p10),
                "median": money(lambda o: o.all.median),
                "p90": money(lambda o: o.all.p90),
                "p99": money(lambda o: o.p99),
                "most": money(lambda o: o.all.most),
            },
            "top": money(lambda o: o.top),
            "gains_of_top_hundredth": of(lambda o: o.top_hundredth),
            "paid_in": money(lambda o: o.income),
            "rewards": money(lambda o: o.rewards),
            "price_differences": money(lambda o: o.differences),
            "rewards_on": {event: money(_on(event)) for event in EVENTS},
            "paid_out_from_newcomers": of(lambda o: o.from_newcomers),
            "full_month": of(lambda o: o.full + 1),
            "short_from_month": of(lambda o: None if o.short_from is None else o.short_from + 1),
            "short": money(lambda o: o.short),
            "months_after_paying_more_than_comes_in": of(lambda o: sum(o.after)),
            "stock_left": money(lambda o: o.stock_left),
        }

    def groups(self, runs: Sequence[tuple[Group, ...]], first: int) -> list[Json]:
        """Return one entry a group, of the runs in which somebody is in it."""
        found: list[Json] = []
        for place in range(max(len(groups) for groups in runs)):
            groups = [each[place] for each in runs if place < len(each)]
            some = [group for group in groups if group.people]
            found.append(
                {
                    "first": groups[0].first + first,
                    "last": max(group.last for group in groups) + first,
                    "people": self._middle([group.people for group in groups]),
                    "lost_share": self._middle([Fraction(g.lost, g.people) for g in some]),
                    "gained_share": self._middle([Fraction(g.gained, g.people) for g in some]),
                    "p10": self._middle([g.p10 * self.unit for g in some]),
                    "median": self._middle([g.median * self.unit for g in some]),
                    "p90": self._middle([g.p90 * self.unit for g in some]),
                    "most": self._middle([g.most * self.unit for g in some]),
                }
            )
        return found

    def month(self, place: int, runs: Sequence[MonthSum]) -> Json:
        """Return one month, each figure that in the middle of the runs."""
        unit = self.unit
        return {
            "month": place + 1,
            "joined": self._middle([m.joined for m in runs]),
            "members": self._middle([m.members for m in runs]),
            "paid_in": self._middle([m.income * unit for m in runs]),
            "by_newcomers": self._middle([m.by_newcomers * unit for m in runs]),
            "by_customers": self._middle([m.by_customers * unit for m in runs]),
            "paid_out": self._middle([m.paid * unit for m in runs]),
            "from_newcomers": self._middle([m.for_joining * unit for m in runs]),
            "stock_bought": self._middle([m.stock_bought * unit for m in runs]),
            "stock_sold": self._middle([m.stock_sold * unit for m in runs]),
        }

    def _spread(
        self,
        outcomes: Sequence[Outcome],
        figure: Callable[[Outcome], Fraction | int | None],
        times: Fraction = Fraction(1),
    ) -> Json | None:
        found = spread(outcomes, figure)
        if found is None:
            return None
        return {
            "least": _rounded(found.least * times),
            "middle": _rounded(found.middle * times),
            "most": _rounded(found.most * times),
        }

    def _middle(self, values: Sequence[Fraction | int]) -> Any:
        ordered = sorted(values)
        return _rounded(Fraction(ordered[(len(ordered) - 1) // 2])) if ordered else None


def _on(event: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.on(event)


def _rounded(value: Fraction) -> int | float | str:
    return number(round(value, _PLACES))
