"""The scheme file as models: every key of format 1, typed, frozen, with its place in the file."""

# Annotations are evaluated as the classes are made: pydantic would evaluate each of them again
# from its text, which takes a third of the time that this module takes to load.
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mlmcheck.facts import Path
from mlmcheck.scheme.fields import (
    RESERVED_RANKS,
    UNIONS,
    By,
    ColumnsField,
    CountField,
    CountsField,
    Currency,
    DateField,
    DayField,
    Every,
    Flag,
    Flow,
    FlowShares,
    FlowSums,
    Form,
    LevelsField,
    MoneyField,
    Name,
    NameField,
    OneOrMore,
    OrNone,
    PartOf,
    PaymentItem,
    Pays,
    PaysField,
    Price,
    PriceField,
    RatioField,
    Right,
    RowsField,
    Section,
    ShareField,
    Str,
    Trigger,
    UnitField,
    ValuesField,
    Weight,
)
from mlmcheck.scheme.quantity import Money, Share, Stated

__all__ = [
    "RESERVED_RANKS",
    "UNIONS",
    "Assessment",
    "Authorised",
    "Block",
    "BuyBack",
    "By",
    "Cap",
    "Conduct",
    "CustomerRule",
    "Disclosure",
    "Every",
    "Flow",
    "Form",
    "Goods",
    "Item",
    "Ledger",
    "Located",
    "Name",
    "Network",
    "Node",
    "Operator",
    "PartOf",
    "Payment",
    "PaymentItem",
    "PayoutCap",
    "Pays",
    "Period",
    "Price",
    "Rank",
    "Recruiting",
    "Recurring",
    "Refund",
    "Requirement",
    "ResaleRule",
    "RetailFloor",
    "Return",
    "Reward",
    "Right",
    "Safeguard",
    "Safeguards",
    "Scheme",
    "Section",
    "Source",
    "Statement",
    "Statements",
    "Trigger",
    "Weight",
]


class Located(dict[str, Any]):
    """A mapping of the file together with its place in it."""

    __slots__ = ("path",)

    path: Path


class Node(BaseModel):
    """A mapping of the scheme file; `at` is its place and takes no part in what it says."""

    # only reading a whole file needs the validators, and then those of `Scheme` hold all others
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        populate_by_name=True,
        defer_build=True,
    )

    # the alias is one that no file can hold, so that a key `at` in a file is an unknown key
    at: Path = Field(default=(), alias="\0at", exclude=True, repr=False)

    def __eq__(self, other: object) -> bool:
        """Return whether both say the same, wherever they stand."""
        return type(self) is type(other) and _said(self) == _said(other)

    __hash__ = None  # type: ignore[assignment]  # equality leaves out `at`; nothing hashes nodes


def _said(node: BaseModel) -> dict[str, Any]:
    return {key: value for key, value in node.__dict__.items() if key != "at"}


class Item(Node):
    """Anything that holds from a day to a day and has a source."""

    source: Str | None = None
    note: Str | None = None
    from_: DateField | None = Field(default=None, alias="from")
    to: DateField | None = None


class Period(Node):
    """From when to when; an end left out is not known."""

    from_: DateField | None = Field(default=None, alias="from")
    to: DateField | None = None


class Source(Node):
    """Who says so, and how much that weighs."""

    title: Str | None = None
    by: Str | None = None
    date: DateField | None = None
    url: Str | None = None
    weight: Weight | None = None
    note: Str | None = None


class Authorised(Item):
    """A licence, registration or filing."""

    kind: Str
    market: Str | None = None


class Operator(Node):
    """Who runs the scheme."""

    authorised: Annotated[tuple[Authorised, ...] | Stated, OrNone()] | None = None
    channel: (
        Annotated[
            tuple[Literal["online", "fixed-premises", "outside-premises"], ...],
            OneOrMore(),
        ]
        | None
    ) = None
    capital: MoneyField | None = None
    contract_written: Flag | None = None
    training_free: Flag | None = None
    local_office: Flag | None = None
    grievance_officer: Flag | None = None
    barred_people: Flag | None = None
    punished_before: Flag | None = None
    source: Str | None = None
    note: Str | None = None


class Recurring(Node):
    """An amount that comes again."""

    amount: MoneyField
    per: Every


class Refund(Node):
    """What of a payment is given back, and for how long."""

    rate: ShareField | None = None
    days: CountField | None = None


