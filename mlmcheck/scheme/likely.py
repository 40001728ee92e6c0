"""What people write where the format has another word: the likely meant key, word or name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u00ad"))

_KEYS: Mapping[str, tuple[str, ...]] = {
    "country": ("market",),
    "countries": ("market",),
    "law": ("market",),
    "laws": ("market",),
    "jurisdiction": ("market",),
    "markets": ("market",),
    "title": ("name", "text"),
    "label": ("name",),
    "id": ("name",),
    "date": ("as_of", "from"),
    "day": ("as_of", "days"),
    "start": ("from",),
    "since": ("from",),
    "begin": ("from",),
    "until": ("to",),
    "end": ("to",),
    "type": ("item", "kind", "form"),
    "category": ("item", "kind"),
    "price": ("amount", "retail_price"),
    "cost": ("amount",),
    "sum": ("amount",),
    "value": ("amount", "market_value"),
    "fee": ("amount",),
    "amount": ("pays",),
    "rate": ("pays", "share"),
    "rates": ("pays",),
    "percent": ("pays", "rate", "share"),
    "percentage": ("pays", "rate", "share"),
    "commission": ("pays", "rewards"),
    "commissions": ("rewards",),
    "bonus": ("pays",),
    "bonuses": ("rewards",),
    "reward": ("rewards", "pays"),
    "trigger": ("for",),
    "event": ("for",),
    "depth": ("levels",),
    "level": ("levels",),
    "requires": ("needs",),
    "condition": ("needs",),
    "conditions": ("needs", "requires"),
    "needs": ("requires",),
    "rank": ("name",),
    "grades": ("ranks",),
    "joining-fee": ("entry",),
    "entry-fee": ("entry",),
    "join": ("entry",),
    "fees": ("entry",),
    "maintenance": ("upkeep",),
    "product": ("goods",),
    "products": ("goods",),
    "members": ("participants",),
    "people": ("participants",),
    "buyers": ("customers",),
    "figures": ("observed",),
    "facts": ("observed",),
    "comment": ("note",),
    "comments": ("note",),
    "notes": ("note",),
    "description": ("note",),
    "references": ("sources",),
    "refunds": ("refund",),
    "guards": ("safeguards",),
    "refund": ("buy_back",),
    "path": ("file",),
    "名称": ("name",),
    "市场": ("market",),
    "货币": ("currency",),
    "来源": ("source", "sources"),
    "备注": ("note",),
    "奖励": ("rewards",),
    "级别": ("ranks", "rank"),
    "商品": ("goods",),
    "金额": ("amount",),
}

_WORDS: Mapping[str, tuple[str, ...]] = {
    "no": ("optional",),
    "false": ("optional", "no"),
    "yes": ("rule",),
    "true": ("rule", "yes"),
    "mandatory": ("rule",),
    "required": ("rule",),
    "voluntary": ("optional",),
    "daily": ("day",),
    "weekly": ("week",),
    "monthly": ("month",),
    "mo": ("month",),
    "yearly": ("year",),
    "annual": ("year",),
    "annually": ("year",),
    "annum": ("year",),
    "日": ("day",),
    "周": ("week",),
    "月": ("month",),
    "年": ("year",),
    "recruitment": ("recruit", "recruitment"),
    "recruiting": ("recruit", "recruitment"),
    "headcount": ("recruit",),
    "head-count": ("recruit",),
    "referral": ("recruit",),
    "sponsoring": ("recruit",),
    "joining": ("entry", "join"),
    "signup": ("join", "recruit"),
    "sign-up": ("join", "recruit"),
    "registration": ("join", "recruit"),
    "entry-fee": ("entry",),
    "注册": ("join", "recruit"),
    "拉新": ("recruit",),
    "拉人头": ("recruit",),
    "入会": ("join", "entry"),
    "进货": ("stock",),
    "自用": ("own-use",),
    "零售": ("retail",),
    "consumption": ("own-use",),
    "internal-consumption": ("own-use",),
    "personal-use": ("own-use",),
    "self-use": ("own-use",),
    "inventory": ("stock",),
    "stocking": ("stock",),
    "customer": ("retail",),
    "customers": ("retail",),
    "running": ("operating",),
    "active": ("operating",),
    "planned": ("proposed",),
    "draft": ("proposed",),
    "closed": ("ended",),
    "stopped": ("ended",),
    "judgment": ("finding",),
    "judgement": ("finding",),
    "decision": ("finding",),
    "court": ("finding",),
    "complaint": ("allegation",),
    "charge": ("allegation",),
    "news": ("report",),
    "membership": ("fee",),
    "package": ("kit",),
    "starter-kit": ("kit",),
    "product": ("goods",),
    "products": ("goods",),
    "deposit": ("stake",),
    "investment": ("stake",),
    "sponsor": ("upline",),
    "operator": ("company",),
    "stairstep": ("stair-step",),
    "breakaway": ("stair-step",),
    "stair-step-breakaway": ("stair-step",),
    "uni-level": ("unilevel",),
    "gifting-circle": ("board",),
    "levels": ("level",),
    "ranks": ("rank",),
    "recruits": ("direct_recruits",),
    "volume": ("group_volume",),
    "price": ("retail_price",),
    "shop": ("fixed-premises",),
    "door-to-door": ("outside-premises",),
    "internet": ("online",),
}

_NOTHING = frozenset(
    [
        *("no", "nothing", "nil", "false", "n/a", "na", "0", "-", "not", "none"),
        *("free", "free of charge", "无", "没有", "无需", "免费"),
    ]
)


def means_nothing(given: str) -> bool:
    """Return whether people write this for `none`."""
    return given.casefold() in _NOTHING


def likely_key(given: str, known: Iterable[str]) -> str | None:
    """Return the key of `known` that was probably meant, None if none comes near."""
    return _likely(given, tuple(known), _KEYS)


def likely_word(given: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that was probably meant, None if none comes near."""
    return _likely(given, tuple(known), _WORDS)


def likely_name(given: str, known: Iterable[str]) -> str | None:
    """Return the name of `known` that was probably meant, None if none comes near."""
    return _likely(given, tuple(known), {})


def _likely(given: str, known: tuple[str, ...], said: Mapping[str, tuple[str, ...]]) -> str | None:
    from difflib import get_close_matches

    plain = {_plain(word): word for word in reversed(known)}
    wanted = _plain(given[:80])
    if wanted in plain:
        return plain[wanted]
    for candidate in (*said.get(given, ()), *said.get(wanted, ()), wanted + "s", wanted[:-1]):
        if _plain(candidate) in plain:
            return plain[_plain(candidate)]
    for candidate, word in plain.items():
        if sorted(candidate) == sorted(wanted):
            return word
    near = get_close_matches(wanted, plain, 1, 0.75)
    return plain[near[0]] if near else None


def _plain(word: str) -> str:
    narrow = unicodedata.normalize("NFKC", word).translate(_INVISIBLE)
    return narrow.strip().strip(":'\"").casefold().replace("_", "-").replace(" ", "-")
