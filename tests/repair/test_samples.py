"""Every sample that can be made lawful is, and for each that cannot it is known why."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mlmcheck.cli import main
from mlmcheck.repair import Repair
from mlmcheck.repair.reasons import alleged
from mlmcheck.resources import samples_dir
from mlmcheck.scheme.find import scheme_files
from mlmcheck.verdict import Reason, Verdict
from tests.repair.benches import of_file

NO_REWARDS = "the file does not say who is paid for what, and no edit invents it"
DONE = "figures or tables show what was paid; no change of the plan undoes that"
ALLEGED = "a payment or reward is only alleged or claimed, which no edit hides or admits"
CONTRADICTED = "what was counted contradicts every lawful plan"
NOT_COVERED = "no rule covers it, or there is no pack"
OPEN = "the law asks for what only figures, or a person, can answer"

CANNOT: dict[str, str] = {
    "across/own-use-club": DONE,
    "decided/at/at-lyoness-2018": DONE,
    "decided/au/au-world-netsafe-2000": NO_REWARDS,
    "decided/br/br-telexfree-2015": DONE,
    "decided/cn/cn-fenxiang-life-2020": NO_REWARDS,
    "decided/cn/cn-huayun-2021": NO_REWARDS,
    "decided/cn/cn-yijiapin-2022": NO_REWARDS,
    "decided/cn/cn-youxuanqiantong-2019": NO_REWARDS,
    "decided/cn/cn-yunji-2015-plan": NO_REWARDS,
    "decided/cn/cn-yunji-later-plan": NO_REWARDS,
    "decided/de/de-onecoin-muenster-2024": ALLEGED,
    "decided/eu/eu-4finance-2014": NOT_COVERED,
    "decided/in/in-ebiz-2019": ALLEGED,
    "decided/in/in-qnet-vihaan": ALLEGED,
    "decided/in/in-speakasia-2011": ALLEGED,
    "decided/it/it-juiceplus-2019": NO_REWARDS,
    "decided/it/it-lyoness-2018": OPEN,
    "decided/lk/lk-goldquest-2005": DONE,
    "decided/my/my-mbi-2017": ALLEGED,
    "decided/tw/tw-nanning-acquittals-2017": ALLEGED,
    "decided/us-mt/us-acn-montana-2010": ALLEGED,
    "decided/us-wa/us-lularoe-2021": ALLEGED,
    "decided/us/us-equinox-2000": ALLEGED,
    "decided/us/us-forsage-2022": ALLEGED,
    "decided/us/us-jewelway-1997": NO_REWARDS,
    "decided/us/us-mobe-2020": ALLEGED,
    "decided/us/us-telexfree-2014": CONTRADICTED,
    "decided/us/us-wcm777-2014": ALLEGED,
    "decided/za/za-alpha-club-report75": OPEN,
    "networks/dirty": NO_REWARDS,
    "networks/sick": DONE,
    "social_commerce/bank-points-mall": NO_REWARDS,
    "social_commerce/mogujie": NO_REWARDS,
    "social_commerce/weidian": NO_REWARDS,
    "social_commerce/xiaohongshu": NO_REWARDS,
    "social_commerce/xiaokeduo": ALLEGED,
    "social_commerce/yunji-later": NO_REWARDS,
    "social_commerce/yunmofang": NO_REWARDS,
}
"""The samples that no change of the plan makes lawful, each with the reason."""

FILES = scheme_files([samples_dir()])


def _name(path: Path) -> str:
    return path.relative_to(samples_dir()).with_suffix("").as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_samples_are_made_lawful(path: Path, tmp_path: Path) -> None:
    """What is found is judged legal by `check`; what is not found is in the list, and why."""
    found = of_file(path)
    if found.lawful:
        return
    if not found.alternatives:
        assert _reason(found) == CANNOT.get(_name(path))
        return
    assert _name(path) not in CANNOT
    assert {Verdict.LEGAL} == {one.after.verdict for one in found.alternatives}
    file = tmp_path / "plan.yaml"
    file.write_text(found.alternatives[0].source, encoding="utf-8", newline="")
    again = ["check", str(file), "--data", str(path.parent), "--fail-on", "review"]
    assert 0 == CliRunner().invoke(main, again).exit_code


def _reason(found: Repair) -> str:
    """Why nothing was found, in the words of the list."""
    if found.before.scheme.rewards is None:
        return NO_REWARDS
    if found.nearest is None:
        return NOT_COVERED
    reasons = {result.reason for result in found.nearest.results}
    rests = {one.rests.value for one in found.nearest.standing}
    if Reason.CONTRADICTED in reasons:
        return CONTRADICTED
    if "counted or found" in rests:
        return DONE
    if alleged(found.before.scheme):
        return ALLEGED
    if Reason.NOT_COVERED in reasons:
        return NOT_COVERED
    return OPEN


def test_the_list_is_short_and_names_samples() -> None:
    """Nothing stands in the list that is no sample."""
    assert set() == set(CANNOT) - {_name(path) for path in FILES}
