"""Golden plans in which not everybody is paid: conditions, payments, compression, caps."""

from .build import history
from .goldens import Golden

TREE = "A; B<A; C<A"
RANKS = (
    "ranks: [{name: bronze}, {name: silver, requires: {purchase: 100000}},"
    " {name: gold, requires: {purchase: 900000}}]\n"
)
TEN = "rewards: [{for: entry, pays: {1: 10%}, needs: {NEEDS}}]"


def asking(needs: str) -> str:
    """Return a plan that pays 10 % of entry payments to level 1 on a condition."""
    return TEN.replace("{NEEDS}", f"{{{needs}}}")


CONDITIONS = (
    Golden(
        "purchase: all that he paid himself",
        asking("purchase: 200"),
        history(TREE, "A stock 150", "B entry 100", "A own-use 50", "C entry 100"),
        (("A", "10.00", "o4"),),  # 150 is not enough at o2; 150 + 50 = 200 is; 10 % of 100.00
    ),
    Golden(
        "stock: stock orders alone",
        asking("stock: 200"),
        history(TREE, "A own-use 500", "B entry 100", "A stock 200", "C entry 100"),
        (("A", "10.00", "o4"),),  # own use is no stock; 10 % of 100.00
    ),
    Golden(
        "own_sales: retail orders he is the seller of",
        asking("own_sales: 300"),
        history(TREE, "A retail 299.99", "B entry 100", "A retail 0.01", "C entry 100"),
        (("A", "10.00", "o4"),),  # 299.99 is not enough, 300.00 is
    ),
    Golden(
        "group_volume: himself and all below, the act itself too",
        asking("group_volume: 1000"),
        history("A; B<A; C<B; D<A", "A own-use 100", "C retail 799", "B entry 100", "D entry 1"),
        (("A", "0.10", "o4"),),  # 100 + 799 + 100 = 999 at o3, 1,000 at o4: 10 % of 1.00
    ),
    Golden(
        "direct_recruits in a month",
        "rewards: [{for: stock, pays: {1: 10%}, needs: {direct_recruits: 1, per: month}}]",
        history("A; B<A 1-5", "1-6 B stock 100", "2-6 B stock 100", until="2-29"),
        (("A", "10.00", "o1"),),  # B joined in January; nobody in February
    ),
    Golden(
        "downline: at any distance",
        "rewards: [{for: stock, levels: all, pays: 10%, needs: {downline: 3}}]",
        history("A; B<A; C<B; D<C 1-10", "C stock 100", "1-10 D stock 100"),
        (("A", "10.00", "o2"),),  # B, C and D below A; two below B, one below C
    ),
    Golden(
        "group_units: units of entry and stock orders",
        "rewards: [{for: stock, pays: {1: 10%}, needs: {group_units: 5}}]",
        history(
            TREE, "A stock 10 x2", "B entry 10 x2", "C retail 10 x9", "C stock 10", "B stock 10"
        ),
        (
            ("A", "1.00", "o4"),  # 2 + 2 + 1 = 5, without the retail order; 10 % of 10.00
            ("A", "1.00", "o5"),  # 6
        ),
    ),
    Golden(
        "customers: different ones, and each that is not named one of its own",
        asking("customers: 3"),
        history(
            "A; B<A; C<A; D<A",
            "A retail 50 by K",
            "A retail 50 by K",
            "A retail 50",
            "B entry 100",
            "A retail 50",
            "C entry 100",
        ),
        (("A", "10.00", "o6"),),  # K and one other at o4; K and two others at o6
    ),
    Golden(
        "legs by volume",
        "rewards: [{for: stock, levels: all, pays: 10%, needs: {legs: 2, leg_volume: 500}}]",
        history("A; B<A; C<A; D<C", "B stock 500", "D stock 499", "C stock 1"),
        (("A", "0.10", "o3"),),  # B 500, C with D 499 + 1 = 500: two legs; 10 % of 1.00
    ),
    Golden(
        "legs by rank, wherever in the leg it is held",
        "ranks: [{name: member}, {name: manager, requires: {stock: 1000}}]\n"
        + asking("legs: 2, leg_rank: manager"),
        history(
            "A; B<A; C<A; D<C; E<A; F<A",
            "B stock 1000",
            "E entry 100",
            "D stock 1000",
            "F entry 100",
        ),
        (("A", "10.00", "o4"),),  # B's leg alone at o2; B's and C's, where D is manager, at o4
    ),
    Golden(
        "legs by volume in a month",
        asking("legs: 1, leg_volume: 100, per: month"),
        history("A; B<A; C<A 2-1", "B stock 100", "B entry 50", "2-1 C entry 50", until="2-29"),
        (("A", "5.00", "o2"),),  # 100 + 50 in January; B's leg nothing and C's 50 in February
    ),
    Golden(
        "one of several is enough",
        asking("any: [{purchase: 100}, {direct_recruits: 2}]"),
        history(
            "A; B<A; C<B; D<B 1-2", "A stock 100", "B entry 50", "C entry 60", "1-2 D entry 70"
        ),
        (
            ("A", "5.00", "o2"),  # A has bought for 100: 10 % of 50.00
            ("B", "7.00", "o4"),  # at o3 B has paid 50 and brought one; at o4 two: 10 % of 70.00
        ),
    ),
    Golden(
        "purchases in a month",
        asking("purchase: 100, per: month"),
        history(
            "A; B<A; C<A 2-2",
            "1-2 A own-use 100",
            "1-3 B entry 100",
            "2-2 C entry 100",
            "2-3 A own-use 100",
            "2-4 C entry 100",
            until="2-29",
        ),
        (
            ("A", "10.00", "o2"),  # 100 in January
            ("A", "10.00", "o5"),  # 100 in February, from the 3rd
        ),
    ),
    Golden(
        "a rank, or a higher one",
        RANKS + asking("rank: silver"),
        history(
            "A rank gold; B<A rank silver; C<B rank bronze; D<C",
            "B entry 100",
            "C entry 100",
            "D entry 100",
        ),
        (
            ("A", "10.00", "o1"),  # gold is above silver
            ("B", "10.00", "o2"),  # silver; C is bronze and gets nothing on D
        ),
    ),
    Golden(
        "without compression the level of one who may not be paid is lost",
        "rewards: [{for: entry, pays: {1: 10%, 2: 5%}, needs: {purchase: 100}}]",
        history("A; B<A; C<B; D<C", "A stock 100", "C stock 100", "D entry 200"),
        (("C", "20.00", "o3"),),  # 10 % of 200.00; level 2 is B, who has bought nothing
    ),
    Golden(
        "with compression he uses up no level",
        "rewards: [{for: entry, pays: {1: 10%, 2: 5%}, needs: {purchase: 100}, compression: true}]",
        history("A; B<A; C<B; D<C", "A stock 100", "C stock 100", "D entry 200"),
        (
            ("C", "20.00", "o3"),  # 10 % of 200.00
            ("A", "10.00", "o3"),  # A is level 2 now: 5 % of 200.00
        ),
    ),
    Golden(
        "compression over one who left",
        "rewards: [{for: stock, pays: {1: 10%, 2: 5%}, compression: true}]",
        history("A; B<A left 1-10; C<B", "1-10 C stock 100", "1-11 C stock 100"),
        (
            ("B", "10.00", "o1"),  # he leaves on that day, and is still paid
            ("A", "5.00", "o1"),  # level 2
            ("A", "10.00", "o2"),  # level 1 the day after
        ),
    ),
    Golden(
        "who left is not paid from the next day on, and keeps his place",
        "rewards: [{for: stock, pays: {1: 10%, 2: 5%}, compression: false}]",
        history("A; B<A left 1-10; C<B", "1-10 C stock 100", "1-11 C stock 100"),
        (
            ("B", "10.00", "o1"),  # 10 % of 100.00
            ("A", "5.00", "o1"),  # 5 % of 100.00
            ("A", "5.00", "o2"),  # A stays on level 2
        ),
    ),
    Golden(
        "who has not paid the entry fee does not earn",
        "entry: [{item: fee, amount: 99, required: rule, opens: earn}]\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(TREE, "B entry 99", "A entry 99", "C entry 99"),
        (("A", "9.90", "o3"),),  # A pays after B, before C: 10 % of 99.00
    ),
    Golden(
        "two required items add up, and every kind of payment counts",
        "entry:\n"
        "  - {item: fee, amount: 99, required: rule, opens: earn}\n"
        "  - {item: kit, amount: 51, required: rule, opens: earn}\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(TREE, "A entry 99", "B entry 100", "A own-use 51", "C entry 100"),
        (("A", "10.00", "o4"),),  # 99 + 51 = 150
    ),
    Golden(
        "of items that share a choice the cheapest is asked",
        "entry:\n"
        "  - {item: stock, choice: pack, amount: 2600, required: rule, opens: earn}\n"
        "  - {item: stock, choice: pack, amount: 600, required: rule, opens: earn}\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(TREE, "A stock 599", "B entry 100", "A stock 1", "C entry 100"),
        (("A", "10.00", "o4"),),  # 600 is asked
    ),
    Golden(
        "optional items are asked only where nothing else opens the right",
        "entry:\n"
        "  - {item: stock, amount: 300, required: optional, opens: earn}\n"
        "  - {item: kit, amount: 100, required: optional, opens: earn}\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(TREE, "A stock 99", "B entry 100", "A stock 1", "C entry 100"),
        (("A", "10.00", "o4"),),  # the cheapest: 100
    ),
    Golden(
        "upkeep is asked in each month",
        "upkeep: [{item: goods, amount: 50, per: month, required: rule, opens: earn}]\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(
            "A; B<A; C<A 2-4; D<A 2-6",
            "1-3 A own-use 50",
            "1-4 B entry 100",
            "2-4 C entry 100",
            "2-5 A own-use 50",
            "2-6 D entry 100",
            until="2-29",
        ),
        (
            ("A", "10.00", "o2"),  # 50 paid in January
            ("A", "10.00", "o5"),  # and in February by the 5th, not by the 4th
        ),
    ),
    Golden(
        "two items of upkeep for one window add up",
        "upkeep:\n"
        "  - {item: goods, amount: 50, per: month, required: rule, opens: earn}\n"
        "  - {item: fee, amount: 30, per: month, required: rule, opens: earn}\n"
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(TREE, "A own-use 50", "B entry 100", "A own-use 30", "C entry 100"),
        (("A", "10.00", "o4"),),  # 50 + 30 = 80
    ),
    Golden(
        "an item of upkeep with a rank is what holding it takes",
        "upkeep: [{item: goods, amount: 50, per: month, required: rule, rank: gold}]\n"
        "ranks: [{name: basic}, {name: gold, requires: {direct_recruits: 1}}]\n"
        "rewards: [{for: stock, levels: 1, by: rank, pays: {basic: 5%, gold: 10%}}]",
        history(
            "A; B<A",
            "1-2 B stock 100",
            "1-3 A own-use 50",
            "1-4 B stock 100",
            "2-1 B stock 100",
            until="2-29",
        ),
        (
            ("A", "5.00", "o1"),  # he brought B, and has not kept gold up: 5 % of 100.00
            ("A", "10.00", "o3"),  # 50 in January: 10 % of 100.00
            ("A", "5.00", "o4"),  # nothing in February
        ),
    ),
    Golden(
        "a condition on lines of no number is a gap",
        asking("leg_volume: 500"),
        history("A; B<A", "B entry 1000"),
        (),
        gaps=1,
    ),
    Golden(
        "what opens recruiting is asked of pay on others only",
        "entry: [{item: kit, amount: 300, required: rule, opens: recruit}]\n"
        "rewards: [{for: retail, pays: {1: 20%, 2: 5%}}]",
        history("A; B<A", "B retail 100", "A entry 300", "B retail 100"),
        (
            ("B", "20.00", "o1"),  # on his own sale; A has not paid
            ("B", "20.00", "o3"),
            ("A", "5.00", "o3"),  # now A has
        ),
    ),
    Golden(
        "compression does not pass over the seller, who is not above himself",
        "rewards: [{for: retail, pays: {1: 20%, 2: 5%}, needs: {direct_recruits: 1},\n"
        "           compression: true}]",
        history("A; B<A; C<B; D<C", "D retail 100", "C retail 100"),
        # D brought nobody and is level 1 of o1 all the same: C gets 5 % of 100; C brought D and
        # gets 20 % of o2, and B 5 % of it.
        (("C", "5.00", "o1"), ("C", "20.00", "o2"), ("B", "5.00", "o2")),
    ),
    Golden(
        "compression passes over somebody on a level without a rate too",
        "rewards: [{for: stock, pays: {2: 10%}, needs: {purchase: 1}, compression: true}]",
        history("A; B<A; C<B; D<C", "B own-use 1", "A own-use 1", "D stock 100"),
        (("A", "10.00", "o3"),),  # C has bought nothing: B is level 1, A is level 2
    ),
    Golden(
        "a rank bought by one payment, or a larger one",
        "entry: [{item: stock, amount: 1000, required: optional, rank: gold}]\n"
        "ranks: [{name: basic}, {name: gold}]\n"
        "rewards: [{for: entry, levels: 1, by: rank, pays: {basic: 5%, gold: 10%}}]",
        history(
            "A; B<A; C<A; D<A",
            "A stock 600",
            "A stock 400",
            "B entry 100",
            "A stock 1200",
            "C entry 100",
        ),
        (
            ("A", "5.00", "o3"),  # 600 and 400 are not 1,000 at one go
            ("A", "10.00", "o5"),  # 1,200 is past it
        ),
    ),
    Golden(
        "a rank reached by adding up payments",
        "entry: [{item: stock, amount: 1000, cumulative: true, required: optional, rank: gold}]\n"
        "ranks: [{name: basic}, {name: gold}]\n"
        "rewards: [{for: entry, levels: 1, by: rank, pays: {basic: 5%, gold: 10%}}]",
        history("A; B<A; C<A", "A stock 600", "B entry 100", "A own-use 400", "C entry 100"),
        (
            ("A", "5.00", "o2"),  # 600
            ("A", "10.00", "o4"),  # 600 + 400 = 1,000
        ),
    ),
    Golden(
        "a cap for each month",
        "rewards: [{for: entry, pays: {1: 10%}, cap: {amount: 25, per: month}}]",
        history(
            "A; B<A",
            "B entry 200",
            "1-3 B entry 100",
            "1-4 B entry 100",
            "2-1 B entry 100",
            until="2-29",
        ),
        (
            ("A", "20.00", "o1"),  # 10 % of 200.00
            ("A", "5.00", "o2"),  # 10.00, of which 5.00 are left of 25.00
            # nothing is left for the third
            ("A", "10.00", "o4"),  # a new month
        ),
    ),
    Golden(
        "a cap in all, each person's own",
        "rewards: [{for: entry, pays: {1: 10%, 2: 10%}, cap: {amount: 25}}]",
        history("A; B<A; C<B", "B entry 200", "2-1 C entry 100", "3-1 C entry 200", until="3-31"),
        (
            ("A", "20.00", "o1"),  # 10 % of 200.00
            ("B", "10.00", "o2"),  # 10 % of 100.00
            ("A", "5.00", "o2"),  # what is left of 25.00
            ("B", "15.00", "o3"),  # 20.00, of which 15.00 are left of 25.00
        ),
    ),
    Golden(
        "all payouts of a month are cut to a share of its sales",
        "rewards: [{for: stock, pays: {1: 40%, 2: 20%}}]\n"
        "safeguards: {payout_cap: {share: 30%, enforced: true}}",
        history("A; B<A; C<B", "C stock 100.05"),
        (
            ("B", "20.01", "o1"),  # 40.02 of 60.03, cut to 30 % of 100.05 = 30.015: by half
            ("A", "10.00", "o1"),  # 20.01 by half is 10.005, rounded down
        ),
    ),
    Golden(
        "a cap on payouts that nobody enforces cuts nothing",
        "rewards: [{for: stock, pays: {1: 40%, 2: 20%}}]\n"
        "safeguards: {payout_cap: {share: 30%, enforced: false}}",
        history("A; B<A; C<B", "C stock 100.05"),
        (
            ("B", "40.02", "o1"),  # 40 % of 100.05
            ("A", "20.01", "o1"),  # 20 % of 100.05
        ),
    ),
    Golden(
        "the cut of a month does not reach into another",
        "rewards: [{for: entry, pays: {1: 10%}}]\n"
        "safeguards: {payout_cap: {share: 50%, enforced: true}}",
        history(TREE, "B entry 100", "2-1 C entry 100", "2-9 nobody retail 16", until="2-29"),
        (("A", "8.00", "o2"),),  # nothing was sold in January; 50 % of 16.00 in February
    ),
)
