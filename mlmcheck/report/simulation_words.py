"""The words of a simulation: its assumptions, what was taken from the plan, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.plan.terms import Remark
from mlmcheck.report.language import Speaker, clean
from mlmcheck.scheme.model import Goods, Payment
from mlmcheck.scheme.read import Document
from mlmcheck.simulate.assumptions import Assumptions, Each, OfSales
from mlmcheck.simulate.dues import Due
from mlmcheck.simulate.growth import pace
from mlmcheck.simulate.outcome import Outcome, Spread, spread
from mlmcheck.simulate.study import Study
from mlmcheck.text import Text


class Figures:
    """Figures of a study in words: shares and money, of the run in the middle and from to."""

    def __init__(self, study: Study, speaker: Speaker) -> None:
        self.study = study
        self.speaker = speaker
        self.unit = study.settings[-1].unit
        self.currency = study.plan.scheme.currency

    def number(self, number: Fraction | int) -> str:
        """Return a plain number."""
        return self.speaker.number(Fraction(number))

    def share(self, part: Fraction) -> str:
        """Return a part of one in percent, to a tenth."""
        return self.speaker.share(_rounded(part, Fraction(1, 1000)))

    def money(self, amount: Fraction) -> str:
        """Return an amount of money; from a thousand on without what is behind the point."""
        return self.speaker.amount(self.amount(amount), self.currency)

    def amount(self, amount: Fraction) -> str:
        """Return an amount of money without its currency."""
        step = Fraction(1) if abs(amount) >= 1000 else Fraction(1, 100)
        return self.speaker.number(_rounded(amount, step))

    def of(
        self, figure: Callable[[Outcome], Fraction | int | None], told: Callable[[Fraction], str]
    ) -> str | None:
        """Return a figure of all runs, that in the middle first; None where some run has none."""
        found = spread(self.study.all, self.study.middle, figure)
        return None if found is None else self.told(found, told)

    def told(self, found: Spread, told: Callable[[Fraction], str]) -> str:
        """Return a figure of several runs: one number where they agree, else the range too."""
        middle, least, most = told(found.middle), told(found.least), told(found.most)
        if least == most:
            return middle
        return self.speaker.say(
            Text("{middle} ({least} to {most})", middle=middle, least=least, most=most)
        )

    def in_money(self, figure: Callable[[Outcome], int]) -> str:
        """Return a sum or a gain of all runs."""
        return self.of(figure, lambda units: self.money(units * self.unit)) or ""

    def people(self, figure: Callable[[Outcome], int]) -> str:
        """Return a number of people of all runs."""
        return self.of(figure, self.number) or ""

    def parts(self, figure: Callable[[Outcome], Fraction | None]) -> str | None:
        """Return a share of all runs."""
        return self.of(figure, self.share)

    def product(self, at: Path | None) -> str:
        """Return the name of the product that stands for all."""
        return self._named(at, Text("product"))

    def payment(self, due: Due) -> str:
        """Return what a payment is called in the file, else which it is."""
        number = int(due.at[1]) + 1
        if due.at[0] == "entry":
            return self._named(due.at, Text("entry payment {number}", number=number))
        return self._named(due.at, Text("upkeep payment {number}", number=number))

    def _named(self, at: Path | None, else_: Text) -> str:
        plan = self.study.plan
        items: list[Goods | Payment] = [*plan.goods.items, *plan.entry.items, *plan.upkeep.items]
        for item in items:
            if item.at == at and item.name is not None:
                return clean(item.name.in_language(self.speaker.language))
        return self.speaker.say(else_)


def _rounded(number: Fraction, step: Fraction) -> Fraction:
    return round(number / step) * step


def placed(document: Document, remark: Remark) -> Text:
    """Return a remark with the line of the file that it is about, if the file has it."""
    line = line_of(document, remark)
    if line is None:
        return remark.text
    return Text("{remark} (line {line})", remark=remark.text, line=line)


def line_of(document: Document, remark: Remark) -> int | None:
    """Return the line that a remark is about, None where the file does not have the section."""
    section = str(remark.at[0]) if remark.at else ""
    if getattr(document.scheme, section, None) is None:
        return None
    return document.locate(remark.at).line


def assumed(study: Study, figures: Figures) -> Iterator[Text]:
    """Yield every assumption in a sentence."""
    given = study.given
    yield _growth(given, figures)
    yield _who_brings(given)
    if given.most is not None and given.model != "complete":
        yield Text("nobody brings more than {most}", most=given.most)
    if given.churn:
        yield Text(
            "{part} of the members leave each month; the top stays",
            part=figures.share(given.churn),
        )
    else:
        yield Text("nobody leaves")
    yield _retail(study, figures)
    if any(due.flow == "own-use" for due in study.settings[-1].dues.each):
        yield Text("goods that must be bought, and are not said to be for resale, are for own use")
    yield Text(
        "everybody comes in the cheapest way, and keeps up what the plan asks while he is in"
    )
    if given.runs == 1:
        text = Text(
            "one run, from seed {seed}; the same seed gives the same result", seed=given.seed
        )
    else:
        text = Text(
            "{runs} runs, the first from seed {seed}; the same seed gives the same result",
            runs=given.runs,
            seed=given.seed,
        )
    yield text


def months(number: int) -> Text:
    """Return a number of months."""
    return Text("one month") if number == 1 else Text("{number} months", number=number)


def _growth(given: Assumptions, figures: Figures) -> Text:
    if given.people == 1:
        joining = Text("one joins in {time}", time=months(given.months))
    elif given.model == "saturating":
        joining = Text(
            "{people} join in {time}, of {population} there are: the more are in, the "
            "fewer are left to join",
            people=given.people,
            time=months(given.months),
            population=given.everybody,
        )
    else:
        joining = Text(
            "{people} join in {time}; the network grows by {part} each month",
            people=given.people,
            time=months(given.months),
            part=figures.share(Fraction(pace(given)) - 1),
        )
    if not given.after:
        return joining
    return Text(
        "{joining}; then nobody joins for {time}", joining=joining, time=months(given.after)
    )


_BY_CHANCE = Text(
    "whoever joins is brought by any member, each with the same chance (Gastwirth 1977)"
)
_MODEL = {
    "uniform": _BY_CHANCE,
    "saturating": _BY_CHANCE,
    "preferential": Text(
        "whoever has brought many is the likelier to bring the next one: the chance grows with the "
        "number brought, and one"
    ),
}


def _who_brings(given: Assumptions) -> Text:
    if given.model == "complete":
        return Text(
            "everybody brings {width}, in the order of joining, and nothing is left to chance",
            width=given.width,
        )
    return _MODEL[given.model]


def _retail(study: Study, figures: Figures) -> Text:
    retail = study.given.retail
    setting = study.settings[-1]
    trade = setting.trade
    product = figures.product(trade.at)
    price = None if trade.price is None else figures.money(trade.price)
    if isinstance(retail, OfSales):
        text = Text(
            "customers' purchases are {part} of all purchases, as much for each member",
            part=figures.share(retail.part),
        )
    elif isinstance(retail, Each):
        text = Text(
            "each member sells to customers for {amount} a month on average",
            amount=figures.money(retail.amount),
        )
    elif not retail.count:
        return Text("nothing is sold to customers")
    elif price is None:
        return Text(
            "nothing is sold to customers, as the plan names no price; with --retail AMOUNT it is"
        )
    else:
        text = Text(
            "each member sells {units} × {product} a month to customers on average, at {price}",
            units=figures.number(retail.count),
            product=product,
            price=price,
        )
    if price is None:
        return text
    if trade.channel == "resale" and trade.own_price is not None:
        return Text(
            "{sales}, which he has bought for {own}",
            sales=text,
            own=figures.money(trade.own_price),
        )
    if any(due.resold for due in setting.dues.each):
        return Text("{sales}, out of his stock as long as he has any", sales=text)
    return Text("{sales}, paid to the company", sales=text)


def taken(study: Study) -> tuple[Remark, ...]:
    """Return what the plan leaves open and how it was taken."""
    found = [
        remark
        for setting in study.settings
        for remark in (*setting.terms.taken, *setting.dues.taken)
    ]
    return tuple(dict.fromkeys(found))


def dues_told(study: Study, figures: Figures) -> Iterator[Text]:
    """Yield what a participant pays, one sentence for each payment."""
    ends = [setting.dues.each for setting in study.settings]
    if not any(ends):
        yield Text("nothing must be paid to take part")
    seen: set[object] = set()
    for dues in ends:
        for due in dues:
            key = (due.at, due.amount, due.per)
            if key not in seen:
                seen.add(key)
                yield _due(due, figures)


_PER = {
    None: Text("once"),
    "day": Text("each day"),
    "week": Text("each week"),
    "month": Text("each month"),
    "year": Text("each year"),
}


def _due(due: Due, figures: Figures) -> Text:
    what = figures.payment(due)
    return Text(
        "{what}: {amount} {often}", what=what, amount=figures.money(due.amount), often=_PER[due.per]
    )
