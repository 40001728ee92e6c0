"""The scheme format as JSON Schema, so that editors complete keys and show what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlmcheck.scheme.json_types import SHARED, Json
from mlmcheck.scheme.model import Scheme

_RECURS = "How often: once, if left out."
_SINCE = "From when it holds: a year, a month or a day."
_UNTIL = "Until when it holds, that day or month or year included."
_SAYS = "Who says so: an id under sources. Without it, the file's author."
_NOTE = "Printed, not read."

_COMMON: Mapping[str, str] = {
    "from": _SINCE,
    "to": _UNTIL,
    "source": _SAYS,
    "note": _NOTE,
    "enforced": "Whether it is enforced. Without this it counts for nothing.",
    "condition_of": "What may not be had without it.",
    "per": _RECURS,
}

_DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "Scheme": {
        "mlmcheck": "Number of the format.",
        "name": "What the scheme is called, in one language or several.",
        "market": "Whose law: ISO codes, or eu. Norway is written in quotes, for other tools.",
        "period": "When it ran.",
        "as_of": "The one day whose plan and law are asked about.",
        "stage": "Whether it is proposed, operating or ended.",
        "currency": "Currency of every amount without one of its own.",
        "complete": "Sections that list all there is. Those not named may lack items.",
        "compensated_levels": "How many levels are paid, over all rewards.",
        "sources": "Who says so; each item may name one.",
        "operator": "Who runs it, and what it is authorised for.",
        "entry": "What must or may be paid to join, sell, recruit or earn; none: it is free.",
        "upkeep": "What must be paid to stay in, stay paid or hold a rank; none: nothing.",
        "goods": "What is sold; none: nothing is.",
        "ranks": "Grades that one holds, lowest first; never levels. none: there are none.",
        "recruiting": "How many one may bring in, and what is promoted.",
        "rewards": "Who is paid for what; none: nobody is paid.",
        "safeguards": "What protects participants and customers; none: none of them.",
        "disclosure": "What prospects are told.",
        "claims": "What is promised in advertising; none: nothing.",
        "conduct": "What the people behind it did, as a source states it.",
        "observed": "Blocks of figures, each of one source, time, place and group.",
        "network": "The people, their orders and what was paid out, in files or rows.",
        "assessed": "Somebody's answers, by name, to questions that no measure decides.",
    },
    "Source": {
        "title": "What it is called.",
        "by": "Who wrote it.",
        "date": "When.",
        "url": "Where it can be read.",
        "weight": "plan, finding and report decide; allegation and claim never do.",
    },
    "Authorised": {"kind": "As what; a word of the law.", "market": "Where."},
    "Operator": {
        "authorised": "Licences, registrations and filings; none: nowhere.",
        "channel": "How it sells.",
        "capital": "Paid-up capital.",
        "contract_written": "Whether every participant has a written contract.",
        "training_free": "Whether training and examination cost nothing.",
        "local_office": "Whether it has an office in the country.",
        "grievance_officer": "Whether it names a grievance officer.",
        "barred_people": "Whether it enrols people whom the law bars.",
        "punished_before": "Whether the organiser was punished for the same before.",
    },
    "Recurring": {"amount": "How much each time."},
    "Refund": {"rate": "What part is given back.", "days": "For how many days."},
    "Cap": {"amount": "The most that is paid."},
    "BuyBack": {
        "rate": "What part of the price is given back.",
        "days": "For how many days.",
        "covers": "What is taken back.",
        "by": "Who takes it back.",
        "told": "Whether participants are told of it.",
    },
    "ResaleRule": {
        "share": "What part of what was bought must be sold.",
        "counts": "Which sales count.",
    },
    "CustomerRule": {"customers": "How many customers."},
    "RetailFloor": {
        "of_rewards": "What part of rewards must come from retail.",
        "of_sales": "What part of sales must be retail.",
    },
    "PayoutCap": {"share": "What part of sales rewards may be."},
    "Return": {"rate": "What part is given back.", "days": "For how many days."},
    "Disclosure": {"typical_earnings": "What is said of what people earn; none: nothing."},
    "Statement": {"text": "The sentence."},
    "Conduct": {
        "deception": "How people were deceived; none: they were not.",
        "coercion": "How people were forced; none: they were not.",
        "grave_result": "What grave harm came of it; none: no such harm.",
        "inventory_loading": "How people were made to take too much; none: they were not.",
    },
    "Network": {
        "participants": "Who recruited whom.",
        "orders": "Who bought what from whom.",
        "payouts": "Who was paid for what.",
    },
    "Assessment": {
        "answer": "yes or no.",
        "by": "Who answers.",
        "source": "On what grounds.",
        "date": "When.",
    },
    "Payment": {
        "name": "What the plan calls it.",
        "item": "What is paid for; stock is to resell, goods where the use is not said.",
        "amount": "How much; 0 is free, {over: 0} is paid and unknown.",
        "plus": "An amount that comes again on top.",
        "further": "Amount of each further unit.",
        "units": "How many units in all.",
        "cumulative": "Whether purchases are added up until the amount is reached.",
        "value": "Market value of what is got.",
        "claimed_value": "What the seller says it is worth.",
        "cost": "What it costs its seller.",
        "required": "By rule, in practice, or optional.",
        "opens": "What it opens: to join, sell, recruit or earn.",
        "rank": "The rank it buys or keeps.",
        "choice": "A label: of the items with one label one is paid.",
        "paid_to": "Who gets it.",
        "refund": "What is given back, and for how long; none: nothing.",
    },
    "Goods": {
        "name": "What it is called.",
        "retail_price": "What an outside customer pays.",
        "participant_price": "What a participant pays, the same for all or by rank.",
        "market_value": "What it is worth elsewhere.",
        "discount": "Share off the retail price, where prices are unknown.",
        "supplied_by": "Who delivers to participants.",
    },
    "Rank": {"name": "What it is called.", "requires": "All that must be reached for it."},
    "Requirement": {
        "rank": "At least this rank.",
        "purchase": "At least so much bought.",
        "stock": "At least so much stock bought.",
        "own_sales": "At least so much sold oneself.",
        "group_volume": "At least so much sold or bought by oneself and those below.",
        "direct_recruits": "At least so many brought in oneself.",
        "downline": "At least so many people below.",
        "group_units": "At least so many units among oneself and those below.",
        "customers": "At least so many customers.",
        "legs": "At least so many lines below meet leg_volume and leg_rank.",
        "leg_volume": "What each such line bought or sold, at least.",
        "leg_rank": "The rank that somebody in each such line holds, at least.",
        "any": "One of these is enough.",
    },
    "Recruiting": {
        "direct": "How many people one may bring in oneself.",
        "emphasis": "What is promoted more.",
    },
    "Reward": {
        "name": "What the plan calls it.",
        "for": "What it is paid for; purchase and sale are one flow of unknown kind.",
        "levels": "Levels 1 to this one are paid; all: no limit.",
        "pays": "A share, money per event, or a map by level or by another key; none: no reward.",
        "by": "What the keys of pays are.",
        "of": "What the share is of.",
        "form": "The form of the plan.",
        "width": "Seats side by side, in a matrix or board.",
        "depth": "Rows, in a matrix or board.",
        "compression": "Whether somebody above who is not paid is passed over.",
        "carry": "Whether volume of the stronger leg that was not paired is kept.",
        "needs": "All that the one who is paid must have reached.",
        "replaces": "The reward that it stands in for.",
        "until": "It ends when so much of what was paid in has been got back.",
        "cap": "The most that is paid.",
        "funded_by": "Where the money comes from.",
    },
    "Safeguards": {
        "buy_back": "Unsold goods are taken back; none: they are not.",
        "resale_rule": "So much must be resold before a reward or order; none: no such rule.",
        "customer_rule": "So many customers must have bought; none: no such rule.",
        "retail_floor": "So much of rewards or sales comes from retail; none: no such rule.",
        "payout_cap": "Rewards are at most so much of sales; none: no such rule.",
        "cancel": "A participant may take his entry back; none: he may not.",
        "customer_return": "A customer may return goods; none: he may not.",
    },
    "Block": {
        "place": "Where the figures hold.",
        "among": "Of whom they hold: a rank or a label.",
        "participants": "How many there ever were.",
        "customers": "How many outside customers there ever were.",
        "active": "Participants on the day.",
        "active_customers": "Customers on the day.",
        "by_rank": "How many hold each rank.",
        "levels": "Generations in the network.",
        "period": "When the figures hold.",
        "organisations": "How many networks there are.",
        "organiser_counted": "Whether the organiser is the first of these levels.",
        "revenue": "What was paid in, in all or by flow; none: nothing.",
        "payouts": "What was paid out, in all or by what for; none: nothing.",
        "funding": "What rewards were paid from.",
        "cost_of_goods": "What the goods cost.",
        "tenure_months": "Months that one stays, the median.",
        "lost": "Who got back less than paid in.",
        "gained": "Who got back more than paid in.",
        "kept_without_earning": "What part of sales stayed once nobody could earn.",
    },
    "Ledger": {
        "file": "A file beside the scheme file.",
        "encoding": "How the file is encoded, if not as UTF-8.",
        "separator": "What stands between the cells of a line.",
        "columns": "What the columns are called in the file.",
        "values": "What the words in a column mean.",
        "unit": "What amounts are counted in: 0.01 for cents.",
        "unlisted_buyers": "What a buyer is who is not among the participants.",
        "rows": "The rows themselves, in place of a file.",
    },
}


def json_schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of scheme files as a usual YAML reader gives them."""
    schema = Scheme.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        _strip(part)
    schema, definitions = _referring(schema), _referring(definitions)
    for name, part in (("Scheme", schema), *definitions.items()):
        _describe(name, part)
    _allow(schema["properties"]["mlmcheck"], [1, "1"])
    # what YAML 1.1 makes of yes and no
    _allow(definitions["Assessment"]["properties"]["answer"], ["yes", "no", True, False])
    definitions["Statement"] = _or({"type": "string"}, definitions["Statement"])
    rows = definitions["Ledger"]["properties"]["rows"]
    definitions["Ledger"] = _or({k: rows[k] for k in ("type", "items")}, definitions["Ledger"])
    schema["title"] = "mlmcheck scheme file, format 1"
    definitions |= {name: _referring(shape, name) for name, shape in SHARED}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "$defs": dict(sorted(definitions.items())),
    }


