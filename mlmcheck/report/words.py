"""The report's own words: how verdicts, reasons, results and kinds of rules are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mlmcheck.facts import Basis
from mlmcheck.law.findings import Result
from mlmcheck.text import Text
from mlmcheck.verdict import Reason, Verdict

VERDICT: Mapping[Verdict, Text] = {
    Verdict.LEGAL: Text("legal"),
    Verdict.REVIEW: Text("review"),
    Verdict.PYRAMID: Text("pyramid-like"),
}

MARK: Mapping[Verdict, str] = {Verdict.LEGAL: "✓", Verdict.REVIEW: "?", Verdict.PYRAMID: "✗"}

REASON: Mapping[Reason, Text] = {
    Reason.UNLAWFUL: Text("unlawful, though not as a pyramid"),
    Reason.PRESUMED: Text("presumed: it stands unless the operator shows otherwise"),
    Reason.CONTRADICTED: Text("the file contradicts itself"),
    Reason.MISSING: Text("facts are missing"),
    Reason.LAW_OPEN: Text("the law is open"),
    Reason.OUR_TEXT: Text("our text of the law is unsure"),
    Reason.NOT_COVERED: Text("the rules do not cover it"),
}

RESULT: Mapping[Result, Text] = {
    Result.MET: Text("met"),
    Result.NOT_MET: Text("not met"),
    Result.UNKNOWN: Text("unknown"),
    Result.NOT_APPLICABLE: Text("not applicable"),
    Result.NOT_IN_FORCE: Text("not in force"),
}

BROKEN, KEPT = Text("broken"), Text("kept")
"""A duty is met as a rule when it is broken; people are told it this way."""

EFFECT: Mapping[str, Text] = {
    "crime": Text("crime"),
    "prohibition": Text("prohibition"),
    "duty": Text("duty"),
    "indicator": Text("indicator"),
    "penalty": Text("penalty"),
    "neighbour": Text("neighbouring law"),
    "term": Text("term"),
}

ABOUT: Mapping[str, Text] = {
    "pyramid": Text("pyramid selling"),
    "fundraising": Text("fundraising"),
    "licence": Text("licensing"),
    "pay": Text("pay"),
    "consumer": Text("consumers"),
    "claims": Text("claims"),
}

CONFIDENCE: Mapping[str, Text] = {
    "high": Text("high"),
    "medium": Text("medium"),
    "low": Text("low"),
}

NUMBER_KIND: Mapping[str, Text] = {
    "statute": Text("statute"),
    "interpretation": Text("judicial interpretation"),
    "guidance": Text("guidance"),
    "order": Text("a number of one order"),
    "self-regulation": Text("self-regulation"),
    "reading": Text("our reading"),
    "open line": Text("the law gives no number; our reading"),
}

BASIS: Mapping[Basis, Text] = {
    Basis.SIMULATED: Text("simulated"),
    Basis.DECLARED: Text("the plan says so"),
    Basis.COMPUTED: Text("follows from the plan"),
    Basis.REPORTED: Text("reported in the case file"),
    Basis.OBSERVED: Text("counted in the data"),
}

ASKED: Mapping[str, Callable[[str], Text]] = {
    "<": lambda limit: Text("under {number}", number=limit),
    "<=": lambda limit: Text("at most {number}", number=limit),
    ">": lambda limit: Text("more than {number}", number=limit),
    ">=": lambda limit: Text("at least {number}", number=limit),
}
"""How a comparison with a limit is said."""

REMEDY: Mapping[str, Text] = {
    "add-buy-back": Text("buy back unsold goods"),
    "allow-cancelling": Text("let sellers cancel"),
    "allow-customer-returns": Text("let customers return goods"),
    "cap-pay": Text("cap the pay"),
    "check-who-joins": Text("keep out people whom the law bars"),
    "company-recruits-only": Text("let only the company recruit"),
    "drop-entry-payment": Text("drop the entry payment"),
    "drop-income-claims": Text("drop the income claims"),
    "drop-recruitment-reward": Text("drop the pay for bringing people in"),
    "drop-static-return": Text("drop the static return"),
    "get-licence": Text("get the licence"),
    "make-training-free": Text("make training free"),
    "pay-monthly": Text("pay at least monthly"),
    "pay-on-customer-sales-only": Text("pay on sales to customers only"),
    "pay-seller-only": Text("pay only the seller, on his own sales"),
    "sell-from-fixed-premises-or-online": Text("sell from fixed premises or online"),
    "write-contract": Text("make a written contract with every participant"),
}
"""What the remedies that rules name mean; others are shown by their ids."""

WEIGHT: Mapping[str, Text] = {
    "plan": Text("the plan itself"),
    "finding": Text("a finding"),
    "report": Text("a report"),
    "claim": Text("a claim"),
    "allegation": Text("an allegation"),
}
"""How much a source weighs."""
