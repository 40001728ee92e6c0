"""A simulation as JSON: the assumptions, what was taken from the plan, and every figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    write = _Writer(study.settings[-1].unit, study.middle)
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
        "levels": write.groups(study.middle.levels, 0),
        "joined": write.groups(study.middle.joined, 1),
        "months": [write.month(place, month) for place, month in enumerate(study.middle.months)],
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
    """Writes figures of several runs: the least, that of the run in the middle, and the most."""

    unit: Fraction
    middle: Outcome

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

    def groups(self, groups: Sequence[Group], first: int) -> list[Json]:
        """Return one entry a group, its shares and sums null where nobody is in it."""
        return [self._group(group, first) for group in groups]

    def _group(self, group: Group, first: int) -> Json:
        def money(amount: int) -> int | float | str | None:
            return _rounded(amount * self.unit) if group.people else None

        def share(count: int) -> int | float | str | None:
            return _rounded(Fraction(count, group.people)) if group.people else None

        return {
            "first": group.first + first,
            "last": group.last + first,
            "people": group.people,
            "lost_share": share(group.lost),
            "gained_share": share(group.gained),
            "p10": money(group.p10),
            "median": money(group.median),
            "p90": money(group.p90),
            "most": money(group.most),
        }

    def month(self, place: int, month: MonthSum) -> Json:
        """Return one month."""
        unit = self.unit
        return {
            "month": place + 1,
            "joined": month.joined,
            "members": month.members,
            "paid_in": _rounded(month.income * unit),
            "by_newcomers": _rounded(month.by_newcomers * unit),
            "by_customers": _rounded(month.by_customers * unit),
            "paid_out": _rounded(month.paid * unit),
            "from_newcomers": _rounded(month.for_joining * unit),
            "stock_bought": _rounded(month.stock_bought * unit),
            "stock_sold": _rounded(month.stock_sold * unit),
        }

    def _spread(
        self,
        outcomes: Sequence[Outcome],
        figure: Callable[[Outcome], Fraction | int | None],
        times: Fraction = Fraction(1),
    ) -> Json | None:
        found = spread(outcomes, self.middle, figure)
        if found is None:
            return None
        return {
            "least": _rounded(found.least * times),
            "middle": _rounded(found.middle * times),
            "most": _rounded(found.most * times),
        }


def _on(event: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.on(event)


def _rounded(value: Fraction) -> int | float | str:
    return number(round(value, _PLACES))
