"""Golden plans: what each pays was worked out by hand, and both interpreters pay just that."""

from collections.abc import Callable, Iterable

import pytest

from mlmcheck.plan.history import History
from mlmcheck.plan.pay import pay
from mlmcheck.plan.terms import Terms

from .goldens import Golden, told
from .goldens_along import ALONG
from .goldens_conditions import CONDITIONS
from .goldens_forms import FORMS
from .reference import reference

GOLDENS = (*ALONG, *CONDITIONS, *FORMS)


def exact(terms: Terms, history: History) -> Iterable[object]:
    """The payouts of the interpreter."""
    return pay(terms, history).payouts


@pytest.mark.parametrize("work_out", [exact, reference])
@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)
def test_a_golden_plan_pays_what_was_worked_out_by_hand(
    golden: Golden, work_out: Callable[[Terms, History], Iterable[object]]
) -> None:
    """Every payout of a small plan is as the table has it, to the cent, and there is no other."""
    terms = golden.terms()

    assert golden.expected() == told(work_out(terms, golden.happened))
    assert golden.gaps == len(terms.gaps)


def test_no_two_goldens_have_one_name() -> None:
    """A failing golden is found by its name."""
    assert len(GOLDENS) == len({golden.name for golden in GOLDENS})
