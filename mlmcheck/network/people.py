"""Who takes part and who brought whom: accounts merged into persons, sponsors made a forest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mlmcheck.network.faults import Faults
from mlmcheck.network.summary import Fault
from mlmcheck.network.tables import Table
from mlmcheck.text import Text

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.DiGraph[str]

_LAST = date.max


@dataclass(frozen=True, slots=True)
class People:
    """The participants as a forest: an edge leads from a sponsor to whom he brought in.

    A node is a person, called by the id of his first account, and carries `accounts`, `joined`,
    `left`, `rank`, `placement` and `side`. Nobody has two sponsors and nobody is below himself.
    `known` is false where there is no table of participants, so that nobody is known to be none.
    """

    graph: Graph
    person_of: Mapping[str, str]
    """The node of each account."""
    known: bool
    faults: tuple[Fault, ...]

    def joined(self, person: str) -> date | None:
        """Return the day on which the person first joined, None where it is not known."""
        found: date | None = self.graph.nodes[person]["joined"]
        return found


@dataclass(frozen=True, slots=True)
class _Account:
    """What the rows of one id say together, the earliest first where they disagree."""

    id: str
    person: str | None
    sponsors: tuple[str, ...]
    joined: date | None
    left: date | None
    rank: str | None
    placement: str | None
    side: str | None

    @property
    def order(self) -> tuple[bool, date, bool, str]:
        """What sorts the accounts of a person: by day, those without one after, then by id.

        Among accounts of unknown date one that names a sponsor says more than one that does not.
        """
        return self.joined is None, self.joined or _LAST, not self.sponsors, self.id


def read_people(table: Table | None) -> People:
    """Return the participants as a forest, and what is wrong with their rows.

    Accounts of one `person` are one node. His sponsor is that of his first account; where the
    sponsor is himself, or nobody who is listed, the next account is asked. A ring of sponsors is
    opened at the member who joined first, the least id among equals: nobody brought him in.
    """
    import networkx as nx

    faults = Faults("participants")
    accounts = _accounts(table, faults) if table is not None else {}
    persons = _persons(accounts)
    person_of = {account.id: person for person, owned in persons.items() for account in owned}
    graph: Graph = nx.DiGraph()
    for person, owned in persons.items():
        graph.add_node(person, **_attributes(owned))
    for person, owned in persons.items():
        sponsor = _sponsor(person, owned, person_of, faults)
        if sponsor is not None:
            graph.add_edge(sponsor, person)
    _open_rings(graph, faults)
    return People(graph, person_of, table is not None, faults.found())


def _accounts(table: Table, faults: Faults) -> dict[str, _Account]:
    columns = ("person", "sponsor", "joined", "left", "rank", "placement", "side")
    by_id: dict[str, set[tuple[Any, ...]]] = {}
    for id, *rest in table.rows("id", *columns):
        if id in by_id:
            faults.add("duplicate-id", id)
        by_id.setdefault(id, set()).add(tuple(rest))
    return {id: _merged(id, rows) for id, rows in by_id.items()}


def _merged(id: str, rows: set[tuple[Any, ...]]) -> _Account:
    def key(row: tuple[Any, ...]) -> tuple[Any, ...]:
        # By day of joining first, then by anything that is the same in every order of rows.
        return row[2] or _LAST, tuple("" if cell is None else str(cell) for cell in row)

    ordered = sorted(rows, key=key)

    def first(index: int) -> Any:
        return next((row[index] for row in ordered if row[index] is not None), None)

    sponsors = tuple(dict.fromkeys(row[1] for row in ordered if row[1] is not None))
    return _Account(id, first(0), sponsors, first(2), first(3), first(4), first(5), first(6))


def _persons(accounts: Mapping[str, _Account]) -> dict[str, tuple[_Account, ...]]:
    """Return the accounts of each person, first account first, in the order of persons' ids."""
    owned: dict[tuple[str, str], list[_Account]] = {}
    for account in accounts.values():
        # An account whose owner is not known is a person of its own.
        owner = ("id", account.id) if account.person is None else ("person", account.person)
        owned.setdefault(owner, []).append(account)
    ordered = (tuple(sorted(each, key=lambda a: a.order)) for each in owned.values())
    return dict(sorted((each[0].id, each) for each in ordered))


def _attributes(owned: tuple[_Account, ...]) -> dict[str, Any]:
    lefts = [account.left for account in owned]
    known = [left for left in lefts if left is not None]
    return {
        "accounts": tuple(account.id for account in owned),
        "joined": next((a.joined for a in owned if a.joined is not None), None),
        # Gone only once the last account is.
        "left": max(known) if len(known) == len(lefts) else None,
        "rank": next((a.rank for a in owned if a.rank is not None), None),
        "placement": next((a.placement for a in owned if a.placement is not None), None),
        "side": next((a.side for a in owned if a.side is not None), None),
    }


def _sponsor(
    person: str, owned: tuple[_Account, ...], person_of: Mapping[str, str], faults: Faults
) -> str | None:
    """Return who brought a person in, None for nobody, and note what is wrong with it."""
    named: dict[str, None] = {}
    for account in owned:
        for sponsor in account.sponsors:
            of = person_of.get(sponsor)
            if of == person:
                faults.add("self-referral", account.id)
            else:
                if of is None:
                    faults.add("unknown-sponsor", account.id)
                named.setdefault(of or sponsor)
    taken = _first_sponsor(person, owned, person_of)
    if taken is None and any(sponsor in person_of for sponsor in named):
        text = Text(
            "{person} has a first account that nobody brought in and another that {sponsors} "
            "brought in. The first counts.",
            person=person,
            sponsors=", ".join(named),
        )
    elif len(named) > 1:
        text = Text(
            "{person} has more than one sponsor: {sponsors}. The first who takes part counts.",
            person=person,
            sponsors=", ".join(named),
        )
    else:
        return taken
    faults.say("two-sponsors", text, [account.id for account in owned])
    return taken


def _first_sponsor(
    person: str, owned: tuple[_Account, ...], person_of: Mapping[str, str]
) -> str | None:
    for account in owned:
        if not account.sponsors:
            return None
        for sponsor in account.sponsors:
            of = person_of.get(sponsor)
            if of is not None and of != person:
                return of
    return None


def _open_rings(graph: Graph, faults: Faults) -> None:
    """Take out one edge of each ring; with one sponsor each, a strong component is one ring."""
    import networkx as nx

    # The components are listed before the first edge goes.
    rings = [ring for ring in nx.strongly_connected_components(graph) if len(ring) > 1]
    for ring in rings:
        joined = {person: graph.nodes[person]["joined"] or _LAST for person in ring}
        top = min(ring, key=lambda person: (joined[person], person))
        members = [top]
        while True:
            sponsor = next(iter(graph.predecessors(members[-1])))
            if sponsor == top:
                break
            members.append(sponsor)
        members[1:] = members[:0:-1]
        graph.remove_edge(next(iter(graph.predecessors(top))), top)
        faults.say(
            "cycle",
            Text(
                "Participants sponsor one another in a ring: {ring}. It is opened at {top}, as if "
                "nobody had brought this one in.",
                ring=_shown(members),
                top=top,
            ),
            members,
        )


def _shown(members: list[str]) -> str:
    shown = members if len(members) <= 8 else [*members[:4], "…", *members[-3:]]
    return " → ".join([*shown, members[0]])
