"""Golden plans of every other form: binary, matrix, board, stair-step, tiers, pool, static."""

from mlmcheck.plan.history import History

from .build import history
from .goldens import Golden, Row

FOUR = "A; B<A; C<A; D<B; E<C"
RANKS = (
    "ranks: [{name: bronze}, {name: silver, requires: {purchase: 100000}},"
    " {name: gold, requires: {purchase: 900000}}]\n"
)
LADDER = "by: rank, pays: {bronze: 10%, silver: 15%, gold: 25%}"
DESSERT = "rewards: [{for: entry, form: board, width: 2, depth: 3, pays: 40000}]"


def eights(count: int) -> History:
    """Return seven founders, whom nobody brought, and so many who pay 5,000, one after another."""
    founders = [f"F{number}" for number in range(7)]
    payers = [f"P{number:03}" for number in range(1, count + 1)]
    people = "; ".join([*founders, *(f"{payer}<F0" for payer in payers)])
    return history(people, *(f"{payer} entry 5000" for payer in payers))


def tops(*expected: tuple[str, int]) -> tuple[Row, ...]:
    """Return 40,000 for each top with the number of the payment that filled his board."""
    return tuple((top, "40000.00", f"o{number}") for top, number in expected)


FOUNDERS = (
    # The founders sit as F0 / F1 F2 / F3 F4 F5 F6. The 8th payment fills their board and F0 is
    # paid; it splits into those of F1 and F2, which the 16th and the 24th fill; those into the
    # boards of F3, F4 (from F1's) and F5, F6 (from F2's), each of which takes eight more.
    ("F0", 8),
    ("F1", 16),
    ("F2", 24),
    ("F3", 32),
    ("F4", 40),
    ("F5", 48),
    ("F6", 56),
)