class Payment(Item):
    """What must or may be paid to join, sell, recruit, earn or stay."""

    name: NameField | None = None
    item: PaymentItem | None = None
    amount: MoneyField | None = None
    plus: Recurring | None = None
    per: Every | None = None
    further: MoneyField | None = None
    units: CountField | None = None
    cumulative: Flag = False
    value: MoneyField | None = None
    claimed_value: MoneyField | None = None
    cost: MoneyField | None = None
    required: Literal["rule", "practice", "optional"] | None = None
    opens: Annotated[tuple[Right, ...], OneOrMore()] | None = None
    rank: Str | None = None
    choice: Str | None = None
    paid_to: Literal["company", "upline", "participant"] | None = None
    refund: Annotated[Refund | Stated, OrNone()] | None = None


class Goods(Item):
    """What is sold."""

    name: NameField | None = None
    retail_price: PriceField | None = None
    participant_price: PriceField | None = None
    market_value: MoneyField | None = None
    discount: ShareField | None = None
    supplied_by: Literal["company", "upline"] | None = None


class Requirement(Node):
    """What must be reached, each at least; all of it, or any of the alternatives."""

    rank: Str | None = None
    purchase: MoneyField | None = None
    stock: MoneyField | None = None
    own_sales: MoneyField | None = None
    group_volume: MoneyField | None = None
    direct_recruits: CountField | None = None
    downline: CountField | None = None
    group_units: CountField | None = None
    customers: CountField | None = None
    legs: CountField | None = None
    leg_volume: MoneyField | None = None
    leg_rank: Str | None = None
    per: Every | None = None
    any: tuple["Requirement", ...] | None = None


class Rank(Item):
    """A grade one holds; never a level."""

    name: NameField
    requires: Requirement | None = None


class Recruiting(Node):
    """How many one may bring, and what is promoted."""

    direct: CountField | None = None
    emphasis: Literal["recruitment", "goods", "both"] | None = None
    source: Str | None = None
    note: Str | None = None


class Cap(Node):
    """The most that is paid."""

    amount: MoneyField
    per: Every | None = None


class Reward(Item):
    """Who is paid for what."""

    name: NameField | None = None
    for_: Annotated[tuple[Trigger, ...], OneOrMore()] = Field(alias="for", min_length=1)
    levels: LevelsField | None = None
    pays: Annotated[PaysField | Stated, OrNone()] | None = None
    by: By | None = None
    of: PartOf | None = None
    form: Form | None = None
    width: CountField | None = None
    depth: CountField | None = None
    compression: Flag | None = None
    carry: Flag | None = None
    needs: Requirement | None = None
    replaces: Str | None = None
    per: Every | None = None
    until: RatioField | None = None
    cap: Cap | None = None
    funded_by: FlowShares | None = None

    @property
    def key_kind(self) -> By:
        """What the keys of `pays` are."""
        return self.by or "level"

    def rates(self) -> tuple[tuple[str | int | Fraction | None, Money | Share], ...]:
        """Return the rates with their keys: a level, a rank's name, or a number "from"."""
        if not isinstance(self.pays, Pays):
            return ()
        kind = self.key_kind
        convert: Callable[[str], str | int | Fraction]
        convert = int if kind == "level" else str if kind == "rank" else Fraction
        return tuple((None if key is None else convert(key), rate) for key, rate in self.pays.steps)


class Safeguard(Item):
    """A rule that is to protect participants; without `enforced` it counts for nothing."""

    enforced: Flag | None = None
    condition_of: Literal["reward", "order"] | None = None


class BuyBack(Safeguard):
    """Unsold goods are taken back."""

    rate: ShareField | None = None
    days: CountField | None = None
    covers: Annotated[tuple[Literal["stock", "kit"], ...], OneOrMore()] | None = None
    by: Annotated[tuple[Literal["upline", "company"], ...], OneOrMore()] | None = None
    told: Flag | None = None


class ResaleRule(Safeguard):
    """So much of what was bought must be sold before a reward or order."""

    share: ShareField | None = None
    counts: Annotated[tuple[Literal["retail", "wholesale"], ...], OneOrMore()] | None = None


class CustomerRule(Safeguard):
    """So many customers must have bought."""

    customers: CountField | None = None
    per: Every | None = None


class RetailFloor(Safeguard):
    """So much of rewards or of sales must come from retail."""

    of_rewards: ShareField | None = None
    of_sales: ShareField | None = None


class PayoutCap(Safeguard):
    """Rewards are at most so much of sales."""

    share: ShareField | None = None


class Return(Safeguard):
    """A payment may be had back within so many days."""

    rate: ShareField | None = None
    days: CountField | None = None


