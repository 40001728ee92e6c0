"""A repair as JSON, for programs."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from mlmcheck.judge import LawResult
from mlmcheck.repair import Alternative, Repair
from mlmcheck.repair.edits import Edit
from mlmcheck.repair.reasons import Standing
from mlmcheck.report import fix_page
from mlmcheck.report.json_report import receipt
from mlmcheck.report.json_values import Json, escaped, number, pretty
from mlmcheck.report.language import Speaker

FORMAT = 1


def schema() -> Json:
    """Return the JSON Schema of what `render` returns."""
    path = Path(__file__).with_name("fix.schema.json")
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def render(repair: Repair, speaker: Speaker) -> str:
    """Return a repair as JSON."""
    document = repair.before.document
    found: Json = {
        "format": FORMAT,
        "mlmcheck": repair.before.receipt.version,
        "kind": "fix",
        "file": document.file,
        "sha256": document.digest,
        "lawful": repair.lawful,
        "laws": [_law(law) for law in repair.before.laws],
        "alternatives": [_way(repair, way, speaker) for way in repair.alternatives],
        "looked_at": {
            "edits": repair.most_edits,
            "plans": repair.tried,
            "whole": repair.whole,
        },
    }
    if repair.nearest is not None:
        found["standing"] = [_standing(one, speaker) for one in repair.nearest.standing]
        found["nearest"] = [_edit(repair, edit, speaker) for edit in repair.nearest.edits]
    found["receipt"] = receipt(repair.before)
    return escaped(pretty(found, 3)) + "\n"


def named(law: LawResult) -> Json:
    """Return the id of a law and what the place is called, no names where there is no pack."""
    return {
        "law": law.law,
        "title": {} if law.pack is None else dict(sorted(law.pack.title.items())),
    }


def _law(law: LawResult) -> Json:
    return {
        **named(law),
        "verdict": str(law.verdict),
        "reason": None if law.reason is None else law.reason.value,
        "score": law.points,
    }


def _way(repair: Repair, way: Alternative, speaker: Speaker) -> Json:
    return {
        "edits": [_edit(repair, edit, speaker) for edit in way.edits],
        "count": sum(edit.cost for edit in way.edits),
        "kept": number(Fraction(round(way.kept * 10_000), 10_000)),
        "laws": [_law(law) for law in way.after.laws],
        "patch": "".join(line + "\n" for line in fix_page.patch_of(repair, way)),
    }


def _edit(repair: Repair, edit: Edit, speaker: Speaker) -> Json:
    return {
        "kind": edit.kind,
        "text": fix_page.told(edit.text, speaker),
        "path": list(edit.path),
        "line": repair.before.document.locate(edit.path).line,
    }


def _standing(one: Standing, speaker: Speaker) -> Json:
    return {
        "law": one.law.law,
        "rule": one.finding.rule.id,
        "result": one.finding.result.value,
        "rests_on": one.rests.value,
        "facts": list(one.facts),
        "text": fix_page.why(one, speaker),
    }
