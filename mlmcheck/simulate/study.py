"""A whole simulation: a plan at both ends of its ranges, several runs of each, and the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import INFINITY, Interval
from mlmcheck.plan.terms import End, Remark
from mlmcheck.scheme.model import Safeguard
from mlmcheck.scheme.plan import Plan
from mlmcheck.simulate.assumptions import Assumptions, OfSales, each_sells
from mlmcheck.simulate.dues import TOO_LARGE, CannotSimulate, paid_up_the_line
from mlmcheck.simulate.outcome import Outcome, in_the_middle, outcome_of, spread
from mlmcheck.simulate.run import simulate
from mlmcheck.simulate.setting import Setting, setting_of
from mlmcheck.text import Text


@dataclass(frozen=True, slots=True)
class Study:
    """A plan's simulation: for each end of its ranges the setting, and what each run came to.

    A plan without ranges has one end, called `most`. `left_out` is what the plan has and the
    simulation has not.
    """

    plan: Plan
    given: Assumptions
    settings: tuple[Setting, ...]
    outcomes: tuple[tuple[Outcome, ...], ...]
    left_out: tuple[Remark, ...]

    @property
    def all(self) -> tuple[Outcome, ...]:
        """Every run, of all ends."""
        return tuple(outcome for of_end in self.outcomes for outcome in of_end)

    @property
    def main(self) -> tuple[Outcome, ...]:
        """The runs of which one is shown: those at the end at which the plan pays most."""
        return self.outcomes[-1]

    @property
    def middle(self) -> Outcome:
        """The run that is shown, in the middle of the main ones by how many lost."""
        return in_the_middle(self.main)


def with_limit(given: Assumptions, plan: Plan) -> Assumptions:
    """Return the assumptions with the most that one may bring, where the plan says it."""
    recruiting = plan.scheme.recruiting
    if given.most is not None or given.model == "complete" or recruiting is None:
        return given
    if recruiting.direct is None or not plan.decides(recruiting.source):
        return given
    most = recruiting.direct.range.hi
    return given if most in (0, INFINITY) else replace(given, most=int(most))


@dataclass(frozen=True, slots=True)
class Readings:
    """The plan at each end that it is simulated at, and why it is not at the other."""

    settings: tuple[Setting, ...]
    refused: tuple[Remark, ...] = ()


def readings_of(plan: Plan, given: Assumptions, ends: tuple[End, ...]) -> Readings:
    """Return the plan at the ends asked for, one where both come to the same.

    Where of both ends one cannot be simulated, as an amount has no upper end, the other is.

    Raises:
        CannotSimulate: the file leaves open what no simulation can do without.
    """
    problems: list[Remark] = []
    if not plan.rewards.known:
        text = Text("the file does not say who is rewarded for what; write rewards, or none")
        problems.append(Remark((), text))
    found: list[Setting] = []
    refused: list[Remark] = []
    for end in ends:
        try:
            setting = setting_of(plan, end)
            _check_sizes(setting, given)
            found.append(setting)
        except CannotSimulate as error:
            refused += error.remarks
    if problems or not found:
        raise CannotSimulate(tuple(dict.fromkeys((*problems, *refused))))
    if isinstance(given.retail, OfSales) and given.retail.part and not found[0].dues.each:
        text = Text("participants pay nothing, so that sales to customers cannot be a part of it")
        raise CannotSimulate([Remark(("entry",), text)])
    if len(found) > 1 and replace(found[0], end="most") == found[1]:
        found = found[1:]
    return Readings(tuple(found), tuple(dict.fromkeys(refused)))


def _check_sizes(setting: Setting, given: Assumptions) -> None:
    """Refuse a plan whose payments the accounts, whole numbers of 64 bits, cannot add up."""
    prices = (setting.trade.price, setting.trade.own_price)
    largest = max(
        (*(due.amount * due.units for due in setting.dues.each), *(p for p in prices if p)),
        default=Fraction(0),
    )
    often = max(Fraction(1), each_sells(given.retail))
    if largest / setting.unit * given.people * given.length * often >= 2**62:
        raise CannotSimulate([Remark((), TOO_LARGE)])


def study_of(
    plan: Plan,
    given: Assumptions,
    readings: Readings,
    month_done: Callable[[], None] = lambda: None,
) -> Study:
    """Return what comes of the runs asked for, of every setting the same seeds."""
    settings = readings.settings
    outcomes = tuple(
        tuple(
            outcome_of(simulate(setting, given, number, month_done), given.months)
            for number in range(given.runs)
        )
        for setting in settings
    )
    left_out = tuple(dict.fromkeys((*_one_end_only(readings), *_left_out(plan, settings))))
    return Study(plan, given, settings, outcomes, left_out)


def _one_end_only(readings: Readings) -> Iterator[Remark]:
    for remark in readings.refused:
        text = Text("the end at which the plan pays least and asks most: {why}", why=remark.text)
        yield Remark(remark.at, text)


def _left_out(plan: Plan, settings: tuple[Setting, ...]) -> list[Remark]:
    found = [gap for setting in settings for gap in setting.terms.gaps]
    if not plan.rewards.closed and plan.rewards.items:
        found.append(
            Remark(("rewards",), Text("rewards that the file does not name, if there are any"))
        )
    if not plan.upkeep.known:
        text = Text("what must be paid to stay, of which the file says nothing")
        found.append(Remark(("upkeep",), text))
    setting = settings[-1]
    paid = {event for line in setting.terms.lines for event in line.triggers}
    if (
        paid_up_the_line(plan, setting.dues.each)
        and not setting.terms.ladders
        and "entry" not in paid
    ):
        text = Text("what is paid to the upline itself, as its income")
        found.append(Remark(("entry",), text))
    found += [Remark(guard.at, text) for guard, text in _guards(plan)]
    if any("task" in line.triggers for line in setting.terms.lines):
        found.append(Remark(("rewards",), Text("pay for tasks, as nobody is taken to do any")))
    return found


def _guards(plan: Plan) -> Iterator[tuple[Safeguard, Text]]:
    """Yield the safeguards that the plan has and no run knows of."""
    if plan.buy_back.terms is not None:
        yield plan.buy_back.terms, Text("that goods are taken back")
    if plan.cancel.terms is not None:
        yield plan.cancel.terms, Text("that payments are given back to who leaves")
    if plan.customer_return.terms is not None:
        yield plan.customer_return.terms, Text("that customers return goods")
    if plan.resale_rule.terms is not None:
        yield plan.resale_rule.terms, Text("that so much must be resold before one is paid")
    if plan.customer_rule.terms is not None:
        yield plan.customer_rule.terms, Text("that so many customers are asked before one is paid")
    if plan.retail_floor.terms is not None:
        yield plan.retail_floor.terms, Text("that so much must come from sales to customers")


# Facts.

_FOR: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reward.share_for_recruitment", ("entry", "recruit")),
    ("reward.share_for_stock", ("stock",)),
    ("reward.share_for_own_use", ("own-use",)),
    ("reward.share_for_outside_sales", ("retail",)),
    ("reward.share_for_time", ("time",)),
)


def facts_of(study: Study) -> tuple[Fact, ...]:
    """Return what the simulation says of the vocabulary's facts: shown, and never deciding.

    Each value runs from the least to the most of all runs, and so does not say how far the
    assumptions themselves may be from what people do.
    """
    given = study.given
    note = Text(
        "simulated: {people} people in {months} months, {runs} runs from seed {seed}",
        people=given.people,
        months=given.months,
        runs=len(study.all),
        seed=given.seed,
    )
    place = (Evidence(note=note),)
    found = [_fact("earn.lost_share", _lost_range(study), place)]
    if all(outcome.rewards for outcome in study.all):
        for name, events in _FOR:
            found.append(_fact(name, _range(study, _share_for(events)), place))
        low = _range(study, _least_funded)
        high = _range(study, _most_funded)
        found.append(
            _fact("reward.share_funded_by_participation", Interval(low.lo, high.hi), place)
        )
    if all(outcome.income for outcome in study.all):
        found.append(
            _fact(
                "pay.share_of_sales", _range(study, lambda o: Fraction(o.rewards, o.income)), place
            )
        )
    if all(_bought(outcome) for outcome in study.all):
        found.append(
            _fact(
                "sale.retail_reach", _range(study, lambda o: Fraction(_sold(o), _bought(o))), place
            )
        )
    return tuple(found)


def _fact(name: str, value: Interval, place: tuple[Evidence, ...]) -> Fact:
    return Fact(name, value, Basis.SIMULATED, place)


def _range(study: Study, figure: Callable[[Outcome], Fraction]) -> Interval:
    found = spread(study.all, study.middle, figure)
    assert found is not None
    return Interval(found.least, found.most)


def _lost_range(study: Study) -> Interval:
    """Return the share that lost; whoever came out even may be counted either way."""
    low = _range(study, lambda o: o.lost_share)
    high = _range(study, lambda o: 1 - Fraction(o.gained, o.people))
    return Interval(low.lo, high.hi)


def _share_for(events: tuple[str, ...]) -> Callable[[Outcome], Fraction]:
    return lambda o: min(Fraction(o.on(*events), o.rewards), Fraction(1))


def _least_funded(outcome: Outcome) -> Fraction:
    """Return what participants' money for taking part paid at least, if all other money went first.

    Goods for their own use may be what they would have bought anyway. Where more was paid out than
    came in, it is not known who paid the rest.
    """
    customers = sum(month.by_customers for month in outcome.months)
    least = Fraction(outcome.rewards - customers - outcome.own_use, outcome.rewards)
    return max(least, Fraction(0)) if least <= _most_funded(outcome) else Fraction(0)


def _most_funded(outcome: Outcome) -> Fraction:
    customers = sum(month.by_customers for month in outcome.months)
    return min(Fraction(outcome.income - customers, outcome.rewards), Fraction(1))


def _bought(outcome: Outcome) -> int:
    return sum(month.stock_bought for month in outcome.months)


def _sold(outcome: Outcome) -> int:
    return sum(month.stock_sold for month in outcome.months)
