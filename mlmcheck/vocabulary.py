"""The vocabulary: every fact that a measure gives and a rule asks for, by its one name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from mlmcheck.interval import EITHER, NEVER_NEGATIVE, UNIT, Interval
from mlmcheck.text import Text


class Kind(Enum):
    """What sort of value a fact has."""

    MONEY = "money"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    DAYS = "days"
    BOOLEAN = "boolean"
    WORDS = "words"


class Merge(Enum):
    """Which of the facts of one name counts, where plan and practice both speak."""

    EITHER = "either"
    """Plan or practice: what either shows is there; only the plan can show that it is not."""
    PRACTICE = "practice"
    """What was paid and sold counts; the plan only where practice says nothing."""
    PLAN = "plan"
    """What is promised or required counts; practice only where the plan says nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact of the vocabulary.

    `whole` is what is possible at all, `worse` the direction that can only hurt, `bounded` whether
    a plan alone settles it (an exception must ask at least one such fact), `key` where a scheme
    file says it: places, and in brackets the keys under them; `or` stands between those of which
    one is enough. Without a key nothing that can be written says it.
    """

    name: str
    kind: Kind
    label: Text
    merge: Merge = Merge.PRACTICE
    worse: str | None = None
    bounded: bool = False
    key: str = ""

    @property
    def whole(self) -> Interval:
        """Return the widest interval that the fact can have."""
        return _WHOLE[self.kind]

    @property
    def row(self) -> bool:
        """Whether the fact holds of one organiser and not of the scheme."""
        return self.name.startswith("organiser.")


_WHOLE = {
    Kind.MONEY: NEVER_NEGATIVE,
    Kind.SHARE: UNIT,
    Kind.NUMBER: NEVER_NEGATIVE,
    Kind.COUNT: NEVER_NEGATIVE,
    Kind.DAYS: NEVER_NEGATIVE,
    Kind.BOOLEAN: EITHER,
    Kind.WORDS: NEVER_NEGATIVE,
}

_PLAN, _EITHER = Merge.PLAN, Merge.EITHER
_M, _S, _N, _C, _D, _B, _W = (
    Kind.MONEY,
    Kind.SHARE,
    Kind.NUMBER,
    Kind.COUNT,
    Kind.DAYS,
    Kind.BOOLEAN,
    Kind.WORDS,
)

_ENTRIES: tuple[Entry, ...] = (
    # What must be paid: always the cheapest route that gives the right.
    Entry("entry.payment_to_join", _M, Text("least payment to join"), _PLAN, None, True),
    Entry("entry.payment_to_earn", _M, Text("least payment to earn"), _PLAN, "up", True),
    Entry(
        "entry.payment_to_recruit",
        _M,
        Text("least payment to be paid for other participants"),
        _PLAN,
        "up",
        True,
    ),
    Entry("entry.fee_part", _M, Text("required payment that buys no goods"), _PLAN, "up"),
    Entry("entry.goods_part", _M, Text("required payment that buys goods"), _PLAN, "mixed"),
    Entry("entry.kit_part", _M, Text("required payment for a starter kit"), _PLAN, "mixed"),
    Entry("entry.payment_year", _M, Text("required payments in a year"), _PLAN),
    Entry("entry.payment_7_days", _M, Text("most asked in the first seven days"), _PLAN),
    Entry(
        "entry.only_kit_at_cost", _B, Text("only a starter kit at cost is required"), _PLAN, "down"
    ),
    Entry("entry.value_ratio", _N, Text("required payment over the value received"), _PLAN, "up"),
    # Goods.
    Entry("goods.exist", _B, Text("goods or services are supplied"), _EITHER, "mixed", True),
    Entry("goods.price_to_market", _N, Text("price over the market price"), _PLAN, "up"),
    Entry("goods.price_most", _M, Text("price of the dearest product"), _PLAN),
    # Stock.
    Entry("stock.required_month", _M, Text("own purchase required a month"), _PLAN, "up", True),
    Entry(
        "stock.beyond_need",
        _B,
        Text("participants must take more than they can sell or use"),
        _EITHER,
        "up",
    ),
    Entry("stock.supplied", _B, Text("participants hold stock they paid for"), _EITHER, "mixed"),
    # Safeguards, each as promised; `enforced` is a fact of its own.
    Entry("guard.buy_back_rate", _S, Text("buy-back rate"), _PLAN, "down"),
    Entry("guard.buy_back_days", _D, Text("buy-back days"), _PLAN, "down"),
    Entry("guard.buy_back_told", _B, Text("buy-back is told before purchase"), _PLAN, "down"),
    Entry("guard.enforced", _B, Text("the safeguards are enforced"), _PLAN, "down"),
    Entry("guard.resale_required", _S, Text("share to be resold before a reward"), _PLAN, "down"),
    Entry("guard.customers_required", _C, Text("customers needed for a reward"), _PLAN, "down"),
    Entry(
        "guard.cancel_days", _D, Text("days to leave with the entry payment back"), _PLAN, "down"
    ),
    Entry("guard.customer_return_days", _D, Text("days a customer may return goods"), _PLAN),
    # What rewards exist for.
    Entry("reward.on_headcount", _B, Text("pay for the number of people brought in"), _EITHER),
    Entry("reward.on_entry", _B, Text("pay on another's entry payment"), _EITHER, "up", True),
    Entry("reward.on_recruitment", _B, Text("pay for bringing people in"), _EITHER, "mixed", True),
    Entry(
        "reward.on_downline_purchases",
        _B,
        Text("upline is paid on what the downline buys"),
        _EITHER,
        "up",
        True,
    ),
    Entry(
        "reward.on_downline_sales",
        _B,
        Text("upline is paid on what the downline sells"),
        _EITHER,
        None,
        True,
    ),
    Entry("reward.on_downline", _B, Text("team compensation"), _EITHER, "mixed", True),
    Entry(
        "reward.on_others",
        _B,
        Text("a participant gains from other participants"),
        _EITHER,
        "up",
        True,
    ),
    Entry("reward.on_customer_referral", _B, Text("pay for bringing a customer"), _EITHER),
    Entry("reward.on_time", _B, Text("static return on own payment"), _EITHER, "up", True),
    Entry("reward.uplines_paid", _C, Text("uplines paid on one act"), _EITHER, "up", True),
    Entry("reward.needs_purchase", _B, Text("own purchases gate rewards"), _EITHER, "up"),
    Entry("reward.per_recruit_most", _M, Text("greatest reward for one person brought in"), _PLAN),
    Entry(
        "reward.rank_multiplier",
        _N,
        Text("people each participant brings in for the next step"),
        _PLAN,
        "up",
    ),
    # Shares of rewards by what they are paid for.
    Entry("reward.share_for_recruitment", _S, Text("share of rewards for recruitment"), worse="up"),
    Entry("reward.share_for_stock", _S, Text("share of rewards for stock purchases")),
    Entry(
        "reward.share_for_own_use",
        _S,
        Text("share of rewards for internal consumption"),
        worse="mixed",
    ),
    Entry(
        "reward.share_for_outside_sales",
        _S,
        Text("share of rewards for sales to customers"),
        worse="down",
    ),
    Entry("reward.share_for_time", _S, Text("share of rewards for static returns")),
    Entry(
        "reward.share_for_final_sales",
        _S,
        Text("share of rewards for sales to final users"),
        worse="down",
    ),
    # Shares of rewards by whose money pays them.
    Entry(
        "reward.share_funded_by_participation",
        _S,
        Text("share of rewards funded by participants' own payments"),
        worse="up",
    ),
    Entry("reward.promised_multiple", _N, Text("promised return over own payment"), _PLAN, "up"),
    Entry("reward.annual_rate", _N, Text("effective annual rate promised"), _PLAN, "up"),
    # Caps.
    Entry("pay.share_of_sales", _N, Text("all rewards over all sales")),
    Entry("pay.most_share_of_own_sales", _N, Text("greatest pay over own retail sales")),
    Entry("pay.interval_days", _D, Text("days between pay days"), _PLAN),
    # Sales by buyer.
    Entry("sale.share_outside", _S, Text("share of sales that end with customers")),
    Entry("sale.share_final", _S, Text("share of sales that end with final users"), worse="down"),
    Entry(
        "sale.least_share_outside",
        _S,
        Text("least share of sales to customers of any person paid"),
    ),
    Entry("sale.customers_per_participant", _N, Text("active customers per active participant")),
    Entry(
        "sale.kept_without_opportunity", _S, Text("revenue kept without the earning opportunity")
    ),
    Entry(
        "sale.retail_reach",
        _S,
        Text("share of what went into the channel that reached a customer"),
        worse="down",
    ),
    # Network.
    Entry("net.sponsorship", _B, Text("participants bring in participants"), _EITHER),
    Entry(
        "net.chain",
        _B,
        Text("who is brought in may be paid likewise for those he brings in"),
        _EITHER,
        "up",
        True,
    ),
    Entry("net.sells_in_person", _B, Text("participants sell outside fixed premises"), _PLAN),
    # Organisers, one row a person or group under one control.
    Entry("organiser.people_below", _C, Text("people below the organiser")),
    Entry("organiser.people_with_self", _C, Text("people, the organiser counted"), worse="up"),
    Entry("organiser.levels_below", _C, Text("levels below the organiser")),
    Entry("organiser.levels_with_self", _C, Text("levels, the organiser counted"), worse="up"),
    Entry("organiser.money_collected", _M, Text("money collected below the organiser"), worse="up"),
    Entry("organiser.punished_before", _B, Text("the organiser was punished before"), worse="up"),
    # Earnings.
    Entry("earn.lost_share", _S, Text("share of participants who lost"), worse="up"),
    Entry("earn.attain_share", _S, Text("share of participants who can break even"), worse="down"),
    Entry("earn.disclosed", _B, Text("typical earnings are disclosed"), _PLAN),
    # Promotion and conduct: only as stated, by a source that decides.
    Entry("promo.recruitment_emphasis", _B, Text("promotion stresses recruiting"), _EITHER, "up"),
    Entry("promo.income_claims", _B, Text("earnings are promised or shown"), _EITHER),
    Entry("conduct.deception", _B, Text("property obtained by deception"), _EITHER, "up"),
    Entry("conduct.coercion", _B, Text("people are coerced or lured to join"), _EITHER),
    Entry("conduct.grave_result", _B, Text("a grave result"), _EITHER, "up"),
    # Operator.
    Entry("operator.licences", _W, Text("licences held"), _PLAN),
    Entry("operator.capital", _M, Text("paid-up capital"), _PLAN),
    Entry("operator.contract_written", _B, Text("written contract with every participant"), _PLAN),
    Entry("operator.local_office", _B, Text("office in the country"), _PLAN),
    Entry("operator.grievance_officer", _B, Text("named grievance officer"), _PLAN),
    Entry("operator.training_free", _B, Text("training is free"), _PLAN),
    Entry("operator.barred_people", _B, Text("people are enrolled whom the law bars"), _EITHER),
)

_ENTRY = "entry (amount, required, opens)"
_REWARD = "rewards (for, levels, pays)"
_PAID = "observed.payouts or network.payouts"
_SOLD = "observed.revenue or network.orders"

_KEYS: dict[str, str] = {
    "entry.payment_to_join": _ENTRY,
    "entry.payment_to_earn": f"{_ENTRY} or network (orders, payouts)",
    "entry.payment_to_recruit": f"{_ENTRY} or network (orders, payouts)",
    "entry.fee_part": "entry (item, amount, required)",
    "entry.goods_part": "entry (item, amount, required)",
    "entry.kit_part": "entry (item, amount, required)",
    "entry.payment_year": "entry, upkeep (amount, per, required)",
    "entry.payment_7_days": "entry (amount, required)",
    "entry.only_kit_at_cost": "entry (item, amount, cost)",
    "entry.value_ratio": "entry (amount, value)",
    "goods.exist": "goods",
    "goods.price_to_market": "goods (retail_price, market_value)",
    "goods.price_most": "goods (retail_price)",
    "stock.required_month": "upkeep (amount, per, required)",
    "stock.beyond_need": "conduct.inventory_loading or entry, upkeep (item, amount, required)",
    "stock.supplied": "entry (item) or observed.revenue or network.orders",
    "guard.buy_back_rate": "safeguards.buy_back.rate",
    "guard.buy_back_days": "safeguards.buy_back.days",
    "guard.buy_back_told": "safeguards.buy_back.told",
    "guard.enforced": "safeguards (enforced)",
    "guard.resale_required": "safeguards.resale_rule.share",
    "guard.customers_required": "safeguards.customer_rule.customers",
    "guard.cancel_days": "safeguards.cancel.days or entry (refund)",
    "guard.customer_return_days": "safeguards.customer_return.days",
    "reward.on_headcount": _REWARD,
    "reward.on_entry": _REWARD,
    "reward.on_recruitment": _REWARD,
    "reward.on_downline_purchases": _REWARD,
    "reward.on_downline_sales": _REWARD,
    "reward.on_downline": _REWARD,
    "reward.on_others": _REWARD,
    "reward.on_customer_referral": _REWARD,
    "reward.on_time": "rewards (for, pays)",
    "reward.uplines_paid": "rewards (levels) or compensated_levels",
    "reward.needs_purchase": "rewards (needs)",
    "reward.per_recruit_most": "rewards (for, pays)",
    "reward.rank_multiplier": "rewards (width, needs) or recruiting.direct",
    "reward.share_for_recruitment": _PAID,
    "reward.share_for_stock": _PAID,
    "reward.share_for_own_use": _PAID,
    "reward.share_for_outside_sales": _PAID,
    "reward.share_for_time": _PAID,
    "reward.share_for_final_sales": _PAID,
    "reward.share_funded_by_participation": (
        "observed (funding, revenue, payouts) or rewards (funded_by) or network"
    ),
    "reward.promised_multiple": "rewards (pays, until)",
    "reward.annual_rate": "rewards (for, pays, per)",
    "pay.share_of_sales": "observed (revenue, payouts) or network (orders, payouts)",
    "pay.most_share_of_own_sales": "rewards (pays, cap) or network (orders, payouts)",
    "pay.interval_days": "rewards (per)",
    "sale.share_outside": _SOLD,
    "sale.share_final": _SOLD,
    "sale.least_share_outside": "network (participants, orders, payouts)",
    "sale.customers_per_participant": (
        "observed (active, active_customers) or network (participants, orders)"
    ),
    "sale.kept_without_opportunity": "observed.kept_without_earning",
    "sale.retail_reach": "network.orders",
    "net.sponsorship": "rewards (for) or recruiting.direct or network.participants",
    "net.chain": _REWARD,
    "net.sells_in_person": "operator.channel",
    "organiser.people_below": "observed.participants or network.participants",
    "organiser.people_with_self": "observed.participants or network.participants",
    "organiser.levels_below": "observed.levels or network.participants",
    "organiser.levels_with_self": "observed.levels or network.participants",
    "organiser.money_collected": _SOLD,
    "organiser.punished_before": "operator.punished_before",
    "earn.lost_share": "observed.lost or network (orders, payouts)",
    "earn.attain_share": "observed.gained or network (orders, payouts)",
    "earn.disclosed": "disclosure.typical_earnings",
    "promo.recruitment_emphasis": "recruiting.emphasis",
    "promo.income_claims": "claims",
    "conduct.deception": "conduct.deception",
    "conduct.coercion": "conduct.coercion",
    "conduct.grave_result": "conduct.grave_result",
    "operator.licences": "operator.authorised",
    "operator.capital": "operator.capital",
    "operator.contract_written": "operator.contract_written",
    "operator.local_office": "operator.local_office",
    "operator.grievance_officer": "operator.grievance_officer",
    "operator.training_free": "operator.training_free",
    "operator.barred_people": "operator.barred_people",
}

VOCABULARY: dict[str, Entry] = {
    entry.name: replace(entry, key=_KEYS.get(entry.name, "")) for entry in _ENTRIES
}
"""Every fact by its name."""

WHOLE: dict[str, Interval] = {entry.name: entry.whole for entry in _ENTRIES}
"""For every fact the widest interval that it can have."""

AT_MOST: tuple[tuple[str, str], ...] = (
    ("entry.payment_to_join", "entry.payment_to_earn"),
    ("entry.payment_to_join", "entry.payment_to_recruit"),
    ("entry.payment_to_join", "entry.payment_7_days"),
    ("entry.kit_part", "entry.goods_part"),
    ("reward.share_for_outside_sales", "reward.share_for_final_sales"),
    ("reward.share_for_own_use", "reward.share_for_final_sales"),
    ("sale.share_outside", "sale.share_final"),
)
"""Pairs of facts of which the first is at most the second."""

BELOW: tuple[tuple[str, str], ...] = (
    ("organiser.people_below", "organiser.people_with_self"),
    ("organiser.levels_below", "organiser.levels_with_self"),
)
"""Counts of one organiser's row of which the first is at least one less than the second."""

ORGANISERS_KEY = "observed (participants, levels, organiser_counted) or network.participants"
"""Where a scheme file says who the organisers are, as the `key` of an entry."""
