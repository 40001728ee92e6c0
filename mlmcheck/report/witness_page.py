"""The smallest example that shows a finding: a tree of people with the money on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from mlmcheck.facts import Path
from mlmcheck.interval import exact
from mlmcheck.plan.caps import Payout
from mlmcheck.plan.history import History, Order
from mlmcheck.plan.terms import Form, Members, Part, Pool, Remark
from mlmcheck.report import trees
from mlmcheck.report.layout import Page, Span
from mlmcheck.report.view import View
from mlmcheck.text import Text
from mlmcheck.vocabulary import VOCABULARY
from mlmcheck.witness.example import Example
from mlmcheck.witness.search import NoWitness, Witness

_DOES: Mapping[str, Callable[[str], Text]] = {
    "entry": lambda amount: Text("pays {amount} to join", amount=amount),
    "stock": lambda amount: Text("buys stock for {amount}", amount=amount),
    "own-use": lambda amount: Text("buys for own use for {amount}", amount=amount),
    "retail": lambda amount: Text("sells to a customer for {amount}", amount=amount),
}
_ON: Mapping[str, Callable[[str], Text]] = {
    "entry": lambda who: Text("the entry payment of {who}", who=who),
    "stock": lambda who: Text("stock that {who} buys", who=who),
    "own-use": lambda who: Text("what {who} buys for own use", who=who),
    "retail": lambda who: Text("a customer's order with {who}", who=who),
    "recruit": lambda who: Text("the joining of {who}", who=who),
    "task": lambda who: Text("a task of {who}", who=who),
    "reward": lambda who: Text("a reward of {who}", who=who),
    "time": lambda _: Text("the time that has passed"),
}
_ON_ALL = Text("what the group has done")
_FEW = 2


def show(page: Page, view: View, found: Witness | NoWitness, indent: int) -> None:
    """Draw an example, or say how far one was looked for."""
    say = view.speaker.say
    if isinstance(found, NoWitness):
        page.write(say(_not_found(found)), "dim", indent, 2)
        for remark in found.remarks[:3]:
            page.write(say(_left_out(view, remark)), "dim", indent + 2, 2)
        return
    people = len(found.example.history.people)
    title = Text("the smallest example that shows it, people: {count}", count=people)
    page.write(say(title), "cyan", indent, 2)
    draw(page, view, found.example, indent + 2)
    facts = [VOCABULARY[asked.fact].label for asked in found.shows if asked.holds]
    listed = say(Text("; ")).join(map(say, dict.fromkeys(facts)))
    page.write(
        say(Text("of what the rule asks it shows: {facts}", facts=listed)), "", indent + 2, 2
    )
    for remark in found.remarks:
        page.write(say(_placed(view, remark)), "dim", indent + 2, 2)


def _not_found(found: NoWitness) -> Text:
    if found.bound is None:
        return Text("too little of what the plan pays is known for an example of it")
    return Text(
        "no example shows it up to the bound, people: {people}, payments besides joining: {events}",
        people=found.bound.people,
        events=found.bound.events,
    )


def _left_out(view: View, remark: Remark) -> Text:
    return Text(
        "in none of them, line {line}: {what}", line=_line(view, remark.at), what=remark.text
    )


def _placed(view: View, remark: Remark) -> Text:
    return Text("line {line}: {what}", line=_line(view, remark.at), what=remark.text)


def _line(view: View, at: Path) -> int:
    return view.document.locate(at).line


def draw(page: Page, view: View, example: Example, indent: int) -> None:
    """Draw the people of an example, what each pays and gets, and why it is paid."""
    below: dict[str | None, list[str]] = {}
    for person in example.history.people:
        below.setdefault(person.sponsor, []).append(person.id)
    drawing = _Drawing(view, example, below)
    trees.show(page, list(drawing.branches(None)), indent)
    for line in drawing.reasons():
        page.item("·", line, "", indent)
    page.write(view.speaker.say(drawing.sums()), "", indent, 2)


@dataclass(frozen=True, slots=True)
class _Drawing:
    view: View
    example: Example
    below: dict[str | None, list[str]]

    def branches(self, above: str | None) -> Iterator[trees.Branch]:
        """Yield the people that one person brought; those alike as one."""
        people = self.below.get(above, [])
        for key, group in groupby(people, key=self._alike):
            same = list(group)
            if key is not None and len(same) > _FEW:
                text = Text("{first} to {last}, each", first=same[0], last=same[-1])
                yield trees.Branch((Span(self._say(text), "bold"), *key))
                continue
            for person in same:
                spans = (Span(person, "bold"), *self._does(person))
                yield trees.Branch(spans, tuple(self.branches(person)))

    def _alike(self, person: str) -> tuple[Span, ...] | None:
        return None if person in self.below else self._does(person)

    def _does(self, person: str) -> tuple[Span, ...]:
        history = self.example.history
        told = [self._say(text) for text in self._acts(history, person)]
        got = self.example.paid.to(person)
        spans = [Span("  " + self._say(Text(" · ")).join(told))] if told else []
        if got:
            text = self._say(Text("gets {amount}", amount=self._money(got)))
            spans.append(Span(("  → " if told else "  ") + text, "bold green"))
        return tuple(spans)

    def _acts(self, history: History, person: str) -> Iterator[Text]:
        first = True
        for order in history.orders:
            if order.acting == person:
                yield self._order(order, first)
                first = first and order.flow != "entry"
        for task in history.tasks:
            if task.who == person:
                yield Text("does a task")

    def _order(self, order: Order, first: bool) -> Text:
        amount = self._money(order.amount)
        if order.flow == "entry" and not first:
            return Text("pays {amount} more", amount=amount)
        return _DOES[order.flow](amount)

    def reasons(self) -> Iterator[str]:
        """Yield why each payout is made; many that are alike are told once."""
        told: dict[str, int] = {}
        for payout in self.example.paid.payouts:
            line = self._reason(payout)
            told[line] = told.get(line, 0) + 1
        for line, count in told.items():
            yield line if count == 1 else f"{line} ×{count}"

    def _reason(self, payout: Payout) -> str:
        text = Text(
            "{who} gets {amount}: {how} on {act}{which}",
            who=payout.to,
            amount=self._money(payout.amount),
            how=self._how(payout),
            act=self._act(payout),
            which=self._which(payout),
        )
        return self._say(text)

    def _how(self, payout: Payout) -> Text:
        """Return how it was worked out, and what a cap has left of it."""
        if payout.amount < payout.whole:
            whole = self._money(payout.whole)
            return Text("{how} is {whole}, capped,", how=self._worked_out(payout), whole=whole)
        sharing = self._sharing(payout)
        if sharing > 1:
            how = self._worked_out(payout)
            return Text("one of {count} equal parts of {how}", count=sharing, how=how)
        return self._worked_out(payout)

    def _sharing(self, payout: Payout) -> int:
        """Return among how many a pool was shared, 1 where it is none."""
        if not isinstance(self._form(payout), Pool):
            return 1
        alike = (payout.line, payout.day, payout.rate)
        paid = self.example.paid.payouts
        return sum(1 for each in paid if (each.line, each.day, each.rate) == alike)

    def _form(self, payout: Payout) -> Form | None:
        lines = self.example.terms.lines
        return next((line.form for line in lines if line.index == payout.line), None)

    def _worked_out(self, payout: Payout) -> Text:
        if payout.rate is None:
            return Text("the difference of prices")
        if isinstance(payout.rate, Part) and payout.base is not None:
            rate = self.view.speaker.share(exact(payout.rate.part))
            return Text("{rate} of {base}", rate=rate, base=self._money(payout.base))
        return Text("a fixed sum")

    def _act(self, payout: Payout) -> Text:
        form = self._form(payout)
        if isinstance(form, Members) and payout.base is not None:
            return Text("what {who} has paid in himself", who=payout.to)
        if isinstance(form, Members):
            return _ON["time"](payout.to)
        if isinstance(form, Pool):
            return Text("the orders of the period")
        if payout.event is None or payout.act is None:
            return _ON_ALL
        return _ON[payout.event](self._who(payout.act))

    def _who(self, act: str) -> str:
        history = self.example.history
        who = {order.id: order.acting or "" for order in history.orders}
        who |= {task.id: task.who for task in history.tasks}
        return who.get(act, act)

    def _which(self, payout: Payout) -> Text | str:
        if payout.line is None:
            return ""
        reward = self.view.day.plan.rewards.items[payout.line]
        line = _line(self.view, reward.at)
        if reward.name is None:
            return Text(" (line {line})", line=line)
        name = self.view.speaker.words({key or "": text for key, text in reward.name.texts})
        return Text(" ({name}, line {line})", name=name, line=line)

    def sums(self) -> Text:
        """Return what comes in, what of it from customers, and what goes out."""
        orders = self.example.history.orders
        outside = _sum(order for order in orders if order.flow == "retail")
        paid = _sum(orders)
        if not paid and not self.example.paid.payouts:
            return Text("Nobody pays anything, and nobody is paid.")
        if not self.example.paid.payouts:
            return Text("{paid} comes in, and nothing is paid out.", paid=self._money(paid))
        out = self._money(self.example.paid.total)
        if not paid:
            return Text("Nothing comes in. {out} is paid to participants.", out=out)
        money = {"paid": self._money(paid), "out": out}
        if not outside:
            return Text(
                "{paid} comes in, all of it from participants: nothing is sold to anyone outside. "
                "{out} is paid to them.",
                **money,
            )
        return Text(
            "{paid} comes in, {outside} of it from customers. {out} is paid to participants.",
            outside=self._money(outside),
            **money,
        )

    def _money(self, amount: Fraction) -> str:
        return self.view.speaker.money(amount, self.view.document.scheme.currency)

    def _say(self, text: Text) -> str:
        return self.view.speaker.say(text)


def _sum(orders: Iterable[Order]) -> Fraction:
    return sum((order.amount for order in orders), Fraction(0))
