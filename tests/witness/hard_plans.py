"""Plans that are hard on a search: gaps, huge conditions, long ladders, wide boards, odd money."""

from __future__ import annotations

FEE = "entry: [{item: fee, amount: 100, required: rule, opens: [join]}]"
GOODS = "goods: [{name: soap, retail_price: 12, participant_price: 8}]"
_TWELVE = ", ".join(f"R{number}" for number in range(12))
_LADDER = "ranks: [{name: R0}, " + ", ".join(
    f"{{name: R{n}, requires: {{direct_recruits: {n + 1}, group_volume: {1000 * 3**n}, legs: 2, "
    f"leg_rank: R{n - 1}}}}}"
    for n in range(1, 12)
) + "]"  # fmt: skip

HARD: dict[str, str] = {
    "nothing is known": "",
    "no rewards": f"{FEE}\n{GOODS}\nrewards: none",
    "rates are not known": f"{FEE}\n{GOODS}\nrewards: [{{for: entry, levels: 3}}, {{for: retail}}]",
    "one rate is not known":
        f"{FEE}\n{GOODS}\nrewards: [{{for: entry, levels: 3}}, {{for: own-use, pays: {{1: 9%}}}}]",
    "the entry payment is not known":
        f"entry: [{{item: fee, required: rule, opens: [join]}}]\n{GOODS}\n"
        "rewards: [{for: entry, pays: {1: 20%}}]",
    "only that something is paid":
        "entry: [{item: fee, amount: {over: 0}, required: rule, opens: [join, earn]}]\n"
        f"{GOODS}\n"
        "rewards: [{for: entry, pays: {1: 20%}}]",
    "another currency":
        f"entry: [{{item: fee, amount: 100 USD, required: rule, opens: [join, earn]}}]\n{GOODS}\n"
        "rewards: [{for: entry, pays: {1: 20 USD}}, {for: retail, pays: {1: 5%, 2: 3%}}]",
    "five hundred recruits":
        f"{FEE}\n{GOODS}\n"
        "rewards: [{for: [entry, stock], pays: {1: 20%, 2: 5%}, needs: {direct_recruits: 500}}]",
    "a million of turnover":
        f"{FEE}\n{GOODS}\n"
        "rewards: [{for: purchase, pays: {1: 9%}, needs: {group_volume: 1000000, customers: 300}}]",
    "twelve ranks":
        f"{FEE}\n{GOODS}\n{_LADDER}\n"
        f"rewards: [{{for: [entry, stock], form: stair-step, by: rank, "
        f"pays: {{{', '.join(f'R{n}: {2 * n + 1}%' for n in range(12))}}}}}]",
    "ranges":
        f"entry: [{{item: fee, amount: {{min: 1, max: 1000}}, required: rule, opens: [join]}}]\n"
        f"{GOODS}\nrewards: [{{for: [entry, own-use], pays: {{1: {{min: 1%, max: 40%}}, "
        f"2: {{over: 2%}}}}, needs: {{direct_recruits: {{min: 1, max: 5}}}}}}]",
    "daily windows":
        f"{FEE}\nupkeep: [{{item: goods, amount: 5, per: year, required: rule, opens: [earn]}}]\n"
        "goods: none\n"
        "rewards: [{for: time, of: own_payments, pays: 1%, per: day, until: 200%}, "
        "{for: entry, pays: {2: 5%}, per: year}]",
    "a board of 781":
        f"{FEE}\n{GOODS}\nrewards: [{{for: entry, form: board, width: 5, depth: 4, pays: 9000}}]",
    "a board that asks for recruits":
        f"{FEE}\ngoods: none\nrewards: [{{for: entry, form: board, width: 2, depth: 3, pays: 400, "
        f"needs: {{direct_recruits: 2}}}}]",
    "a board with its own static return":
        f"{FEE}\ngoods: none\n"
        "rewards: [{for: entry, form: board, width: 3, depth: 2, pays: 400}, "
        "{for: time, of: own_payments, pays: 5%, per: month}]",
    "everything at once":
        f"{FEE}\n{GOODS}\n{_LADDER}\n"
        "rewards: [{for: entry, form: binary, pays: 10%, per: week, cap: {amount: 5, per: day}}, "
        "{for: purchase, form: matrix, width: 3, depth: 7, pays: 2%, needs: {rank: R3}}, "
        "{for: reward, pays: {1: 10%}}, {for: task, pays: 3}, "
        "{for: sale, of: turnover, form: pool, pays: 2%, per: month, needs: {rank: R1}}, "
        "{for: retail, by: direct_recruits, pays: {1: 4, 9: 9}}]",
    "money in fine parts":
        "entry: [{item: fee, amount: 0.00001, required: rule, opens: [join]}]\n"
        "goods: none\nrewards: [{for: entry, pays: {1: 1/3, 2: 1/7}}]",
    "huge money":
        "entry: [{item: fee, amount: 99999999999999, required: rule, opens: [join]}]\n"
        "goods: none\nrewards: [{for: entry, pays: {1: 99%, 2: 1%}}]",
    "nothing is paid":
        f"{FEE}\ngoods: none\n"
        "rewards: [{for: entry, pays: {1: 0%}}, {for: recruit, pays: 0}]",
}  # fmt: skip
"""The lines of scheme files after their name and currency, by what is hard about them."""
