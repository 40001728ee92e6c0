"""The page of a plan's bounds: the two answers in sentences, what shows them, what is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import IO

from mlmcheck.bound.bounds import Answer, Bound, End
from mlmcheck.bound.witness import Example, Seen, Sums
from mlmcheck.plan.history import Order
from mlmcheck.plan.terms import Remark
from mlmcheck.report.language import Speaker, clean
from mlmcheck.report.layout import Page, Span, cells, page_width, put
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.read import Document
from mlmcheck.text import Text

_FINEST = 10_000
"""Numbers out of 100 are written to a ten-thousandth, rounded away from what they would claim."""

_ROOM = 20
"""Columns that the last column of a table must have at least; else people are listed."""

# The longest stands last: it is what goes on in a further line.
_HEAD = (Text("who"), Text("brought by"), Text("is paid"), Text("pays"))
_NOTHING = Text("nothing")
_DOES: Mapping[str, Callable[[str], Text]] = {
    "entry": lambda amount: Text("{amount} to join or stay", amount=amount),
    "stock": lambda amount: Text("{amount} for stock", amount=amount),
    "own-use": lambda amount: Text("{amount} for own use", amount=amount),
    "retail": lambda amount: Text("a customer of his: {amount}", amount=amount),
}
_WAYS = {
    "entry": Text("payments to stay"),
    "stock": Text("stock that members take"),
    "own-use": Text("what members buy for own use"),
    "retail": Text("sales to customers"),
}


def render(
    document: Document, bound: Bound, speaker: Speaker, file: IO[str], width: int | None = None
) -> None:
    """Print the page; `width` is in columns, None takes that of the terminal."""
    page = Page(page_width(file, width))
    show(page, document, bound, speaker)
    put(page, file)


def show(page: Page, document: Document, bound: Bound, speaker: Speaker) -> None:
    """Write the page."""
    say = speaker.say
    page.write(clean(document.scheme.name.in_language(speaker.language)), "bold")
    page.write(clean(document.file), "dim", 0, 2)
    page.blank()
    for text in (*share_said(bound), *stop_said(bound)):
        page.item("•", say(text))
    _examples(page, bound, speaker)
    page.heading(say(Text("What is taken")))
    for text in taken(bound):
        page.item("•", say(text), "dim")
    for remark in bound.left_out:
        page.item("!", say(_left_out(document, remark)), "yellow")
    page.blank()
    page.write(say(_proof(bound)), "dim")


# The two answers.


def share_said(bound: Bound) -> Iterator[Text]:
    """Yield whose money pays the rewards, of every 100."""
    if bound.share is None:
        yield Text("No reward is named that anybody is paid, so there is no share of rewards.")
        return
    least, most = (end.number for end in bound.share)
    if least == most:
        yield Text(
            "Of every 100 paid out, newcomers' and members' own money pays {share}, whatever "
            "people do.",
            share=_down(least),
        )
    elif least == 0 and most == 1 and not all(_reached(end) for end in bound.share):
        yield Text(
            "Of every 100 paid out, newcomers' and members' own money pays between 0 and 100: "
            "nothing narrower follows from what the file says."
        )
    elif least == 0 and most == 1:
        yield Text(
            "Of every 100 paid out, newcomers' and members' own money may pay anything from 0 to "
            "100: that hangs on what people do, and the plan by itself sets no bound."
        )
    elif least == 0:
        yield Text(
            "Of every 100 paid out, newcomers' and members' own money pays at most {most}, "
            "whatever people do.",
            most=_up(most),
        )
    else:
        yield Text(
            "Of every 100 paid out, newcomers' and members' own money pays at least {least} and "
            "at most {most}, whatever people do.",
            least=_down(least),
            most=_up(most),
        )


def _reached(end: End) -> bool:
    return end.example is not None and end.example.reached


def stop_said(bound: Bound) -> Iterator[Text]:
    """Yield whether payouts can be met once nobody joins, and how nearly."""
    if bound.answer in (Answer.UNKNOWN, Answer.UNPROVEN):
        yield _STOP[bound.answer]
        return
    if not bound.whole:
        yield Text("The file does not fix all that is paid; what follows is of what it does fix.")
    answer = bound.answer
    if bound.share is None and answer is Answer.NOTHING_DUE:
        yield Text("Once nobody new joins, nothing is due, as no reward is paid at all.")
        return
    yield _STOP[answer]
    if bound.covered is None:
        return
    least, most = bound.covered
    if answer in (Answer.NEVER, Answer.RESERVE):
        if most.number == 0:
            yield Text("Nothing comes in then of what is due.")
        else:
            yield Text("Of every 100 then due, at most {most} come in.", most=_up(most.number))
        if bound.reserve is not None:
            yield Text(
                "If all that the members ever paid in were still there, it would last for at most "
                "{months} months.",
                months=_rounded_up(bound.reserve),
            )
    if answer in (Answer.DEPENDS, Answer.OPEN):
        if least.number > 0:
            yield Text(
                "Of every 100 then due, at least {least} come in.", least=_down(least.number)
            )
        ways = list(_ways(most.example))
        if ways and answer is Answer.DEPENDS:
            yield Text("They can, for example, with {ways}.", ways=ways)


_STOP = {
    Answer.NOTHING_DUE: Text(
        "Once nobody new joins, nothing is due any more: all pay is for people who join. Nothing "
        "is owed then, and whoever has had nothing by then gets nothing."
    ),
    Answer.ALWAYS: Text(
        "Once nobody new joins, payouts can be met from what then comes in, whatever people do."
    ),
    Answer.NEVER: Text(
        "Once nobody new joins, payouts cannot be met from what then comes in, whatever people do."
    ),
    Answer.RESERVE: Text(
        "Once nobody new joins, payouts can be met only out of what was paid in before, if it is "
        "still there: what then comes in is not enough, whatever people do."
    ),
    Answer.DEPENDS: Text(
        "Once nobody new joins, it hangs on what people do whether payouts can be met from what "
        "then comes in."
    ),
    Answer.OPEN: Text(
        "Once nobody new joins, it is open whether payouts can be met from what then comes in: no "
        "answer is proven for all that people may do, and small networks do not show both."
    ),
    Answer.UNPROVEN: Text("Whether payouts can be met once nobody new joins could not be proven."),
    Answer.UNKNOWN: Text(
        "The file does not fix what is paid, so nothing can be said of what is due once nobody "
        "new joins."
    ),
}


def _ways(example: Example | None) -> Iterator[Text]:
    if example is None or example.since is None:
        return
    flows = {order.flow for order in example.history.orders if order.day >= example.since}
    yield from (text for flow, text in _WAYS.items() if flow in flows)


def _down(share: Fraction) -> Fraction:
    return Fraction(floor(share * 100 * _FINEST), _FINEST)


def _up(share: Fraction) -> Fraction:
    return _rounded_up(share * 100)


def _rounded_up(number: Fraction) -> Fraction:
    return Fraction(ceil(number * _FINEST), _FINEST)


# What shows them.


def _examples(page: Page, bound: Bound, speaker: Speaker) -> None:
    if bound.share is not None:
        least, most = bound.share
        titles = [
            Text("Where newcomers' money pays most"),
            Text("Where newcomers' money pays least"),
            Text("Where newcomers' money may pay most, and may pay least"),
        ]
        _ends(page, bound.plan, (most, least), titles, speaker)
    if bound.covered is not None:
        titles = [
            Text("Where least of what is due comes in, once nobody joins"),
            Text("Where most of what is due comes in, once nobody joins"),
            Text("What is due and what comes in, once nobody joins"),
        ]
        least, most = bound.covered
        if least.number == most.number:
            titles[0] = titles[2]
        _ends(page, bound.plan, bound.covered, titles, speaker)


def _ends(
    page: Page, plan: Plan, ends: tuple[End, End], titles: Sequence[Text], speaker: Speaker
) -> None:
    """Write the network of each end, or the one that both ends have; its title is the last."""
    first, second = (end.example for end in ends)
    if ends[0].number == ends[1].number:
        second = None
    if first is not None and second is not None and _same(first, second):
        page.heading(speaker.say(titles[2]))
        _example(page, plan, first, speaker)
        if isinstance(first.sums, Sums):
            page.write(speaker.say(_either(plan, first.sums, speaker)), "", 2)
        if not (first.reached and second.reached):
            page.write(speaker.say(_NOT_BOTH), "dim", 2)
        return
    for example, title in zip((first, second), titles, strict=False):
        if example is not None:
            page.heading(speaker.say(title))
            _example(page, plan, example, speaker)
            if not example.reached:
                page.write(speaker.say(_NOT_REACHED), "dim", 2)


_NOT_REACHED = Text(
    "The bound itself is not shown by so small a network; it may need many more people, or may "
    "never quite be reached."
)
_NOT_BOTH = Text(
    "No small network was found that comes nearer to either bound; that may need many more people, "
    "or a bound may never quite be reached."
)


def _same(one: Example, other: Example) -> bool:
    return one.history == other.history and one.paid == other.paid


def _either(plan: Plan, sums: Sums, speaker: Speaker) -> Text:
    """Say what newcomers' money can and must have paid where it is not fixed which money pays."""
    return Text(
        "It is not fixed whose money pays: newcomers' money may have paid as much as {most} of it, "
        "or as little as {least}.",
        most=_money(plan, sums.most * sums.rewards, speaker),
        least=_money(plan, sums.least * sums.rewards, speaker),
    )


