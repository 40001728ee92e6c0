"""A plan as a simulation takes it: its terms by the month, what people pay, what they sell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.plan.batch import monthly
from mlmcheck.plan.compile import terms_of
from mlmcheck.plan.terms import End, Terms
from mlmcheck.scheme.plan import Plan
from mlmcheck.simulate.dues import Dues, dues_of
from mlmcheck.simulate.trade import Trade, trade_of

_FINER = 100
"""The accounts are kept in hundredths of the plan's smallest unit."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan at one end of its ranges, as a simulation takes it.

    `unit` is that of the accounts, in the scheme's currency.
    """

    end: End
    terms: Terms
    dues: Dues
    trade: Trade
    unit: Fraction


def setting_of(plan: Plan, end: End) -> Setting:
    """Return the plan at one end of its ranges.

    Raises:
        CannotSimulate: the file leaves open what must be paid.
    """
    terms = terms_of(plan, end)
    dues = dues_of(plan, terms, end)
    return Setting(end, monthly(terms), dues, trade_of(plan, terms, dues, end), terms.unit / _FINER)