def _referring(part: Any, within: str = "") -> Any:
    """Return a schema in which each shared type but the one it stands `within` is a reference."""
    if isinstance(part, list):
        return [_referring(item, within) for item in part]
    if not isinstance(part, dict):
        return part
    for name, shape in SHARED:
        if part == shape and name != within:
            return {"$ref": f"#/$defs/{name}"}
    return {key: _referring(value, within) for key, value in part.items()}


def _allow(part: Json, words: list[Any]) -> None:
    """Let exactly some values stand somewhere."""
    for key in ("type", "const"):
        part.pop(key, None)
    part["enum"] = words


def _or(short: Json, full: Json) -> Json:
    """Return the schema of a mapping that may also be written in a short form."""
    told = {key: full.pop(key) for key in ("title", "description")}
    return {**told, "anyOf": [short, full]}


def _strip(part: Json) -> None:
    """Leave out what no file holds: our own note of the place, and null."""
    properties = part["properties"]
    properties.pop("\0at", None)
    for key, value in properties.items():
        properties[key] = _without_null(value)


def _describe(name: str, part: Json) -> None:
    """Say what each key of a mapping means."""
    for key, value in part["properties"].items():
        told = _DESCRIPTIONS.get(name, {}).get(key) or _COMMON.get(key)
        if told is not None:
            value["description"] = told


def _without_null(value: Json) -> Json:
    """Return the schema of a value that is left out where it is not known, and never null."""
    value = {k: v for k, v in value.items() if k not in ("title", "default")}
    choices = value.get("anyOf")
    if choices is None:
        return value
    left = [choice for choice in choices if choice != {"type": "null"}]
    if len(left) == 1:
        return {**left[0], **{k: v for k, v in value.items() if k != "anyOf"}}
    return {**value, "anyOf": left}
