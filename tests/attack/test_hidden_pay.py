"""Pay under another name, or of which it is not said whether it is there, is never denied."""

from __future__ import annotations

from datetime import date

import pytest

from mlmcheck.judge import Court, judge
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.verdict import Verdict

COURT = Court((rules_dir(),), date(2026, 11, 24))
HEAD = "mlmcheck: 1\nname: x\nmarket: cn\ncurrency: CNY\n"
FREE = "entry: none\n"
FEE = "entry: [{item: fee, amount: 1000, required: rule, opens: [earn]}]\n"


@pytest.mark.parametrize(
    "plan",
    [
        FEE + "rewards: [{for: task, of: own_payments, pays: {0: 2%}, per: day}]\n",
        FEE + "rewards: [{for: stock, pays: {0: 2%}, per: day, until: 200%}]\n",
        FREE + "rewards: [{for: retail, form: matrix, levels: 1, pays: 10%}]\n",
        FREE + "rewards: [{for: retail, form: stair-step, levels: 1, pays: 10%}]\n",
        FREE + "rewards: [{for: retail, levels: {min: 1, max: 3}}]\n",
        FREE + "rewards: [{for: retail}]\n",
        "entry: [{item: gift, amount: 1000, required: rule, opens: [join]}]\nrewards: none\n",
        "entry: [{item: stock, amount: 1000, required: rule, paid_to: upline}]\nrewards: none\n",
    ],
)
def test_what_may_be_pay_on_others_or_a_return_is_reviewed(plan: str) -> None:
    """Neither legal, as nothing shows that it is not there, nor a pyramid, as nothing shows it."""
    verdict = judge(parse_scheme(HEAD + plan, "plan.yaml"), COURT).verdict
    assert Verdict.REVIEW is verdict
