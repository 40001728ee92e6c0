"""A sensitivity as JSON, for programs."""

from __future__ import annotations

import json
from pathlib import Path

from mlmcheck.repair.numbers import Number
from mlmcheck.repair.sensitivity import Flip, Sensitivity
from mlmcheck.report.fix_json import named
from mlmcheck.report.json_report import receipt
from mlmcheck.report.json_values import Json, escaped, number, pretty
from mlmcheck.report.language import Speaker
from mlmcheck.report.sensitivity_page import where

FORMAT = 1


def schema() -> Json:
    """Return the JSON Schema of what `render` returns."""
    path = Path(__file__).with_name("sensitivity.schema.json")
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def render(found: Sensitivity, speaker: Speaker) -> str:
    """Return a sensitivity as JSON, a text that ends with a line end."""
    judgement = found.judgement
    currency = judgement.scheme.currency
    report: Json = {
        "format": FORMAT,
        "mlmcheck": judgement.receipt.version,
        "kind": "sensitivity",
        "file": judgement.document.file,
        "sha256": judgement.document.digest,
        "laws": [{**named(law), "verdict": str(law.verdict)} for law in judgement.laws],
        "numbers": [
            {
                "path": list(one.number.path),
                "line": judgement.document.locate(one.number.path).line,
                "kind": one.number.kind,
                "value": number(one.number.value),
                "flips": [_flip(one.number, flip, currency, speaker) for flip in one.flips],
            }
            for one in found.numbers
        ],
        "unlooked": [list(number.path) for number in found.unlooked],
        "receipt": receipt(judgement),
    }
    return escaped(pretty(report, 3)) + "\n"


def _flip(of: Number, flip: Flip, currency: str | None, speaker: Speaker) -> Json:
    far = flip.margin(of)
    return {
        "value": number(flip.value),
        "reached": flip.reached,
        "exact": flip.exact,
        "margin": number(far),
        "relative": None if of.value == 0 else number(far / of.value),
        **named(flip.law),
        "rule": None if flip.finding is None else flip.finding.rule.id,
        "from": str(flip.before),
        "to": str(flip.law.verdict),
        "text": where(of, flip, currency, speaker),
    }