def _example(page: Page, plan: Plan, example: Example, speaker: Speaker) -> None:
    say = speaker.say
    if example.since is not None:
        page.write(
            say(
                Text(
                    "Nobody joins from {day} on. What was paid before is left out.",
                    day=example.since,
                )
            ),
            "dim",
        )
    nobody = say(Text("nobody"))
    rows = [
        (
            person.id,
            person.sponsor or nobody,
            _money(plan, _got(example, person.id), speaker),
            _paid_by(plan, example, person.id, speaker),
        )
        for person in example.history.people
    ]
    own = [o for o in _orders(example) if o.flow == "retail" and o.seller is None]
    total = sum((order.amount for order in own), Fraction(0))
    customers = say(
        Text("the company's own customers: {amount}", amount=_money(plan, total, speaker))
    )
    head = [say(each) for each in _HEAD]
    widths = [max(cells(row[place]) for row in (head, *rows)) for place in range(len(head) - 1)]
    if page.width - sum(widths) - 2 * len(head) < _ROOM:
        for who, sponsor, paid, pays in rows:
            text = Text(
                "{who}, brought by {sponsor}: pays {pays}; is paid {paid}",
                who=who,
                sponsor=sponsor,
                pays=pays,
                paid=paid,
            )
            page.item("•", say(text), "", 2)
        if own:
            page.item("•", customers, "", 2)
    else:
        if own:
            rows.append(("–", "", "", customers))
        table = [[Span(each, "dim") for each in head]]
        page.table([*table, *([Span(each) for each in row] for row in rows)], 2)
    page.write(say(_summed(plan, example, speaker)), "", 2)


