"""Tests of who takes part and who brought whom: persons, sponsors, rings, and their faults."""

from __future__ import annotations

import pytest

from tests.network.ledgers import fault, faults, person, rows, summary


def sponsors(table: str) -> dict[str, str | None]:
    """Return who brought each person in."""
    return {each.id: each.sponsor for each in summary(participants=table).people}


@pytest.mark.parametrize("length", [2, 3, 7])
def test_a_ring_is_opened_where_its_first_member_joined(length: int) -> None:
    """A ring of any length is one fault; it is opened at the one who joined first."""
    ring = [
        {"id": f"A{i}", "sponsor": f"A{(i - 1) % length}", "joined": f"2019-01-{20 - i:02}"}
        for i in range(length)
    ]
    found = summary(participants=[*ring, {"id": "B", "sponsor": "A0"}])
    first = f"A{length - 1}"
    expected = (first, *(f"A{i}" for i in range(length - 1)))
    assert {"cycle": expected} == faults(found)
    assert (None, 1, length, length) == (
        person(found, first).sponsor,
        person(found, first).level,
        person(found, first).below,
        person(found, "A0").level + length - 2,
    )
    assert "A0" == person(found, "B").sponsor


def test_a_ring_without_dates_is_opened_at_the_least_id() -> None:
    """Where nobody knows who was first, the least id is taken for it."""
    found = summary(
        participants="""
        id sponsor
        C  B
        B  A
        A  C
    """
    )
    assert ("A", "B", "C") == fault(found, "cycle").rows
    assert {"A": None, "B": "A", "C": "B"} == {p.id: p.sponsor for p in found.people}


def test_two_rings_are_two_faults() -> None:
    """Each ring is a fault of its own."""
    found = summary(
        participants="""
        id sponsor
        A  B
        B  A
        C  D
        D  C
    """
    )
    assert ("A", "B", "C", "D") == faults(found)["cycle"]
    assert 2 == len(found.faults)


def test_a_sponsor_who_is_nobody() -> None:
    """Whoever names a sponsor who is not listed counts as brought in by nobody."""
    found = summary(
        participants="""
        id sponsor
        A  X
        B  A
    """
    )
    assert {"unknown-sponsor": ("A",)} == faults(found)
    assert (1, 2) == (person(found, "A").level, person(found, "B").level)


def test_self_referral_by_id() -> None:
    """Nobody brings himself in."""
    found = summary(
        participants="""
        id sponsor
        A  A
        B  A
    """
    )
    assert {"self-referral": ("A",)} == faults(found)
    assert (None, 1) == (person(found, "A").sponsor, person(found, "A").below)


def test_self_referral_by_another_account() -> None:
    """Who enters again under himself stays one person and is nobody's downline of his own."""
    found = summary(
        participants="""
        id person sponsor joined
        A  .      .       2019-01-01
        B  P      A       2019-01-02
        C  P      B       2019-01-03
        D  .      C       2019-01-04
    """
    )
    assert {"self-referral": ("C",)} == faults(found)
    assert ("B", "C") == person(found, "B").accounts
    assert {"A": None, "B": "A", "D": "B"} == {p.id: p.sponsor for p in found.people}
    assert (2, 1) == (person(found, "A").below, person(found, "A").direct)


def test_two_sponsors_in_two_rows_of_one_id() -> None:
    """Where rows of one id disagree, the sponsor of the first to join counts."""
    found = summary(
        participants="""
        id sponsor joined
        A  .       2019-01-01
        B  .       2019-01-01
        C  B       2019-03-01
        C  A       2019-02-01
    """
    )
    assert {"duplicate-id": ("C",), "two-sponsors": ("C",)} == faults(found)
    assert "A, B" in str(fault(found, "two-sponsors").text)
    assert "A" == person(found, "C").sponsor


def test_rows_that_say_the_same_are_a_duplicate_and_no_more() -> None:
    """A row that stands twice counts once; what one row leaves out another may say."""
    found = summary(
        participants="""
        id sponsor rank
        A  .       .
        B  A       .
        B  A       .
        B  .       gold
    """
    )
    assert {"duplicate-id": ("B",)} == faults(found)
    assert ("A", "gold") == (person(found, "B").sponsor, person(found, "B").rank)
    assert 2 == len(found.people)


