"""The network as a networkx graph: who brought whom, what each paid, sold and was paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mlmcheck.network.faults import TABLES
from mlmcheck.network.orders import Orders, read_orders
from mlmcheck.network.payouts import Payouts, Rewards, read_payouts
from mlmcheck.network.people import People, read_people
from mlmcheck.network.summary import Fault
from mlmcheck.network.tables import Tables
from mlmcheck.network.tree import Shape, shape_of

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.DiGraph[str]

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Built:
    """The network, resolved.

    `graph` leads from sponsor to participant. A node carries what `People` says and `paid` (as
    buyer, by flow, refunds not deducted), `refunded`, `sold` (as seller, refunds deducted) and
    `rewards` (by what they were for). An edge carries `paid`, what the one brought in paid, and
    `rewards`, what the sponsor was paid on that one's acts. Money is in the smallest unit of the
    tables; `money` makes it the scheme's currency.
    """

    graph: Graph
    shape: Shape
    people: People
    orders: Orders
    payouts: Payouts
    tables: Tables
    faults: tuple[Fault, ...]

    def money(self, amount: int) -> Fraction:
        """Return an amount in the scheme's currency."""
        return Fraction(amount, self.tables.scale) if amount else _NOTHING


def build(tables: Tables, rewards: Rewards) -> Built:
    """Return the network that the tables describe; `rewards` says what the plan's are for."""
    people = read_people(tables.participants)
    shape = shape_of(people.graph)
    orders = read_orders(tables.orders, people, tables.unlisted_buyers)
    payouts = read_payouts(tables.payouts, people, shape, orders, rewards)
    _weigh(people.graph, shape.sponsor, orders, payouts)
    faults = [
        *(fault for table in tables.each for fault in table.faults),
        *people.faults,
        *orders.faults,
        *payouts.faults,
    ]
    # A stable sort: within a table and kind the faults are in order already.
    faults.sort(key=lambda fault: (TABLES.index(fault.table), fault.kind))
    return Built(people.graph, shape, people, orders, payouts, tables, tuple(faults))


def _weigh(
    graph: Graph, sponsor: Mapping[str, str | None], orders: Orders, payouts: Payouts
) -> None:
    """Write on nodes and edges what orders and payouts say."""
    for node in graph.nodes.values():
        node.update(paid={}, refunded=0, sold=0, rewards={})
    for order in orders.each:
        if order.buyer is not None:
            node = graph.nodes[order.buyer]
            _add(node["paid"], order.flow, order.amount or 0)
            node["refunded"] += order.refunded
        if order.seller is not None:
            graph.nodes[order.seller]["sold"] += order.net
    on_acts: dict[tuple[str, str], int] = {}
    for payout in payouts.each:
        if payout.to is not None:
            _add(graph.nodes[payout.to]["rewards"], payout.flow, payout.amount)
            if payout.acting is not None:
                pair = (payout.to, payout.acting)
                on_acts[pair] = on_acts.get(pair, 0) + payout.amount
    for person, above in sponsor.items():
        if above is not None:
            paid = sum(graph.nodes[person]["paid"].values())
            rewards = on_acts.get((above, person), 0)
            graph.edges[above, person].update(paid=paid, rewards=rewards)


def _add(sums: dict[str, int], key: str, amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount
