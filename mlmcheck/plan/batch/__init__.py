"""The interpreter for great numbers of people: the same terms, worked out month by month in numpy.

`pay_month` pays one month, from `opening` on:

    terms = monthly(terms_of(plan, "most"))
    standing = opening(terms, crowd)
    for number, month in enumerate(months):
        paid = pay_month(terms, crowd, standing, number, month)
        standing = paid.standing
"""

from mlmcheck.plan.batch.crowd import NEVER, NOBODY, Crowd, Month, Orders
from mlmcheck.plan.batch.monthly import monthly
from mlmcheck.plan.batch.run import EVENTS, PaidMonth, pay_month
from mlmcheck.plan.batch.standing import Standing, opening

__all__ = [
    "EVENTS",
    "NEVER",
    "NOBODY",
    "Crowd",
    "Month",
    "Orders",
    "PaidMonth",
    "Standing",
    "monthly",
    "opening",
    "pay_month",
]
