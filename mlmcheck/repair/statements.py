"""Edits of what the operator does: licences, contracts, where it sells, its words and prices."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mlmcheck.interval import INFINITY
from mlmcheck.repair.catalogue import Draft
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.raws import called, money, own_word
from mlmcheck.repair.tree import Add, Op, Put, value_at
from mlmcheck.scheme.model import Statement
from mlmcheck.scheme.quantity import Stated
from mlmcheck.text import Money, Text

_FLAGS: tuple[tuple[str, str, str, str, Text], ...] = (
    (
        "operator.contract_written",
        "contract_written",
        "true",
        "write-contract",
        Text("make a written contract with every participant"),
    ),
    (
        "operator.training_free",
        "training_free",
        "true",
        "make-training-free",
        Text("make training free"),
    ),
    (
        "operator.local_office",
        "local_office",
        "true",
        "open-local-office",
        Text("open an office in the country"),
    ),
    (
        "operator.grievance_officer",
        "grievance_officer",
        "true",
        "name-grievance-officer",
        Text("name a grievance officer"),
    ),
    (
        "operator.barred_people",
        "barred_people",
        "false",
        "check-who-joins",
        Text("enrol nobody whom the law bars, and check it"),
    ),
)
"""A fact, the key under `operator` that says it, what it should say, and the edit."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the edits of the operator, of what is promised, and of the goods."""
    yield from _operator(draft)
    yield from _promises(draft)
    yield from _recruiting(draft)
    yield from _goods(draft)


def _operator(draft: Draft) -> Iterator[Edit]:
    operator = draft.scheme.operator
    if not draft.vouched(operator):
        return
    own: tuple[Op, ...] = () if operator is None else own_word(operator)
    for fact, key, value, kind, text in _FLAGS:
        known = getattr(operator, key) if operator is not None else None
        if draft.asks(fact) and known is not (value == "true"):
            at = ("operator", key)
            yield Edit(kind, text, at, (Put(at, value), *own))
    if draft.asks("net.sells_in_person"):
        channel = operator.channel if operator is not None else None
        if channel is None or "outside-premises" in channel:
            at = ("operator", "channel")
            text = Text("sell online only, and nowhere outside fixed premises")
            yield Edit("sell-from-fixed-premises-or-online", text, at, (Put(at, "online"), *own))
    held = operator.authorised if operator is not None else None
    kinds = {one.kind for one in held} if isinstance(held, tuple) else set()
    for word, law in draft.limits.licences:
        if word not in kinds:
            at = ("operator", "authorised")
            text = Text(
                "get the licence, registration or filing {kind} of {law} before starting",
                kind=word,
                law=law,
            )
            yield Edit("get-licence", text, at, (Add(at, {"kind": word, "market": law}), *own))
    for amount in draft.limits.money("operator.capital", draft.scheme.currency):
        known = operator.capital if operator is not None else None
        if known is None or known.range.lo < amount:
            at = ("operator", "capital")
            text = Text(
                "pay up a capital of {amount}",
                amount=Money(Fraction(amount), draft.scheme.currency),
            )
            yield Edit("raise-capital", text, at, (Put(at, money(amount)), *own))


def _promises(draft: Draft) -> Iterator[Edit]:
    claims = draft.scheme.claims
    # What a source found to have been said stays said.
    own_claims = claims is None or (isinstance(claims, tuple) and all(map(_own, claims)))
    if draft.asks("promo.income_claims") and own_claims:
        text = Text("promise no earnings, and stop showing any")
        yield Edit("drop-income-claims", text, ("claims",), (Put(("claims",), "none"),))
    disclosure = draft.scheme.disclosure
    if draft.asks("earn.disclosed") and draft.vouched(disclosure):
        known = disclosure.typical_earnings if disclosure is not None else None
        if known is None or isinstance(known, Stated):
            at = ("disclosure", "typical_earnings")
            text = Text("tell prospects what typical participants earn")
            said = "the median and the mean of all participants, those without pay included"
            own = () if disclosure is None else own_word(disclosure)
            yield Edit("disclose-earnings", text, at, (Put(at, said), *own))
    recruiting = draft.scheme.recruiting
    emphasis = recruiting.emphasis if recruiting is not None else None
    asked = draft.asks("promo.recruitment_emphasis") and draft.vouched(recruiting)
    if asked and emphasis != "goods":
        own = () if recruiting is None else own_word(recruiting)
        at = ("recruiting", "emphasis")
        text = Text("promote the goods, and not the bringing in of people")
        yield Edit("promote-goods", text, at, (Put(at, "goods"), *own))


def _recruiting(draft: Draft) -> Iterator[Edit]:
    """Yield that nobody but the company brings participants in."""
    recruiting = draft.scheme.recruiting
    known = recruiting.direct if recruiting is not None else None
    if not (draft.asks("net.sponsorship") and draft.vouched(recruiting)):
        return
    at = ("recruiting", "direct")
    ops: list[Op] = [] if known is not None and known.range.hi == 0 else [Put(at, "0")]
    entry = draft.scheme.entry
    for item in entry if isinstance(entry, tuple) else ():
        rights = [right for right in item.opens or () if right != "recruit"]
        if rights and len(rights) < len(item.opens or ()) and draft.mine(item):
            ops += [Put((*item.at, "opens"), rights), *own_word(item)]
    if ops:
        text = Text("let nobody but the company bring participants in")
        own = () if recruiting is None else own_word(recruiting)
        yield Edit("company-recruits-only", text, at, (*ops, *own))


def _own(claim: Statement) -> bool:
    return claim.source is None


def _goods(draft: Draft) -> Iterator[Edit]:
    goods = draft.scheme.goods
    for item in goods if isinstance(goods, tuple) else ():
        if not draft.mine(item):
            continue
        prices = item.participant_price.by_rank if item.participant_price is not None else ()
        tiers = len(prices) > 1
        if item.supplied_by == "upline" or tiers:
            ops: list[Op] = [*own_word(item)]
            if item.supplied_by != "company":
                ops.append(Put((*item.at, "supplied_by"), "company"))
            if tiers:
                raw = value_at(draft.document.marks.root, (*item.at, "participant_price"))
                assert isinstance(raw, dict)
                ops.append(Put((*item.at, "participant_price"), next(iter(raw.values()))))
            text = Text(
                "supply {name} from the company, to every participant at one price",
                name=called(item),
            )
            yield Edit("sell-at-one-price", text, item.at, tuple(ops))
        market = item.market_value
        if draft.limits.of("goods.price_to_market") and market is not None:
            price = item.retail_price.by_rank if item.retail_price is not None else ()
            dear = any(one.range.hi > market.range.lo for _, one in price)
            if dear and market.range.is_point and market.range.lo != INFINITY:
                raw = value_at(draft.document.marks.root, (*item.at, "market_value"))
                text = Text("sell {name} at what the like costs elsewhere", name=called(item))
                ops = [Put((*item.at, "retail_price"), raw), *own_word(item)]
                yield Edit("lower-price", text, item.at, tuple(ops))