def test_two_accounts_under_two_sponsors() -> None:
    """A person stands where his first account does; that he has another sponsor is said."""
    found = summary(
        participants="""
        id person sponsor joined
        A  .      .       2019-01-01
        B  .      .       2019-01-01
        D  P      A       2019-02-02
        C  P      B       2019-02-03
    """
    )
    assert {"two-sponsors": ("D", "C")} == faults(found)
    assert ("A", ("D", "C")) == (person(found, "D").sponsor, person(found, "D").accounts)
    assert 0 == person(found, "B").below


def test_a_first_account_that_nobody_brought_in() -> None:
    """Who began at the top stays there, and the sponsor of his later account is not lost."""
    table = """
        id person sponsor joined
        A  P      .       2019-01-01
        B  .      A       2019-01-02
        C  P      B       2019-01-03
    """
    assert {"two-sponsors": ("A", "C")} == faults(summary(participants=table))
    assert {"A": None, "B": "A"} == sponsors(table)


def test_accounts_without_dates_prefer_one_with_a_sponsor() -> None:
    """Where no account is known to be first, one that names a sponsor says more."""
    table = """
        id person sponsor
        A  .      .
        B  P      .
        C  P      A
    """
    assert ({"A": None, "C": "A"}, {}) == (sponsors(table), faults(summary(participants=table)))


def test_merged_accounts_may_close_a_ring() -> None:
    """A ring that shows only once accounts are merged is found."""
    found = summary(
        participants="""
        id person sponsor
        A  P      B
        B  Q      .
        C  Q      D
        D  P      .
    """
    )
    assert ("A", "C") == fault(found, "cycle").rows
    assert 2 == len(found.people)


def test_nobody_is_merged_for_want_of_an_owner() -> None:
    """Accounts whose owner is not known are persons of their own, whatever they are called."""
    found = summary(
        participants="""
        id person
        A  .
        B  .
        C  A
    """
    )
    assert ("A", "B", "C") == tuple(each.id for each in found.people)


def test_who_left_stays_in_the_tree() -> None:
    """Whoever left is still below his sponsor; he is gone once his last account is."""
    found = summary(
        participants="""
        id person sponsor joined     left
        A  .      .       2019-01-01 .
        B  P      A       2019-01-02 2019-05-01
        C  P      A       2019-01-03 2019-06-01
        D  Q      A       2019-01-03 2019-06-01
        E  Q      A       2019-01-04 .
    """
    )
    assert 2 == person(found, "A").below
    assert ("2019-06-01", None) == (str(person(found, "B").left), person(found, "D").left)


def test_both_ways_of_counting() -> None:
    """Levels count from the top, levels below from the organiser: with himself it is one more."""
    found = summary(
        participants="""
        id sponsor
        A  .
        B  A
        C  A
        D  B
        E  D
    """
    )
    expected = {
        "A": (1, 2, 4, 3),
        "B": (2, 1, 2, 2),
        "C": (2, 0, 0, 0),
        "D": (3, 1, 1, 1),
        "E": (4, 0, 0, 0),
    }
    assert expected == {p.id: (p.level, p.direct, p.below, p.levels_below) for p in found.people}


def test_a_chain_of_50_000_is_measured() -> None:
    """No depth is too deep."""
    size = 50_000
    chain = [{"id": "0"}, *({"id": str(i), "sponsor": str(i - 1)} for i in range(1, size))]
    found = summary(participants=chain, payouts=[{"to": "0", "amount": "1", "from": str(size - 1)}])
    top = person(found, "0")
    assert (size - 1, size - 1, size - 1) == (top.below, top.levels_below, found.uplines_paid)


def test_a_ring_of_20_000_is_one_fault() -> None:
    """Nor is any ring too long; the message shows its ends."""
    size = 20_000
    ring = [{"id": f"{i:05}", "sponsor": f"{(i - 1) % size:05}"} for i in range(size)]
    found = summary(participants=ring)
    assert size == len(fault(found, "cycle").rows)
    assert len(str(fault(found, "cycle").text)) < 250


def test_without_sponsors_nothing_is_known_of_levels() -> None:
    """A table without a column for sponsors says that it does not know them."""
    assert not summary(participants=rows("id\nA\nB")).has_sponsors
    assert summary(participants=rows("id sponsor\nA .\nB A")).has_sponsors
