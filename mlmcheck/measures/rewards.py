"""What rewards exist for: heads, entry payments, the downline's purchases and sales, time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlmcheck.facts import Basis, Evidence, Fact
from mlmcheck.interval import FALSE, TRUE, Truth, all_of
from mlmcheck.measures.alleged import with_alleged
from mlmcheck.measures.lines import (
    NO,
    PURCHASES,
    UNKNOWN,
    YES,
    Hinge,
    closing,
    denied,
    first_packs,
    furthest,
    hinges,
    level_place,
    paid_above,
    paid_to_participants,
    price_hinges,
    price_spread,
)
from mlmcheck.measures.paid import shown_by_figures, shown_by_payouts
from mlmcheck.measures.returns import may_return
from mlmcheck.plan.reach import Ceiling, ceiling, pays_something
from mlmcheck.scheme.model import Reward
from mlmcheck.scheme.plan import Plan
from mlmcheck.scheme.quantity import Money, Stated
from mlmcheck.text import Text

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary

HEADCOUNT = "reward.on_headcount"
ENTRY = "reward.on_entry"
PURCHASED = "reward.on_downline_purchases"
SOLD = "reward.on_downline_sales"
TIME = "reward.on_time"
REFERRAL = "reward.on_customer_referral"
DOWNLINE = "reward.on_downline"
OTHERS = "reward.on_others"

_PARTS = (HEADCOUNT, ENTRY, PURCHASED, SOLD, TIME)
_DENIED_BY: dict[str, tuple[frozenset[str], ...]] = {
    # A denial of each flow that the fact is about; a union denies all its flows.
    ENTRY: (frozenset(["entry"]),),
    PURCHASED: (
        frozenset(["stock", "purchase", "sale"]),
        frozenset(["own-use", "purchase", "sale"]),
    ),
    SOLD: (frozenset(["retail", "sale"]),),
    TIME: (frozenset(["time"]),),
}
_SPREAD = Text("uplines earn on the difference of prices between ranks")
_UNION = Text("bought or sold by the downline: paid to somebody above either way")
_PERFORMANCE = Text("paid on what somebody below does")
_CHAIN = Text("paid when a recruit is paid, and so on what the recruit is paid for")
_SEATS = Text("pays once enough people have come in")
_SAID_NOT_TO_EXIST = Text("said not to exist")


class _Found:
    """What the lines of a plan show to exist, and what they leave room for."""

    __slots__ = ("computed", "maybe", "sure")

    def __init__(self) -> None:
        self.sure: dict[str, list[Evidence]] = {}
        self.maybe: dict[str, list[Evidence]] = {}
        self.computed: set[str] = set()
        """Facts that no line says in so many words, though they follow."""

    def note(self, name: str, truth: Truth, *evidence: Evidence, follows: bool = False) -> None:
        if truth is NO:
            return
        if truth is UNKNOWN:
            self.maybe.setdefault(name, []).extend(evidence)
            return
        first = name not in self.sure
        self.sure.setdefault(name, []).extend(evidence)
        if follows and first:
            self.computed.add(name)
        elif not follows:
            self.computed.discard(name)


def rewards(plan: Plan, summary: Summary | None) -> tuple[Fact, ...]:
    """Return what rewards exist for, as the plan promises it and as it was paid.

    True on one line of the plan; false only where the list of rewards is closed, or denies it, and
    no line of unknown kind can be it. `reward.on_downline` and `reward.on_others` are given where
    they are certain although the facts they consist of are not. What was paid only ever adds.
    """
    top = ceiling(plan)
    paying = [reward for reward in plan.rewards.items if pays_something(reward)]
    found = _Found()
    for reward in paying:
        _look(plan, reward, paying, top, found)
    _first_pack(plan, found)
    _unnamed_pay(plan, found)
    _levels_stated(plan, found)
    facts = _facts(plan, found)
    referral = _customer_referral(plan, paying)
    if referral is not None:
        facts.append(referral)
    facts.extend(shown_by_figures(plan))
    if summary is not None:
        facts.extend(shown_by_payouts(plan, summary))
    if not (plan.rewards.alleged or plan.ranks.alleged):
        return tuple(facts)
    return with_alleged(facts, _alleged(plan, paying, top))


def _look(plan: Plan, reward: Reward, paying: list[Reward], top: Ceiling, found: _Found) -> None:
    """Note what one line shows."""
    for_ = Evidence((*reward.at, "for"), source=reward.source)
    for trigger in reward.for_:
        above = paid_above(reward, trigger, top)
        if trigger == "entry":
            _entry(reward, above, for_, found)
        elif trigger == "recruit":
            found.note(HEADCOUNT, above, for_)
        elif trigger in PURCHASES:
            found.note(PURCHASED, above, for_, *_place(reward))
        elif trigger == "retail":
            found.note(SOLD, above, for_, *_place(reward))
        elif trigger == "sale":
            _sale(reward, top, for_, found)
        elif trigger == "time":
            _time(reward, above, for_, found)
        elif trigger == "task":
            found.note(DOWNLINE, above, _noted(for_, _PERFORMANCE), follows=True)
            _leave_open(found, above, for_, PURCHASED, SOLD)
        elif trigger == "reward" and above is YES:
            _chain(reward, paying, top, found)
        else:
            _leave_open(found, above, for_, HEADCOUNT, ENTRY, PURCHASED, SOLD)
    own = may_return(plan, reward)
    if own is not None:
        found.note(TIME, UNKNOWN, Evidence(own, source=reward.source))
    hangs = hinges(plan, reward)
    found.note(HEADCOUNT, hangs.heads.truth, *hangs.heads.evidence)
    if hangs.volume.truth is not NO:
        found.note(DOWNLINE, hangs.volume.truth, *hangs.volume.evidence, follows=True)
        _leave_open(found, hangs.volume.truth, for_, PURCHASED, SOLD)


def _place(reward: Reward) -> tuple[Evidence, ...]:
    at = level_place(reward)
    return () if at[-1] == "for" else (Evidence(at, source=reward.source),)


def _noted(evidence: Evidence, note: Text) -> Evidence:
    return Evidence(evidence.path, note=note, source=evidence.source)


def _leave_open(found: _Found, truth: Truth, evidence: Evidence, *names: str) -> None:
    """Note that something may be, where another thing is or may be."""
    if truth is not NO:
        for name in names:
            found.note(name, UNKNOWN, evidence)


def _entry(reward: Reward, above: Truth, for_: Evidence, found: _Found) -> None:
    """Note a reward on a newcomer's entry payment."""
    found.note(ENTRY, above, for_)
    if above is YES:
        _heads_by_form(reward, for_, found)
    else:
        _leave_open(found, above, for_, HEADCOUNT)