class Safeguards(Node):
    """What protects participants and customers, each a statement of its own."""

    buy_back: Annotated[BuyBack | Stated, OrNone()] | None = None
    resale_rule: Annotated[ResaleRule | Stated, OrNone()] | None = None
    customer_rule: Annotated[CustomerRule | Stated, OrNone()] | None = None
    retail_floor: Annotated[RetailFloor | Stated, OrNone()] | None = None
    payout_cap: Annotated[PayoutCap | Stated, OrNone()] | None = None
    cancel: Annotated[Return | Stated, OrNone()] | None = None
    customer_return: Annotated[Return | Stated, OrNone()] | None = None


class Disclosure(Node):
    """What prospects are told."""

    typical_earnings: Annotated[Str | Stated, OrNone()] | None = None
    source: Str | None = None
    note: Str | None = None


class Statement(Node):
    """A sentence and who says so."""

    text: Str
    source: Str | None = None
    note: Str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: Any) -> Any:
        return {"text": raw} if isinstance(raw, str) else raw


Statements = tuple[Statement, ...]


class Conduct(Node):
    """What the people behind it did, as a source states it."""

    deception: Annotated[Statements | Stated, OrNone()] | None = None
    coercion: Annotated[Statements | Stated, OrNone()] | None = None
    grave_result: Annotated[Statements | Stated, OrNone()] | None = None
    inventory_loading: Annotated[Statements | Stated, OrNone()] | None = None


class Block(Node):
    """Figures of one source, time, place and group."""

    source: Str | None = None
    note: Str | None = None
    period: Period | None = None
    place: Str | None = None
    among: Str | None = None
    participants: CountField | None = None
    customers: CountField | None = None
    active: CountField | None = None
    active_customers: CountField | None = None
    organisations: CountField | None = None
    by_rank: CountsField | None = None
    levels: LevelsField | None = None
    organiser_counted: Flag | None = None
    revenue: Annotated[FlowSums | Stated, OrNone()] | None = None
    payouts: Annotated[FlowSums | Stated, OrNone()] | None = None
    funding: FlowShares | None = None
    cost_of_goods: MoneyField | None = None
    tenure_months: CountField | None = None
    lost: ShareField | None = None
    gained: ShareField | None = None
    kept_without_earning: ShareField | None = None


class Ledger(Node):
    """A table of the network: in a file, or as rows in the scheme file itself."""

    file: Str | None = None
    encoding: Str | None = None
    separator: Str | None = None
    columns: ColumnsField | None = None
    values: ValuesField | None = None
    unit: UnitField | None = None
    unlisted_buyers: Literal["customers", "unknown"] | None = None
    rows: RowsField | None = None
    source: Str | None = None

    @model_validator(mode="before")
    @classmethod
    def _inline(cls, raw: Any) -> Any:
        return {"rows": raw} if isinstance(raw, list) else raw


class Network(Node):
    """The people, their orders and what was paid out."""

    participants: Ledger | None = None
    orders: Ledger | None = None
    payouts: Ledger | None = None
    source: Str | None = None


class Assessment(Node):
    """Somebody's answer, by name, to a question that no measure decides."""

    answer: Literal["yes", "no"]
    by: Str
    source: Str
    date: DateField | None = None
    note: Str | None = None


class Scheme(Node):
    """One scheme: what it says and does, as far as a source states it."""

    mlmcheck: Literal["1"]
    name: NameField
    market: Annotated[tuple[Str, ...], OneOrMore()] | None = None
    period: Period | None = None
    as_of: DayField | None = None
    stage: Literal["proposed", "operating", "ended"] | None = None
    currency: Currency | None = None
    complete: Annotated[tuple[Section, ...], OneOrMore()] | None = None
    compensated_levels: LevelsField | None = None
    sources: dict[str, Source] | None = None
    operator: Operator | None = None
    entry: Annotated[tuple[Payment, ...] | Stated, OrNone()] | None = None
    upkeep: Annotated[tuple[Payment, ...] | Stated, OrNone()] | None = None
    goods: Annotated[tuple[Goods, ...] | Stated, OrNone()] | None = None
    ranks: Annotated[tuple[Rank, ...] | Stated, OrNone()] | None = None
    recruiting: Recruiting | None = None
    rewards: Annotated[tuple[Reward, ...] | Stated, OrNone()] | None = None
    safeguards: Annotated[Safeguards | Stated, OrNone()] | None = None
    disclosure: Disclosure | None = None
    claims: Annotated[Statements | Stated, OrNone()] | None = None
    conduct: Conduct | None = None
    observed: tuple[Block, ...] | None = None
    network: Network | None = None
    assessed: dict[str, Assessment] | None = None
    note: Str | None = None
