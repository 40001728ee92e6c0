"""Golden plans that pay along the line of sponsors, by level, rank, heads or volume."""

from .build import history
from .goldens import Golden

CHAIN = "A; B<A; C<B; D<C; E<D"
RANKS = (
    "ranks: [{name: bronze}, {name: silver, requires: {purchase: 100000}},"
    " {name: gold, requires: {purchase: 900000}}]\n"
)

ALONG = (
    Golden(
        "unilevel by level",
        "rewards: [{for: entry, pays: {1: 20%, 2: 10%, 3: 5%}}]",
        history(CHAIN, "E entry 399"),
        (
            ("D", "79.80", "o1"),  # 20 % of 399.00
            ("C", "39.90", "o1"),  # 10 % of 399.00
            ("B", "19.95", "o1"),  # 5 % of 399.00; A stands on level 4
        ),
    ),
    Golden(
        "only the levels that are named",
        "rewards: [{for: entry, pays: {1: 20%, 3: 5%}}]",
        history(CHAIN, "E entry 399"),
        (
            ("D", "79.80", "o1"),  # 20 % of 399.00
            ("B", "19.95", "o1"),  # 5 % of 399.00; level 2 has no rate
        ),
    ),
    Golden(
        "one rate for two levels",
        "rewards: [{for: stock, levels: 2, pays: 2.5%}]",
        history(CHAIN, "E stock 33.33"),
        (
            ("D", "0.83", "o1"),  # 2.5 % of 33.33 = 0.83325
            ("C", "0.83", "o1"),  # the same
        ),
    ),
    Golden(
        "unlimited depth",
        "rewards: [{for: stock, levels: all, pays: 1%}]",
        history(CHAIN, "E stock 250"),
        (
            ("D", "2.50", "o1"),  # 1 % of 250.00
            ("C", "2.50", "o1"),  # at every distance the same
            ("B", "2.50", "o1"),
            ("A", "2.50", "o1"),
        ),
    ),
    Golden(
        "the buyer's own rebate on level 0",
        "rewards: [{for: own-use, pays: {0: 2%, 1: 1%}}]",
        history("A; B<A", "B own-use 150"),
        (
            ("B", "3.00", "o1"),  # 2 % of 150.00 to the buyer
            ("A", "1.50", "o1"),  # 1 % of 150.00
        ),
    ),
    Golden(
        "level 1 of a retail sale is its seller, level 0 nobody",
        "rewards: [{for: retail, pays: {0: 5%, 1: 20%, 2: 5%}}]",
        history("A; B<A", "B retail 100"),
        (
            ("B", "20.00", "o1"),  # 20 % of 100.00: he sold
            ("A", "5.00", "o1"),  # 5 % of 100.00: he brought the seller
        ),
    ),
    Golden(
        "a sale of the company's own pays nobody on a line",
        "rewards: [{for: retail, pays: {1: 20%, 2: 5%}}]",
        history("A; B<A", "nobody retail 100"),
        (),
    ),
    Golden(
        "a share of another's reward",
        "rewards: [{for: entry, pays: {1: 100}}, {for: reward, pays: {1: 25%}}]",
        history("A; B<A; C<B", "1-5 C entry 399"),
        (
            ("B", "100.00", "o1", 0),  # 100 for the head
            ("A", "25.00", "o1", 1),  # 25 % of the 100.00 that B is paid
        ),
    ),
    Golden(
        "rewards on rewards are not themselves paid on",
        "rewards: [{for: entry, pays: {1: 100}}, {for: reward, pays: {1: 25%, 2: 10%}}]",
        history("A; B<A; C<B; D<C", "1-5 D entry 399"),
        (
            ("C", "100.00", "o1", 0),  # 100 for the head
            ("B", "25.00", "o1", 1),  # 25 % of 100.00, level 1 above C
            ("A", "10.00", "o1", 1),  # 10 % of 100.00, level 2; nothing on B's 25.00
        ),
    ),
    Golden(
        "money for each person who joins",
        "rewards: [{for: recruit, pays: {1: 40, 2: 10}}]",
        history("A; B<A 1-2; C<B 1-3", "1-3 C entry 5000"),
        (
            ("A", "40.00", "B"),  # B joins, brought by A
            ("B", "40.00", "C"),  # C joins, brought by B; what he pays does not matter
            ("A", "10.00", "C"),  # level 2
        ),
    ),
    Golden(
        "whoever pays as he joins counts once",
        "rewards: [{for: [entry, recruit], pays: {1: 200}}]",
        history("A; B<A 1-2; C<A 1-3; D<A 1-4", "1-2 B entry 99", "1-5 D entry 99"),
        (
            ("A", "200.00", "o1"),  # B joins and pays on one day: once, for the payment
            ("A", "200.00", "C"),  # C joins and pays nothing
            ("A", "200.00", "D"),  # D joins …
            ("A", "200.00", "o2"),  # … and pays on another day
        ),
    ),
    Golden(
        "a rate by rank",
        "ranks: [{name: member}, {name: director, requires: {direct_recruits: 2}}]\n"
        "rewards: [{for: stock, levels: 1, by: rank, pays: {member: 5%, director: 12%}}]",
        history("A; B<A; C<A; D<B", "B stock 300", "D stock 300"),
        (
            ("A", "36.00", "o1"),  # 12 % of 300.00: A brought B and C
            ("B", "15.00", "o2"),  # 5 % of 300.00: B brought D alone
        ),
    ),
    Golden(
        "a rank without a rate has that of the next lower one",
        RANKS + "rewards: [{for: stock, levels: all, by: rank, pays: {bronze: 5%, gold: 10%}}]",
        history("A rank gold; B<A rank silver; C<B rank bronze; D<C", "D stock 80"),
        (
            ("C", "4.00", "o1"),  # 5 % of 80.00
            ("B", "4.00", "o1"),  # silver has no rate: bronze's 5 % of 80.00
            ("A", "8.00", "o1"),  # 10 % of 80.00
        ),
    ),
    Golden(
        "below the lowest rank with a rate nothing is paid",
        RANKS + "rewards: [{for: stock, levels: all, by: rank, pays: {silver: 5%}}]",
        history("A rank gold; B<A rank bronze; C<B", "C stock 80"),
        (("A", "4.00", "o1"),),  # gold: silver's 5 % of 80.00; B is bronze
    ),
    Golden(
        "money by the number of people brought",
        "rewards: [{for: recruit, by: direct_recruits, pays: {1: 100, 3: 150}}]",
        history("A; B<A 1-2; C<A 1-3; D<A 1-4; E<B 1-5"),
        (
            ("A", "100.00", "B"),  # his first
            ("A", "100.00", "C"),  # his second
            ("A", "150.00", "D"),  # his third counts with itself
            ("B", "100.00", "E"),  # B's first
        ),
    ),
    Golden(
        "a share by the people below",
        "rewards: [{for: entry, by: downline, pays: {1: 10%, 3: 20%}}]",
        history("A; B<A; C<B 1-2; D<A 1-3", "B entry 50", "1-2 C entry 50", "1-3 D entry 50"),
        (
            ("A", "5.00", "o1"),  # one below: 10 % of 50.00
            ("B", "5.00", "o2"),  # C is one below B: 10 % of 50.00
            ("A", "10.00", "o3"),  # B, C and D below: 20 % of 50.00
        ),
    ),
    Golden(
        "a share of the group's volume by its height",
        "rewards: [{for: sale, of: group_volume, by: group_volume, per: month,"
        " pays: {0: 3%, 1000: 6%}}]",
        history("A; B<A; C<B", "B stock 400", "C retail 700", until="2-29"),
        (
            ("C", "21.00", "1-31"),  # 3 % of 700.00
            ("B", "66.00", "1-31"),  # 6 % of 400.00 + 700.00
            ("A", "66.00", "1-31"),  # 6 % of the same 1,100.00; nothing in February
        ),
    ),
    Golden(
        "only orders that trigger the line are its volume",
        "rewards: [{for: stock, of: group_volume, by: group_volume, per: month,"
        " pays: {0: 3%, 1000: 6%}}]",
        history("A; B<A; C<B", "B stock 400", "C retail 700"),
        (
            ("B", "12.00", "1-31"),  # 3 % of 400.00: the retail sale is no stock
            ("A", "12.00", "1-31"),  # the same
        ),
    ),
    Golden(
        "a share of the group's retail prices by the height of its volume",
        "rewards: [{for: sale, of: retail_price, by: group_volume, per: month, pays: {0: 3%}}]",
        history("A; B<A", "B stock 60 list 100", "A stock 60 list 128.50", "B retail 80"),
        (
            ("B", "5.40", "1-31"),  # 3 % of 100.00 + 80.00
            ("A", "9.26", "1-31"),  # 3 % of 308.50 = 9.255
        ),
    ),
    Golden(
        "a share of the group's volume at each act",
        "rewards: [{for: sale, by: group_volume, pays: {0: 3%, 1000: 6%}}]",
        history("A; B<A", "B stock 900", "B stock 200"),
        (
            ("B", "27.00", "o1"),  # 3 % of 900.00
            ("A", "27.00", "o1"),
            ("B", "12.00", "o2"),  # 1,100.00 by now: 6 % of 200.00
            ("A", "12.00", "o2"),
        ),
    ),
    Golden(
        "what is only the volume of recruits, tasks or time is a gap",
        "rewards:\n"
        "  - {for: recruit, of: group_volume, by: group_volume, per: month, pays: {0: 3%}}\n"
        "  - {for: time, of: group_volume, per: month, pays: 3%}",
        history("A; B<A", "B stock 900"),
        (),
        gaps=2,
    ),
    Golden(
        "money for a volume, once a window",
        "rewards: [{for: sale, of: group_volume, by: group_volume, per: month, pays: {1000: 50}}]",
        history("A; B<A; C<B", "B stock 400", "C retail 300", "C retail 400"),
        (
            ("B", "50.00", "1-31"),  # 1,100.00 is at least 1,000.00
            ("A", "50.00", "1-31"),  # the same; C has 700.00
        ),
    ),
    Golden(
        "one reward in place of another",
        "rewards:\n"
        "  - {name: basic, for: entry, pays: {1: 10%}}\n"
        "  - {name: better, for: entry, pays: {1: 15%}, needs: {direct_recruits: 2},"
        " replaces: basic}",
        history("A; B<A; C<A 1-5", "B entry 100", "1-5 C entry 100"),
        (
            ("A", "10.00", "o1", 0),  # one recruit: 10 % of 100.00
            ("A", "15.00", "o2", 1),  # two: 15 % of 100.00 instead
        ),
    ),
    Golden(
        "one reward stands in for another only on acts that both are for",
        "rewards:\n"
        "  - {name: basic, for: [entry, stock], pays: {1: 10%}}\n"
        "  - {name: better, for: entry, pays: {1: 15%}, replaces: basic}",
        history("A; B<A", "B entry 100", "B stock 100"),
        (
            ("A", "15.00", "o1", 1),  # 15 % of 100.00
            ("A", "10.00", "o2", 0),  # stock is not for the better one: 10 % of 100.00
        ),
    ),
    Golden(
        "a sum for a window is not replaced by what is for other acts",
        "rewards:\n"
        "  - {name: basic, for: stock, of: group_volume, per: month, pays: 5%}\n"
        "  - {name: better, for: entry, pays: {1: 15%}, replaces: basic}",
        history("A", "A stock 100"),
        (("A", "5.00", "1-31"),),  # 5 % of 100.00
    ),
    Golden(
        "no line pays more levels than all rewards together",
        "compensated_levels: 2\n"
        "rewards: [{for: stock, levels: all, pays: 1%}, {for: retail, levels: all, pays: 1%}]",
        history(CHAIN, "E stock 100", "E retail 100"),
        (
            ("D", "1.00", "o1", 0),  # level 1
            ("C", "1.00", "o1", 0),  # level 2
            ("E", "1.00", "o2", 1),  # the seller comes on top
            ("D", "1.00", "o2", 1),
            ("C", "1.00", "o2", 1),
        ),
    ),
    Golden(
        "a line on sales and on stock pays as many levels on either",
        "compensated_levels: 2\nrewards: [{for: [stock, retail], levels: all, pays: 1%}]",
        history(CHAIN, "E stock 100", "E retail 100"),
        (
            ("D", "1.00", "o1", 0),  # level 1
            ("C", "1.00", "o1", 0),  # level 2
            ("E", "1.00", "o2", 0),  # the seller is level 1
            ("D", "1.00", "o2", 0),
        ),
    ),
    Golden(
        "a task pays the one who did it",
        "rewards: [{for: task, pays: 2}]",
        history("A; B<A", "B task", "1-2 B task"),
        (
            ("B", "2.00", "t1"),  # 2 for each
            ("B", "2.00", "t2"),
        ),
    ),
    Golden(
        "a line with a window is worked out at its end, as things are then",
        "rewards: [{for: entry, pays: {1: 10%}, per: month, needs: {direct_recruits: 2}}]",
        history("A; B<A; C<A 1-20; D<C 2-2", "1-5 B entry 100", "2-2 D entry 100", until="2-28"),
        (("A", "10.00", "o1"),),  # two recruits by January 31: 10 % of 100.00; February is not over
    ),
    Golden(
        "halves of a cent go up",
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history(
            "A; B<A", "B entry 0.05", "B entry 0.04", "B entry 0.15", "B entry 1.24", "B entry 1.25"
        ),
        (
            ("A", "0.01", "o1"),  # 0.005
            # 0.004 is nothing
            ("A", "0.02", "o3"),  # 0.015
            ("A", "0.12", "o4"),  # 0.124
            ("A", "0.13", "o5"),  # 0.125
        ),
    ),
    Golden(
        "a currency without cents",
        "rewards: [{for: entry, pays: {1: 10%}}]",
        history("A; B<A", "B entry 105", "B entry 104"),
        (
            ("A", "11", "o1"),  # 10.5
            ("A", "10", "o2"),  # 10.4
        ),
        currency="JPY",
    ),
    Golden(
        "the retail price as base",
        "rewards: [{for: sale, of: retail_price, levels: 1, pays: 10%}]",
        history("A; B<A", "B stock 60 list 128", "B stock 60", "B retail 99"),
        (
            ("A", "12.80", "o1"),  # 10 % of 128.00
            # the second order does not give its retail price
            ("B", "9.90", "o3"),  # a customer pays the retail price: 10 % of 99.00
        ),
    ),
    Golden(
        "the merchant's commission as base",
        "rewards: [{for: sale, of: commission, pays: {1: 50%, 2: 10%}}]",
        history("A; B<A; C<B", "C own-use 80 commission 6.40", "B retail 99"),
        (
            ("B", "3.20", "o1"),  # 50 % of 6.40
            ("A", "0.64", "o1"),  # 10 % of 6.40; the other order names no commission
        ),
    ),
    Golden(
        "a range at its upper end",
        "rewards: [{for: entry, pays: {1: {min: 10%, max: 20%}, 2: {max: 5%}}}]",
        history("A; B<A; C<B", "C entry 50"),
        (
            ("B", "10.00", "o1"),  # at most 20 % of 50.00
            ("A", "2.50", "o1"),  # up to 5 % of 50.00
        ),
    ),
    Golden(
        "a range at its lower end",
        "rewards: [{for: entry, pays: {1: {min: 10%, max: 20%}, 2: {max: 5%}}}]",
        history("A; B<A; C<B", "C entry 50"),
        (("B", "5.00", "o1"),),  # at least 10 % of 50.00; up to 5 % may be nothing
        end="least",
    ),
    Golden(
        "a condition's range is hardest at least and easiest at most",
        "rewards: [{for: entry, pays: {1: 10%}, needs: {direct_recruits: {min: 2, max: 3}}}]",
        history("A; B<A; C<A 1-5", "B entry 100", "1-5 C entry 100"),
        (("A", "10.00", "o2"),),  # two recruits may be enough: 10 % of 100.00
    ),
    Golden(
        "where three recruits may be asked, two get nothing for sure",
        "rewards: [{for: entry, pays: {1: 10%}, needs: {direct_recruits: {min: 2, max: 3}}}]",
        history("A; B<A; C<A 1-5", "B entry 100", "1-5 C entry 100"),
        (),
        end="least",
    ),
    Golden(
        "levels that are not known are a gap",
        "rewards: [{for: entry, pays: 10%}]",
        history("A; B<A", "B entry 100"),
        (),
        gaps=1,
    ),
    Golden(
        "4finance: 20 litas for each friend who signs up",
        "entry: [{item: fee, amount: 0.01, required: rule, opens: [join]}]\n"
        "rewards: [{name: friend bonus, for: recruit, pays: {1: 20}}]",
        history("A; B<A 1-2; C<A 1-3; D<C 1-4", "1-2 B entry 0.01", "1-3 C entry 0.01"),
        (
            ("A", "20.00", "B"),  # his first friend
            ("A", "20.00", "C"),  # his second
            ("C", "20.00", "D"),  # C's, who need not have paid
        ),
        currency="LTL",
    ),
)