def _heads_by_form(reward: Reward, for_: Evidence, found: _Found) -> None:
    """Note whether pay on entry payments is pay for their number as well."""
    form = Evidence((*reward.at, "form"), source=reward.source)
    if reward.form == "board":
        found.note(HEADCOUNT, YES, _noted(form, _SEATS), follows=True)
    elif reward.form in ("binary", "matrix"):
        found.note(HEADCOUNT, UNKNOWN, form)
    elif reward.pays is None or any(isinstance(rate, Money) for _, rate in reward.rates()):
        # So much a head, for all that is known, and no share of what each one pays.
        place = (
            for_ if reward.pays is None else Evidence((*reward.at, "pays"), source=reward.source)
        )
        found.note(HEADCOUNT, UNKNOWN, place)


def _sale(reward: Reward, top: Ceiling, for_: Evidence, found: _Found) -> None:
    """Note a reward on orders of which nobody says who places them."""
    bought, sold = paid_above(reward, "purchase", top), paid_above(reward, "retail", top)
    either = all_of([bought, sold])
    found.note(DOWNLINE, either, _noted(for_, _UNION), *_place(reward), follows=True)
    _leave_open(found, bought, for_, PURCHASED)
    _leave_open(found, sold, for_, SOLD)


def _time(reward: Reward, above: Truth, for_: Evidence, found: _Found) -> None:
    own = reward.of in (None, "own_payments", "payment")
    found.note(TIME, YES if own else UNKNOWN, for_)
    if above is not NO:
        found.note(OTHERS, above, *_place(reward), follows=True)
        # What is paid for each member's time grows with their number.
        _leave_open(found, above, for_, HEADCOUNT, ENTRY, PURCHASED, SOLD)


