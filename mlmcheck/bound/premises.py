"""What is taken of a plan before its bounds are worked out: whose money there can be at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Premises:
    """Whose money there can be, as the lists of the file close it off or leave it open.

    `entry_whole` and `rewards_whole` say that nothing else is paid to join, or paid out.
    `purchases_count` says that participants may pay for taking part by buying too, or by paying to
    stay. `others_pay` says that somebody else's money may pay rewards as well. `goods` says that
    something may be sold, and `outside` that a line of the plan shows money from outside it.
    """

    entry_whole: bool
    rewards_whole: bool
    upkeep_whole: bool
    purchases_count: bool
    others_pay: bool
    goods: bool
    outside: bool