FORMS = (
    Golden(
        "binary: the weaker leg is paired, the rest carried over",
        "rewards: [{for: entry, form: binary, pays: 10%}]",
        history(FOUR, "B entry 100", "C entry 300", "D entry 150", "E entry 40"),
        (
            # A's legs are B with D and C with E. After o1: 100 | 0
            ("A", "10.00", "o2"),  # 100 | 300: 10 % of 100.00; left 0 | 200
            ("A", "15.00", "o3"),  # 150 | 200: 10 % of 150.00; left 0 | 50
            # o4: 0 | 90; D alone below B, E alone below C: no pair
        ),
    ),
    Golden(
        "binary with money for each pair",
        "rewards: [{for: entry, form: binary, pays: 50}]",
        history(FOUR, "B entry 100", "C entry 300", "D entry 1", "E entry 1"),
        (
            ("A", "50.00", "o2"),  # B and C are a pair
            ("A", "50.00", "o4"),  # D and E are another
        ),
    ),
    Golden(
        "binary by weeks with carry",
        "rewards: [{for: entry, form: binary, pays: 10%, per: week, carry: true}]",
        history(FOUR, "B entry 100", "C entry 300", "1-9 D entry 150", until="1-14"),
        (
            ("A", "10.00", "1-7"),  # 100 | 300: 10 % of 100.00; left 0 | 200
            ("A", "15.00", "1-14"),  # 150 | 200: 10 % of 150.00
        ),
    ),
    Golden(
        "binary by weeks without carry",
        "rewards: [{for: entry, form: binary, pays: 10%, per: week, carry: false}]",
        history(FOUR, "B entry 100", "C entry 300", "1-9 D entry 150", until="1-14"),
        (("A", "10.00", "1-7"),),  # the 200 of the right leg are lost: 150 | 0
    ),
    Golden(
        "binary with a daily cap, which loses what was paired",
        "rewards: [{for: entry, form: binary, pays: 10%, cap: {amount: 12, per: day}}]",
        history(
            FOUR, "B entry 100", "C entry 300", "D entry 150", "1-2 D entry 30", "1-3 D entry 40"
        ),
        (
            ("A", "10.00", "o2"),  # 10 % of 100.00; left 0 | 200
            ("A", "2.00", "o3"),  # 15.00, of which 2.00 are left of 12.00; left 0 | 50
            ("A", "3.00", "o4"),  # 30 | 50: 10 % of 30.00 the next day; left 0 | 20
            ("A", "2.00", "o5"),  # 40 | 20: 10 % of 20.00; the pairs cut on the 1st are gone
        ),
    ),
    Golden(
        "binary: who is not qualified loses what was paired",
        "rewards: [{for: entry, form: binary, pays: 10%, needs: {purchase: 100}}]",
        history(FOUR, "B entry 100", "C entry 300", "A stock 100", "D entry 50"),
        (("A", "5.00", "o4"),),  # the 100 paired at o2 are gone; 50 | 200: 10 % of 50.00
    ),
    Golden(
        "binary: a third recruit goes below the first",
        "rewards: [{for: entry, form: binary, pays: 10%}]",
        history("A; B<A; C<A; D<A; E<A", "D entry 100", "E entry 60"),
        (
            # D takes B's left place and E his right: they pair below B, and are one leg of A's
            ("B", "6.00", "o2"),  # 100 | 60: 10 % of 60.00
        ),
    ),
    Golden(
        "binary on so many levels of placements",
        "rewards: [{for: entry, form: binary, levels: 1, pays: 10%}]",
        history(FOUR, "D entry 100", "C entry 100", "B entry 100"),
        (("A", "10.00", "o3"),),  # D is two places below A; B and C pair
    ),
    Golden(
        "binary where the places are known",
        "rewards: [{for: entry, form: binary, pays: 10%}]",
        history("A; B<A at A.1; C<A at A.0; D<A at B.1", "C entry 100", "D entry 70"),
        (("A", "7.00", "o2"),),  # C left, B with D right: 10 % of 70.00
    ),
    Golden(
        "matrix two wide: spill-over row by row",
        "rewards: [{for: entry, form: matrix, width: 2, pays: {1: 10%, 2: 5%}}]",
        history("A; B<A; C<A; D<A; E<A; F<A", "D entry 100", "F entry 100", "B entry 100"),
        (
            ("B", "10.00", "o1"),  # A is full: D takes the first place below B
            ("A", "5.00", "o1"),  # and A is level 2
            ("C", "10.00", "o2"),  # D and E stand below B, F below C
            ("A", "5.00", "o2"),
            ("A", "10.00", "o3"),  # B stands below A
        ),
    ),
    Golden(
        "matrix as deep as it is",
        "rewards: [{for: entry, form: matrix, width: 2, depth: 2, pays: 8%}]",
        history("A; B<A; C<B; D<C", "D entry 100"),
        (
            ("C", "8.00", "o1"),  # level 1
            ("B", "8.00", "o1"),  # level 2; A is level 3
        ),
    ),
    Golden("8-4-2-1, 56 pay: seven founders are paid", DESSERT, eights(56), tops(*FOUNDERS)),
    Golden(
        "8-4-2-1, 64 pay: the first of them is paid",
        DESSERT,
        eights(64),
        tops(*FOUNDERS, ("P001", 64)),
    ),
    Golden(
        "8-4-2-1, 120 pay: the first eight are paid",
        DESSERT,
        eights(120),
        tops(
            *FOUNDERS,
            # The first eight sat in the last row of the founders' board, from the left, and each
            # heads a board of his own at last.
            ("P001", 64),
            ("P002", 72),
            ("P003", 80),
            ("P004", 88),
            ("P005", 96),
            ("P006", 104),
            ("P007", 112),
            ("P008", 120),
        ),
    ),
    Golden(
        "board two wide and two deep",
        "rewards: [{for: recruit, form: board, width: 2, depth: 2, pays: 300}]",
        history(
            "A; B<A 1-2; C<A 1-2; D<B 1-3; E<B 1-3; F<C 1-3; G<C 1-4; H<A 1-5; I<A 1-5; J<A 1-5;"
            " K<A 1-6; L<A 1-7; M<A 1-7; N<A 1-7; O<A 1-8"
        ),
        (
            ("A", "300.00", "G"),  # A / B C / D E F G is full; it splits into B / D E and C / F G
            ("B", "300.00", "K"),  # B / D E / H I J K
            ("C", "300.00", "O"),  # C / F G / L M N O
        ),
    ),
    Golden(
        "stair-step on stock: the buyer's own rate is in his price",
        RANKS + f"rewards: [{{for: stock, form: stair-step, levels: all, {LADDER}}}]",
        history("A rank gold; B<A rank silver; C<B rank bronze", "C stock 100", "A stock 100"),
        (
            ("B", "5.00", "o1"),  # 15 % - 10 % of 100.00
            ("A", "10.00", "o1"),  # 25 % - 15 % of 100.00; nothing on his own order
        ),
    ),
    Golden(
        "stair-step on entry: the newcomer's own rank counts for nothing",
        RANKS + f"rewards: [{{for: entry, form: stair-step, levels: all, {LADDER}}}]",
        history("A rank gold; B<A rank silver; C<B rank bronze; D<C rank gold", "D entry 100"),
        (
            ("C", "10.00", "o1"),  # 10 % of 100.00
            ("B", "5.00", "o1"),  # 15 % - 10 %
            ("A", "10.00", "o1"),  # 25 % - 15 %
        ),
    ),
    Golden(
        "stair-step on retail: the seller has his full rate",
        RANKS + f"rewards: [{{for: retail, form: stair-step, levels: all, {LADDER}}}]",
        history("A rank gold; B<A rank silver; C<B rank bronze", "C retail 100", "B retail 100"),
        (
            ("C", "10.00", "o1"),  # 10 % of 100.00
            ("B", "5.00", "o1"),  # 15 % - 10 %
            ("A", "10.00", "o1"),  # 25 % - 15 %
            ("B", "15.00", "o2"),  # 15 % of 100.00
            ("A", "10.00", "o2"),  # 25 % - 15 %
        ),
    ),
    Golden(
        "breakaway: nothing goes past somebody of the same rate",
        RANKS + f"rewards: [{{for: entry, form: stair-step, levels: all, {LADDER}}}]",
        history(
            "A rank gold; B<A rank silver; C<B rank silver; D<C rank bronze; E<D", "E entry 100"
        ),
        (
            ("D", "10.00", "o1"),  # 10 % of 100.00
            ("C", "5.00", "o1"),  # 15 % - 10 %
            # B is silver as C is: C has broken away from him
            ("A", "10.00", "o1"),  # 25 % - 15 %: a still higher rate
        ),
    ),
    Golden(
        "stair-step over somebody of a lower rate: what counts is the highest rate met",
        RANKS + f"rewards: [{{for: entry, form: stair-step, levels: all, {LADDER}}}]",
        history("A rank gold; B<A rank bronze; C<B rank silver; D<C", "D entry 100"),
        (
            ("C", "15.00", "o1"),  # 15 % of 100.00; B's 10 % is no higher
            ("A", "10.00", "o1"),  # 25 % - 15 %, not 25 % - 10 %
        ),
    ),
    Golden(
        "stair-step in money",
        RANKS + "rewards: [{for: entry, form: stair-step, levels: all, by: rank,"
        " pays: {bronze: 100, silver: 150, gold: 250}}]",
        history("A rank gold; B<A rank bronze; C<B", "C entry 999"),
        (
            ("B", "100.00", "o1"),  # bronze
            ("A", "150.00", "o1"),  # 250 - 100
        ),
    ),
    Golden(
        "stair-step of the group's volume",
        "rewards: [{for: purchase, form: stair-step, of: group_volume, by: group_volume,"
        " levels: all, per: month, pays: {0: 3%, 1000: 6%, 3000: 10%}}]",
        history("A; B<A; C<A", "A own-use 500", "B stock 1200", "C stock 1800"),
        (
            # volumes: A 3,500.00 (10 %), B 1,200.00 (6 %), C 1,800.00 (6 %)
            ("A", "50.00", "o1"),  # 10 % of 500.00
            ("B", "72.00", "o2"),  # 6 % of 1,200.00
            ("A", "48.00", "o2"),  # 10 % - 6 %
            ("C", "108.00", "o3"),  # 6 % of 1,800.00
            ("A", "72.00", "o3"),  # 10 % - 6 %: A has 170.00 = 10 % of 3,500.00 - 72.00 - 108.00
        ),
    ),
    Golden(
        "stair-step of the group's volume past a leg that has broken away",
        "rewards: [{for: purchase, form: stair-step, of: group_volume, by: group_volume,"
        " levels: all, per: month, pays: {0: 3%, 1000: 6%, 3000: 10%}}]",
        history("A; B<A; C<B", "A own-use 500", "B stock 1000", "C stock 2500"),
        (
            # volumes: A 4,000.00 (10 %), B 3,500.00 (10 %), C 2,500.00 (6 %)
            ("A", "50.00", "o1"),  # 10 % of 500.00
            ("B", "100.00", "o2"),  # 10 % of 1,000.00; A has the same rate
            ("C", "150.00", "o3"),  # 6 % of 2,500.00
            ("B", "100.00", "o3"),  # 10 % - 6 %: B has 200.00 = 10 % of 3,500.00 - 150.00
        ),
    ),
    Golden(
        "price tiers over three ranks",
        "ranks: [{name: agent}, {name: chief, requires: {purchase: 10000}},"
        " {name: general, requires: {purchase: 90000}}]\n"
        "goods: [{name: mask, supplied_by: upline, retail_price: 128,"
        " participant_price: {agent: 60, chief: 45, general: 30}}]\n"
        "rewards: none",
        history(
            "A rank general; B<A rank chief; C<B rank agent; D<C rank agent",
            "C stock 600 x10 of mask",
            "D stock 120 x2 of mask",
            "A stock 300 x10 of mask",
        ),
        (
            ("B", "150.00", "o1", None),  # (60 - 45) x 10
            ("A", "150.00", "o1", None),  # (45 - 30) x 10
            # C pays 60 as D does: nothing for him
            ("B", "30.00", "o2", None),  # (60 - 45) x 2
            ("A", "30.00", "o2", None),  # (45 - 30) x 2
        ),
    ),
    Golden(
        "price tiers: a lower price further down leaves nothing above",
        "ranks: [{name: agent}, {name: chief, requires: {purchase: 10000}},"
        " {name: general, requires: {purchase: 90000}}]\n"
        "goods: [{name: mask, supplied_by: upline,"
        " participant_price: {agent: 60, chief: 45, general: 30}}]\n"
        "rewards: none",
        history(
            "A rank general; B<A rank agent; C<B rank chief; D<C rank agent",
            "D stock 60 of mask",
        ),
        (
            ("C", "15.00", "o1", None),  # 60 - 45
            ("A", "15.00", "o1", None),  # 45 - 30: B's 60 is not below the 45 met so far
        ),
    ),
    Golden(
        "differences of prices are no rewards: not cut, and kept by whoever has not left",
        "ranks: [{name: agent}, {name: chief, requires: {purchase: 10000}}]\n"
        "goods: [{name: mask, supplied_by: upline, participant_price: {agent: 60, chief: 45}}]\n"
        "rewards: [{for: stock, pays: {1: 50%}}]\n"
        "safeguards: {payout_cap: {share: 10%, enforced: true}}",
        history(
            "A rank chief left 1-10; B<A rank agent",
            "B stock 60 of mask",
            "1-11 B stock 60 of mask",
        ),
        (
            ("A", "15.00", "o1", None),  # 60 - 45; nothing the day after he left
            ("A", "12.00", "o1", 0),  # 50 % of 60.00 = 30.00, cut to 10 % of 120.00
        ),
    ),
    Golden(
        "a pool of turnover by rank",
        RANKS
        + "rewards: [{for: sale, form: pool, per: month, by: rank, pays: {silver: 2%, gold: 3%}}]",
        history(
            "A rank gold; B<A rank silver; C<A rank silver; D<B rank silver; E<B rank bronze",
            "E stock 600",
            "D retail 300",
            "nobody retail 100",
        ),
        (
            ("A", "30.00", "1-31"),  # 3 % of 600 + 300 + 100 = 1,000.00 to the one gold
            ("B", "6.66", "1-31"),  # 2 % of 1,000.00 = 20.00 among three: 6.666…, rounded down
            ("C", "6.66", "1-31"),
            ("D", "6.66", "1-31"),
        ),
    ),
    Golden(
        "in a pool by rank a higher rank has no part in a lower one's",
        RANKS + "rewards: [{for: sale, form: pool, per: month, by: rank, pays: {silver: 2%}}]",
        history("A rank gold; B<A rank silver; C<A rank bronze", "C stock 600"),
        (("B", "12.00", "1-31"),),  # 2 % of 600.00 to the one silver
    ),
    Golden(
        "a pool of money among those who meet a condition",
        "rewards: [{for: sale, form: pool, per: month, pays: 100, needs: {own_sales: 50,"
        " per: month}}]",
        history(
            "A; B<A; C<A; D<A",
            "A retail 50",
            "B retail 60",
            "C retail 70",
            "D retail 49",
            "2-1 A retail 50",
            until="2-29",
        ),
        (
            ("A", "33.33", "1-31"),  # 100 among A, B and C, rounded down
            ("B", "33.33", "1-31"),
            ("C", "33.33", "1-31"),
            ("A", "100.00", "2-29"),  # alone in February
        ),
    ),
    Golden(
        "a static return until a quarter has come back",
        "rewards: [{for: time, of: own_payments, pays: 10%, per: month, until: 25%}]",
        history("A; B<A 2-10", "A entry 1000", "2-10 B stock 100", until="5-31"),
        (
            # January: nothing was paid in before its first day
            ("A", "100.00", "2-29"),  # 10 % of 1,000.00
            ("A", "100.00", "3-31"),
            ("B", "10.00", "3-31"),  # B was in on March 1: 10 % of 100.00
            ("A", "50.00", "4-30"),  # 250.00 is 25 %
            ("B", "10.00", "4-30"),
            ("B", "5.00", "5-31"),  # 25.00 is 25 %; A has had his
        ),
    ),
    Golden(
        "a static return with a cap",
        "rewards: [{for: time, pays: 10%, per: month, cap: {amount: 60, per: month}}]",
        history("A", "A entry 1000", until="3-31"),
        (
            ("A", "60.00", "2-29"),  # 100.00, capped
            ("A", "60.00", "3-31"),
        ),
    ),
    Golden(
        "money for time that passes",
        "rewards: [{for: time, pays: 5, per: week, needs: {purchase: 100}}]",
        history("A; B<A", "1-10 A stock 100", until="1-21"),
        (
            ("A", "5.00", "1-14"),  # he has bought for 100 by the end of the second week
            ("A", "5.00", "1-21"),
        ),
    ),
    Golden(
        "what is paid for time without a window is a gap",
        "rewards: [{for: time, pays: 1%}]",
        history("A", "A entry 1000", until="3-31"),
        (),
        gaps=1,
    ),
    Golden(
        "the 1040 project as it was found: no rates are stated",
        "entry: [{item: stake, amount: 3800, further: 3300, units: {min: 1, max: 21},"
        " required: rule, opens: [join]}]\n"
        "rewards: [{for: [recruit, entry], levels: {min: 2}}]",
        history("A; B<A", "A entry 69800 x21", "B entry 69800 x21"),
        (),
        gaps=1,
    ),
    Golden(
        "a plan of the form of the 1040 project, with rates made up",
        "entry: [{item: stake, amount: 3800, further: 3300, units: {min: 1, max: 21},"
        " required: rule, opens: [join]}]\n"
        "ranks:\n"
        "  - {name: 业务员, requires: {group_units: 1}}\n"
        "  - {name: 业务组长, requires: {group_units: 3}}\n"
        "  - {name: 业务主任, requires: {group_units: 10}}\n"
        "  - {name: 业务经理, requires: {group_units: 65, direct_recruits: 2}}\n"
        "rewards: [{for: entry, form: stair-step, levels: all, by: rank,"
        " pays: {业务员: 15%, 业务组长: 20%, 业务主任: 30%, 业务经理: 42%}}]",
        history(
            "A; B<A; C<B; D<A; E<A",
            "A entry 69800 x21",  # 3,800 + 20 x 3,300
            "B entry 69800 x21",
            "C entry 3800",
            "D entry 69800 x21",
            "E entry 3800",
        ),
        (
            ("A", "20940.00", "o2"),  # 42 units: 业务主任, 30 % of 69,800.00
            ("B", "1140.00", "o3"),  # 22 units: 业务主任, 30 % of 3,800.00; A is no higher
            ("A", "20940.00", "o4"),  # 64 units: 业务主任 still, 30 % of 69,800.00
            ("A", "1596.00", "o5"),  # 65 units and three recruits: 业务经理, 42 % of 3,800.00
        ),
    ),
)