def _chain(reward: Reward, paying: list[Reward], top: Ceiling, found: _Found) -> None:
    """Note a reward on another's reward: it is paid on whatever that one is paid on.

    What a recruit is paid for his own act is, for his upline, the downline's act.
    """
    for_ = Evidence((*reward.at, "for"), note=_CHAIN, source=reward.source)
    found.note(OTHERS, YES, for_, follows=True)
    named = False
    for other in paying:
        base = Evidence((*other.at, "for"), source=other.source)
        if other.form == "pool":
            # Whoever joins may share in it, and his upline is paid on what he gets.
            _leave_open(found, YES, for_, HEADCOUNT)
        for trigger in other.for_:
            if trigger == "reward":
                continue
            named = True
            if _paid_above_anyhow(other, trigger, top):
                continue
            if trigger == "retail":
                found.note(SOLD, _pays_participants(other, top), for_, base, follows=True)
            elif trigger in PURCHASES:
                found.note(PURCHASED, YES, for_, base, follows=True)
            elif trigger == "entry":
                found.note(ENTRY, YES, for_, base, follows=True)
            elif trigger == "recruit":
                found.note(HEADCOUNT, YES, for_, base, follows=True)
            elif trigger == "time":
                _leave_open(found, YES, for_, HEADCOUNT, ENTRY, PURCHASED, SOLD)
            else:
                certain = YES if trigger == "task" else _pays_participants(other, top)
                found.note(DOWNLINE, certain, for_, base, follows=True)
                _leave_open(found, YES, for_, PURCHASED, SOLD)
    if not named:
        _leave_open(found, YES, for_, HEADCOUNT, ENTRY, PURCHASED, SOLD)


def _paid_above_anyhow(other: Reward, trigger: str, top: Ceiling) -> bool:
    """Return whether the other reward pays somebody above by itself: then a chain adds nothing."""
    if trigger == "sale":
        return paid_above(other, "purchase", top) is paid_above(other, "retail", top) is YES
    return paid_above(other, trigger, top) is YES


def _pays_participants(reward: Reward, top: Ceiling) -> Truth:
    """Return whether a participant is paid on a retail sale, and not the customer alone."""
    least, greatest = furthest(reward, top.retail)
    if least >= 1:
        return YES
    return NO if greatest < 1 else UNKNOWN


def _first_pack(plan: Plan, found: _Found) -> None:
    """Leave pay on entry open where pay on the downline's orders may be paid on the first of them.

    A pack of goods that must be taken to take part is an order as well.
    """
    if not (PURCHASED in found.sure or PURCHASED in found.maybe):
        return
    for pack in first_packs(plan):
        found.note(ENTRY, UNKNOWN, Evidence((*pack.at, "item"), source=pack.source))


def _unnamed_pay(plan: Plan, found: _Found) -> None:
    """Note pay that no line calls a reward: price spread, and money passed up the line."""
    spread = price_spread(plan)
    if spread.truth is not NO:
        first, *rest = spread.evidence or (Evidence(("goods",)),)
        found.note(PURCHASED, spread.truth, _noted(first, _SPREAD), *rest, follows=True)
    entry = paid_to_participants(plan.entry.items, spread.truth)
    _note_hinge(found, ENTRY, entry)
    upkeep = paid_to_participants(plan.upkeep.items, spread.truth)
    if upkeep.truth is not NO:
        _note_hinge(found, OTHERS, upkeep)
        place = Evidence(("upkeep",))
        _leave_open(found, YES, place, PURCHASED)
        if "entry" not in denied(plan):
            # The first of them may be what one pays to come in.
            _leave_open(found, YES, place, ENTRY)
    price = price_hinges(plan)
    found.note(HEADCOUNT, price.heads.truth, *price.heads.evidence)
    _leave_open(found, price.volume.truth, Evidence(("goods",)), PURCHASED, SOLD)


def _note_hinge(found: _Found, name: str, hinge: Hinge) -> None:
    found.note(name, hinge.truth, *hinge.evidence, follows=True)


def _levels_stated(plan: Plan, found: _Found) -> None:
    """Note what the number of levels says that all rewards together have."""
    levels = plan.scheme.compensated_levels
    # Of two levels one may be the seller of a retail sale; the other stands above him.
    if levels is not None and levels.range.lo >= 2:
        found.note(OTHERS, YES, Evidence(("compensated_levels",)), follows=True)


