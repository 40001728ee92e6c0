"""Every system that the founding articles name is judged as the record of it allows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.resources import rules_dir, samples_dir
from mlmcheck.verdict import Reason, Verdict

from .run import run

# What Chinese law on the record supports: one verdict where an authority decided or the plain
# model leaves no form of article 7 open, several where the record does not decide it.
ALLOWED: dict[str, tuple[str, ...]] = {
    "taobao-live": ("legal",),
    "tmall-jd": ("legal",),
    "xiaohongshu": ("legal", "review"),
    "mogujie": ("legal", "review"),
    "taobaoke": ("legal",),
    "kol-seller": ("legal",),
    "yunzaizhijian": ("pyramid-like",),
    "xinghuo-caoyuan": ("pyramid-like",),
    "mengdian": ("legal", "review"),
    "yunji-2015": ("pyramid-like",),
    "yunji-later": ("review",),
    "kaola-mall": ("pyramid-like", "review"),
    "xiaoheiqun": ("pyramid-like", "review"),
    "pinduoduo": ("legal",),
    "weishang-agents": ("pyramid-like",),
    "platform-direct-selling": ("pyramid-like", "review"),
    "avon": ("legal", "review"),
    "weidian": ("legal", "review"),
    "xiaokeduo": ("legal", "review"),
    "yunmofang": ("legal", "review"),
    "one-level-distribution": ("legal",),
    "bank-points-mall": ("legal", "review"),
}
FOLDER = samples_dir() / "social_commerce"
COURT = Court((rules_dir(),), date(2026, 11, 24))
each = pytest.mark.parametrize("system", sorted(ALLOWED))


def judged(system: str) -> Judgement:
    """Judge one system as its file stands."""
    return judge_file(FOLDER / f"{system}.yaml", COURT)


def decided(system: str) -> dict[str, str]:
    """Return what authorities or the public record say."""
    text = (FOLDER / f"{system}.decided.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    assert isinstance(found, dict)
    return found


def test_no_system_is_missing() -> None:
    """There is a file for every system, a record beside it, and no other."""
    names = {path.name.split(".")[0] for path in FOLDER.glob("*.yaml")}
    assert set(ALLOWED) == names
    assert set(ALLOWED) == {path.name.split(".")[0] for path in FOLDER.glob("*.decided.yaml")}


@each
def test_the_verdict_is_one_that_the_record_allows(system: str) -> None:
    """No system is judged otherwise than the record of it supports."""
    assert str(judged(system).verdict) in ALLOWED[system]


@each
def test_no_verdict_stands_against_a_decision(system: str) -> None:
    """What an authority found to be a pyramid is not legal, what one cleared is no pyramid."""
    outcome = str(decided(system)["verdict"])
    opposite = {"pyramid-like": Verdict.LEGAL, "legal": Verdict.PYRAMID}.get(outcome)
    assert judged(system).verdict is not opposite


@each
def test_a_review_names_the_fact_that_would_settle_it(system: str) -> None:
    """Where facts are missing, one that changes the verdict by itself is named, and its values."""
    law = judged(system).laws[0]
    if law.reason is Reason.MISSING:
        assert law.best_settling is not None
        assert law.best_settling.decides
        verdicts = {outcome.verdict for outcome in law.best_settling.outcomes}
        assert Verdict.PYRAMID in verdicts


def test_the_record_is_read_by_nobody_who_judges(tmp_path: Path) -> None:
    """With the records blanked every verdict and score is the same."""
    for path in FOLDER.glob("*.yaml"):
        text = "" if path.name.endswith(".decided.yaml") else path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    for system in ALLOWED:
        there, here = judge_file(tmp_path / f"{system}.yaml", COURT), judged(system)
        assert (here.verdict, here.points) == (there.verdict, there.points)


def test_the_folder_is_judged_in_one_run() -> None:
    """One call judges them all, says every verdict, and counts them."""
    done = run("check", FOLDER, "--format", "json")
    report = json.loads(done.out)
    assert 1 == done.code
    found = {Path(result["file"]).stem: result["verdict"] for result in report["results"]}
    assert set(ALLOWED) == set(found)
    assert all(found[system] in ALLOWED[system] for system in ALLOWED)