def _summed(plan: Plan, example: Example, speaker: Speaker) -> Text:
    sums = example.sums
    if isinstance(sums, Seen):
        return Text(
            "due: {due}; coming in: {income}",
            due=_money(plan, sums.due, speaker),
            income=_money(plan, sums.income, speaker),
        )
    assert isinstance(sums, Sums)
    return Text(
        "paid out: {rewards}; newcomers' money: {newcomers}; others' money: {others}",
        rewards=_money(plan, sums.rewards, speaker),
        newcomers=_money(plan, sums.newcomers, speaker),
        others=_money(plan, sums.others, speaker),
    )


def _orders(example: Example) -> Iterator[Order]:
    for order in example.history.orders:
        if example.since is None or order.day >= example.since:
            yield order


def _paid_by(plan: Plan, example: Example, person: str, speaker: Speaker) -> str:
    sums: dict[str, Fraction] = {}
    for order in _orders(example):
        if order.acting == person:
            sums[order.flow] = sums.get(order.flow, Fraction(0)) + order.amount
    told = [
        speaker.say(_DOES[flow](_money(plan, amount, speaker))) for flow, amount in sums.items()
    ]
    return speaker.listed(told) if told else speaker.say(_NOTHING)


def _got(example: Example, person: str) -> Fraction:
    return sum(
        (
            each.amount
            for each in example.paid.payouts
            if each.to == person
            and each.line is not None
            and (example.since is None or each.day >= example.since)
        ),
        Fraction(0),
    )


def _money(plan: Plan, amount: Fraction, speaker: Speaker) -> str:
    return speaker.money(amount, plan.scheme.currency)


# What is taken, and the proof.


def taken(bound: Bound) -> Iterator[Text]:
    """Yield what the bounds rest on besides the lines of the plan."""
    premises = bound.premises
    # Of a list that is whole, what comes again may still be paid without end.
    whole = (bound.plan.entry.closed, premises.upkeep_whole, premises.rewards_whole)
    names = ("entry", "upkeep", "rewards")
    left_open = [name for name, closed in zip(names, whole, strict=True) if not closed]
    if left_open:
        yield Text(
            "The file does not say that these of its lists are complete: {sections}. What they may "
            "leave out counts as possible.",
            sections=left_open,
        )
    if premises.others_pay:
        yield Text("Money of others may pay rewards: of customers, of the company, from outside.")
    else:
        yield Text("Nobody but participants pays; what they have not paid in cannot be paid out.")
    yield Text(
        "Everybody but those at the top is brought in by somebody who is in, and pays what is "
        "asked on the day he joins. What those at the top paid before is not counted."
    )
    if premises.purchases_count:
        yield Text(
            "What participants buy or pay to stay counts as paid for taking part: the plan makes "
            "or may make them, or pays for it."
        )
    else:
        yield Text(
            "Purchases that nothing hangs on and nothing is paid for do not count as paid for "
            "taking part."
        )
    if premises.goods and bound.covered is not None:
        yield Text("What comes in is counted before what the goods cost.")
    if any(goods.supplied_by == "upline" for goods in bound.plan.goods.items):
        yield Text("Differences of prices among participants are no rewards and are left out.")


def _left_out(document: Document, remark: Remark) -> Text:
    line = document.locate(remark.at).line
    return Text("left out, line {line}: {what}", line=line, what=remark.text)


def _proof(bound: Bound) -> Text:
    ends = [end for pair in (bound.share, bound.covered) if pair is not None for end in pair]
    if all(end.optimum is not None for end in ends):
        return Text(
            "Each bound is the optimum of a linear program, proven in exact numbers. --format "
            "json has the programs and the proofs."
        )
    return Text(
        "A bound for which no proof was found is the widest there can be. --format json says which."
    )
