"""Schemes made up by hypothesis: every key of the format, with what may stand there."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mlmcheck.scheme.fields import RESERVED_RANKS
from mlmcheck.scheme.figures import NOTHING

Tree = Any
Trees = st.SearchStrategy[Any]

AWKWARD = (
    "no",
    "Yes",
    "null",
    "~",
    "true",
    "1e3",
    "012",
    "2016-02-29",
    "a: b",
    "a #b",
    "# c",
    "- d",
    "? e",
    "[x]",
    "{x: y}",
    "x, y",
    "50%",
    ">5",
    "%10",
    "@x",
    "&x",
    "*x",
    "!x",
    "|",
    "`",
    "'",
    '"',
    'it\'s "so"',
    "\\",
    "a\nb",
    "a\n\n  b\n",
    "a\tb",
    " a ",
    "穗工商处字[2019]13号",
    "名称：示例",
    "\u3000",
    "...",
    "---",
    "<<",
    "=",
    "\U0001f4b0",
    "a\u200bb",
    "",
)
"""Texts that YAML, or a careless writer of it, takes for something else."""

_letters = st.characters(
    exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
)
texts = st.one_of(
    st.sampled_from([text for text in AWKWARD if text.strip()]), st.text(_letters, min_size=1)
).filter(lambda text: text.strip() != "")
names = st.one_of(
    texts, st.dictionaries(st.sampled_from(["en", "zh", "zh-Hant", "ko"]), texts, min_size=1)
)
rank_names = names.filter(
    lambda name: RESERVED_RANKS.isdisjoint(name.values() if isinstance(name, dict) else [name])
)


def apart(ranks: list[dict[str, Any]]) -> bool:
    """Whether no two ranks have a name in common."""
    every = [
        {text.strip() for text in (name.values() if isinstance(name, dict) else [name])}
        for name in (rank["name"] for rank in ranks)
    ]
    return sum(map(len, every)) == len(set().union(*every))


RANKS = ("member", "团购代理", "no", "gold, 2nd", "a: b", "1")
SOURCES = ("s1", "no", "title", "2016")

whole = st.integers(0, 10**9)
decimals = st.builds(
    lambda units, cents: f"{units}.{cents}", st.integers(0, 10**6), st.integers(1, 99)
)
amounts = st.one_of(whole.map(str), decimals)
percents = st.one_of(
    st.integers(0, 100).map(lambda n: f"{n}%"),
    st.integers(0, 9999).map(lambda n: f"{n // 100}.{n % 100:02}%"),
    st.tuples(st.integers(0, 99), st.integers(1, 99)).map(
        lambda pair: f"{min(pair)}/{max(pair)}" if max(pair) else "0/1"
    ),
)
multiples = st.one_of(percents, st.integers(0, 1000).map(lambda n: f"{n}%"))


@st.composite
def ranges(draw: st.DrawFn, scalars: Trees, number: Any) -> Tree:
    """A value, or a range of values with its lower end below its upper one."""
    form = draw(st.sampled_from(["one", "one", "about", "low", "high", "both"]))
    if form == "one":
        return draw(scalars)
    if form == "about":
        return {"about": draw(scalars)}
    first, second = sorted(draw(st.tuples(scalars, scalars)), key=number)
    if form == "low":
        return {draw(st.sampled_from(["min", "over"])): first}
    if form == "high":
        if number(second) == 0:
            return {"max": second}
        return {draw(st.sampled_from(["max", "under"])): second}
    if number(first) == number(second):
        return {"min": first, "max": second}
    return {"min": first, draw(st.sampled_from(["max", "under"])): second}


def value(text: str) -> float:
    """About how much a written number is, for putting two in order."""
    if "/" in text:
        upper, lower = text.split("/")
        return int(upper) / int(lower)
    return float(text.rstrip("%")) / 100 if text.endswith("%") else float(text.removesuffix(" USD"))


money = st.one_of(ranges(amounts, value), ranges(amounts.map(lambda a: f"{a} USD"), value))
shares = ranges(percents, value).filter(
    lambda tree: not (isinstance(tree, dict) and value(tree.get("over", "0%")) >= 1)
)
ratios = ranges(multiples, value)
counts = ranges(whole.map(str), value)
levels = st.one_of(st.just("all"), ranges(st.integers(1, 60).map(str), value))
rates = st.one_of(ratios, money)
flags = st.sampled_from(["true", "false"])
every = st.sampled_from(["day", "week", "month", "year"])
dates = st.one_of(
    st.integers(1950, 2030).map(str),
    st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat()),
    st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat()[:7]),
)
ranks = st.sampled_from(RANKS)
flows = st.sampled_from(["entry", "stock", "own-use", "retail", "purchase", "sale"])


def words(*known: str) -> Trees:
    """One word, or a list of words."""
    one = st.sampled_from(known)
    return st.one_of(one, st.lists(one, min_size=1, max_size=3))


def or_none(trees: Trees) -> Trees:
    """A value, or the statement that there is none."""
    return st.one_of(trees, trees, st.just("none"))


def mapping(required: dict[str, Trees], /, **optional: Trees) -> Trees:
    """A mapping with some of its optional keys, and something in it."""
    return st.fixed_dictionaries(required, optional=optional).filter(bool)


_said = {"source": st.sampled_from(SOURCES), "note": texts}
_dated = st.one_of(
    st.just({}),
    dates.map(lambda day: {"from": day}),
    dates.map(lambda day: {"to": day}),
    st.just({"from": "2016", "to": "2017-03"}),
)


def items(required: dict[str, Trees], /, **optional: Trees) -> Trees:
    """An item that may have dates, a source and a note."""
    return st.tuples(mapping(required, **optional, **_said), _dated).map(
        lambda parts: {**parts[0], **parts[1]}
    )


def several(trees: Trees) -> Trees:
    """A short list."""
    return st.lists(trees, min_size=1, max_size=3)


requirements: Trees = st.recursive(
    mapping(
        {},
        rank=ranks,
        purchase=money,
        own_sales=money,
        group_volume=money,
        direct_recruits=counts,
        downline=counts,
        group_units=counts,
        customers=counts,
        legs=counts,
        leg_volume=money,
        leg_rank=ranks,
        per=every,
    ),
    lambda inner: st.fixed_dictionaries({"any": several(inner)}),
    max_leaves=3,
)
payments = items(
    {},
    name=names,
    item=st.sampled_from(["fee", "kit", "goods", "stock", "service", "voucher", "stake", "gift"]),
    amount=money,
    plus=mapping({"amount": money, "per": every}),
    per=every,
    further=money,
    units=counts,
    cumulative=flags,
    value=money,
    claimed_value=money,
    required=st.sampled_from(["rule", "practice", "optional"]),
    opens=words("join", "sell", "recruit", "earn"),
    rank=ranks,
    choice=texts,
    paid_to=st.sampled_from(["company", "upline", "participant"]),
    refund=or_none(mapping({}, rate=shares, days=counts)),
)
prices = st.one_of(money, st.dictionaries(ranks, money, min_size=1))
goods = items(
    {},
    name=names,
    retail_price=prices,
    participant_price=prices,
    market_value=money,
    discount=shares,
)
by_level = st.fixed_dictionaries(
    {"pays": st.dictionaries(st.integers(0, 9).map(str), rates, min_size=1)}
)
by_other = st.one_of(
    st.fixed_dictionaries(
        {"by": st.just("rank"), "pays": st.dictionaries(ranks, rates, min_size=1)},
        optional={"levels": levels},
    ),
    st.fixed_dictionaries(
        {
            "by": st.sampled_from(["group_volume", "downline"]),
            "pays": st.dictionaries(st.integers(0, 9999).map(str), rates, min_size=1),
        }
    ),
    st.fixed_dictionaries({}, optional={"pays": or_none(rates), "levels": levels}),
)
rewards = st.tuples(
    items(
        {
            "for": words(
                "entry", "stock", "own-use", "retail", "purchase", "sale", "recruit", "time"
            )
        },
        name=names,
        of=st.sampled_from(["payment", "retail_price", "commission", "own_payments", "turnover"]),
        form=st.sampled_from(["unilevel", "binary", "matrix", "board", "stair-step", "pool"]),
        width=counts,
        depth=counts,
        compression=flags,
        carry=flags,
        needs=requirements,
        per=every,
        until=ratios,
        cap=mapping({"amount": money}, per=every),
        # One part, as several might come to more than the whole, which is refused.
        funded_by=st.dictionaries(
            st.one_of(flows, st.just("outside")), shares, min_size=1, max_size=1
        ),
    ),
    st.one_of(by_level, by_other),
).map(lambda parts: {**parts[0], **parts[1]})


def guards(**optional: Trees) -> Trees:
    """One safeguard, or that there is none."""
    return or_none(
        items({}, enforced=flags, condition_of=st.sampled_from(["reward", "order"]), **optional)
    )


safeguards = or_none(
    mapping(
        {},
        buy_back=guards(rate=shares, days=counts, covers=words("stock", "kit"), told=flags),
        resale_rule=guards(share=shares, counts=words("retail", "wholesale")),
        customer_rule=guards(customers=counts, per=every),
        retail_floor=guards(of_rewards=shares, of_sales=shares),
        payout_cap=guards(share=shares),
        cancel=guards(rate=shares, days=counts),
        customer_return=guards(rate=shares, days=counts),
    )
)
# A finding of nothing is refused under conduct.
_found = texts.filter(lambda text: str(text).strip().lower() not in NOTHING)
statements = or_none(several(st.one_of(_found, mapping({"text": _found}, **_said))))
_flow = st.one_of(flows, st.sampled_from(["recruit", "time", "commission"]))
sums = or_none(
    st.one_of(
        st.dictionaries(_flow, st.one_of(money, shares), min_size=1, max_size=1),
        st.dictionaries(_flow, money, min_size=2),
        st.tuples(money, _flow, shares).map(lambda drawn: {"total": drawn[0], drawn[1]: drawn[2]}),
    )
)
blocks = mapping(
    {},
    period=mapping({"from": st.just("2016")}, to=st.just("2018-09")),
    place=texts,
    among=texts,
    participants=counts,
    customers=counts,
    active=counts,
    organisations=counts,
    by_rank=st.dictionaries(ranks, counts, min_size=1),
    levels=levels,
    organiser_counted=flags,
    revenue=sums,
    payouts=sums,
    funding=st.dictionaries(flows, shares, min_size=1, max_size=1),
    cost_of_goods=money,
    tenure_months=counts,
    lost=shares,
    gained=shares,
    **_said,
)
_words = st.dictionaries(texts, texts, min_size=1, max_size=3)
ledgers = st.one_of(
    mapping(
        {"file": texts},
        encoding=texts,
        separator=texts,
        columns=_words,
        values=st.dictionaries(texts, _words, min_size=1, max_size=2),
        unit=st.sampled_from(["0.01", "1", "100"]),
        unlisted_buyers=st.sampled_from(["customers", "unknown"]),
    ),
    several(_words),
)
schemes = mapping(
    {
        "mlmcheck": st.just("1"),
        "name": names,
        "currency": st.sampled_from(["CNY", "USD", "LTL"]),
        "sources": st.just({source: {"weight": "finding"} for source in SOURCES}),
    },
    market=words("cn", "no", "us", "us-ca", "eu"),
    period=st.sampled_from([{"from": "2016"}, {"to": "2018-09"}, {"from": "2016-01-02"}]),
    as_of=st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat()),
    stage=st.sampled_from(["proposed", "operating", "ended"]),
    complete=st.just([]),
    compensated_levels=st.just("all"),
    operator=mapping(
        {},
        authorised=or_none(several(items({"kind": texts}, market=st.sampled_from(["cn", "no"])))),
        channel=words("online", "fixed-premises"),
        capital=money,
        contract_written=flags,
    ),
    entry=or_none(several(payments)),
    upkeep=or_none(several(payments)),
    goods=or_none(several(goods)),
    ranks=several(items({"name": rank_names}, requires=requirements)).filter(apart),
    recruiting=mapping({}, direct=counts, emphasis=st.sampled_from(["recruitment", "goods"])),
    rewards=or_none(several(rewards)),
    safeguards=safeguards,
    disclosure=mapping({"typical_earnings": texts}, **_said),
    claims=statements,
    conduct=mapping({}, deception=statements, coercion=statements),
    observed=several(blocks),
    network=mapping({}, participants=ledgers, orders=ledgers, payouts=ledgers),
    assessed=st.dictionaries(
        texts,
        mapping({"answer": st.sampled_from(["yes", "no"]), "by": texts, "source": texts}),
        min_size=1,
        max_size=2,
    ),
    note=texts,
)
"""Trees of texts that the models take as schemes."""
