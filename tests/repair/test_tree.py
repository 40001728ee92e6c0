"""Changes to the tree of a scheme file."""

from mlmcheck.repair.tree import Add, Cut, Op, Put, changed, clash, value_at
from mlmcheck.scheme.compose import compose
from mlmcheck.scheme.marks import Mapped

TEXT = b"""
a: 1
list:
  - {x: 1}
  - {x: 2}
  - {x: 3}
words: [p, q]
none: none
"""


def tree() -> Mapped:
    """A small tree."""
    root = compose(TEXT).root
    assert isinstance(root, Mapped)
    return root


def after(*ops: Op) -> Mapped:
    """The tree with changes made."""
    return changed(tree(), ops)


def test_the_tree_that_was_given_stays_as_it_is() -> None:
    """Changes make another tree."""
    root = tree()
    changed(root, [Put(("list", 0, "x"), "9"), Cut(("a",))])

    assert tree() == root


def test_places_are_those_of_the_given_tree() -> None:
    """To take out the first item does not move the places of the others."""
    found = after(Cut(("list", 0)), Put(("list", 2, "x"), "9"))

    assert [{"x": "2"}, {"x": "9"}] == found["list"]


def test_what_is_kept_keeps_its_place() -> None:
    """An item after one that was taken out still stands at its old place."""
    assert ("list", 2) == after(Cut(("list", 0)))["list"][1].path


def test_a_list_that_loses_its_last_item_is_none() -> None:
    """A closed list stays closed: that nothing is left is said."""
    assert "none" == after(*(Cut(("list", place)) for place in range(3)))["list"]


def test_mappings_on_the_way_are_made() -> None:
    """Two changes under a key that is missing, or that is none, both arrive."""
    found = after(Put(("new", "p"), "1"), Put(("new", "q"), "2"), Put(("none", "r"), "3"))

    assert {"p": "1", "q": "2"} == found["new"]
    assert {"r": "3"} == found["none"]


def test_no_safeguards_is_none_of_each() -> None:
    """A safeguard that is added leaves it said that there are none of the others."""
    root = compose(b"safeguards: none").root
    assert isinstance(root, Mapped)
    found = changed(root, [Put(("safeguards", "cancel"), {"days": "30"})])["safeguards"]

    assert ({"days": "30"}, "none") == (found["cancel"], found["buy_back"])
    assert 7 == len(found)


def test_a_mapping_that_loses_its_last_key_goes_too() -> None:
    """No empty braces are left, which a scheme file may not have."""
    assert "none" == changed(compose(b"l: [{x: 1}]").root, [Cut(("l", 0, "x"))])["l"]  # type: ignore[arg-type]


def test_items_are_added_to_what_is_there() -> None:
    """To a list, to a lone word, and where nothing is yet."""
    found = after(Add(("words",), "r"), Add(("a",), "2"), Add(("new",), "s"))

    assert (["p", "q", "r"], ["1", "2"], ["s"]) == (found["words"], found["a"], found["new"])


def test_changes_clash_where_one_undoes_the_other() -> None:
    """The same place twice, or a place inside one that is replaced; two items added do not."""
    assert clash(Put(("a",), "1"), Put(("a",), "2"))
    assert clash(Cut(("list", 0)), Put(("list", 0, "x"), "2"))
    assert not clash(Add(("words",), "r"), Add(("words",), "s"))
    assert not clash(Cut(("list", 0)), Cut(("list", 1)))


def test_a_value_is_found_by_its_place() -> None:
    """None where the tree has no such place."""
    assert "2" == value_at(tree(), ("list", 1, "x"))
    assert value_at(tree(), ("list", 7, "x")) is None
    assert value_at(tree(), ("a", "x")) is None