def _facts(plan: Plan, found: _Found) -> list[Fact]:
    denials = denied(plan)
    closed = plan.rewards.closed
    end = closing(plan, "rewards") if closed else ()
    facts: list[Fact] = []
    for name in _PARTS:
        sure = found.sure.get(name)
        if sure is not None:
            basis = Basis.COMPUTED if name in found.computed else Basis.DECLARED
            facts.append(Fact(name, TRUE, basis, tuple(sure)))
        elif name in found.maybe:
            continue
        elif closed:
            facts.append(Fact(name, FALSE, Basis.COMPUTED, end))
        elif denials:
            denial = _denial(name, denials)
            if denial:
                facts.append(Fact(name, FALSE, Basis.DECLARED, denial))
    if DOWNLINE in found.sure and not (PURCHASED in found.sure or SOLD in found.sure):
        facts.append(Fact(DOWNLINE, TRUE, Basis.COMPUTED, tuple(found.sure[DOWNLINE])))
    if OTHERS in found.sure and not any(
        name in found.sure for name in (DOWNLINE, PURCHASED, SOLD, ENTRY, HEADCOUNT)
    ):
        facts.append(Fact(OTHERS, TRUE, Basis.COMPUTED, tuple(found.sure[OTHERS])))
    return facts


def _denial(name: str, denials: dict[str, Reward]) -> tuple[Evidence, ...]:
    """Return the denials that leave no room for the fact, nothing where there is room."""
    evidence: list[Evidence] = []
    for words in _DENIED_BY.get(name, ()):
        denial = next((denials[word] for word in sorted(words) if word in denials), None)
        if denial is None:
            return ()
        evidence.append(Evidence((*denial.at, "pays"), source=denial.source))
    return tuple(evidence)


def _customer_referral(plan: Plan, paying: list[Reward]) -> Fact | None:
    """Return whether a customer may be thanked for another: retail, one level, nothing to buy."""
    entry = plan.entry
    free = entry.closed and all(
        payment.amount is not None and payment.amount.range.hi == 0 for payment in entry.items
    )
    evidence: list[Evidence] = []
    possible = not plan.rewards.closed
    for reward in paying:
        if not ("retail" in reward.for_ or "sale" in reward.for_):
            continue
        least, greatest = furthest(reward)
        if greatest < 1:
            continue
        if reward.for_ == ("retail",) and free and reward.needs is None and least == greatest == 1:
            evidence.append(Evidence((*reward.at, "for"), source=reward.source))
        else:
            possible = True
    if evidence:
        return Fact(REFERRAL, TRUE, Basis.COMPUTED, tuple(evidence))
    if possible:
        return None
    return Fact(REFERRAL, FALSE, Basis.COMPUTED, closing(plan, "rewards"))


# What is only alleged.


def _alleged(plan: Plan, paying: list[Reward], top: Ceiling) -> dict[str, list[Evidence]]:
    """Return what lines and ranks that rest on no deciding source speak of."""
    said = _Found()
    for reward in plan.rewards.alleged:
        if isinstance(reward.pays, Stated):
            evidence = Evidence((*reward.at, "pays"), note=_SAID_NOT_TO_EXIST, source=reward.source)
            for name in _spoken_of(reward):
                said.note(name, UNKNOWN, evidence)
        elif pays_something(reward):
            _look(plan, reward, [*paying, reward], top, said)
    _first_pack(plan, said)
    for rank in plan.ranks.alleged:
        asked = rank.requires
        if asked is not None and any(
            (asked.direct_recruits, asked.downline, asked.group_units, asked.legs)
        ):
            place = Evidence((*rank.at, "requires"), source=rank.source)
            said.note(HEADCOUNT, UNKNOWN, place)
    names = {**said.maybe, **said.sure}
    return {
        name: _unique([*said.sure.get(name, ()), *said.maybe.get(name, ())])
        for name in sorted(names)
    }


def _spoken_of(denial: Reward) -> list[str]:
    """Return the facts that a denial is about."""
    words = set(denial.for_)
    names = [name for name, groups in _DENIED_BY.items() if any(words & group for group in groups)]
    return [HEADCOUNT, *names] if "recruit" in words else names


def _unique(evidence: list[Evidence]) -> list[Evidence]:
    found: list[Evidence] = []
    for each in evidence:
        if each not in found:
            found.append(each)
    return found
