"""What figures and statements cannot say is refused, with its place."""

from __future__ import annotations

import pytest

from mlmcheck.scheme.errors import SchemeError
from mlmcheck.scheme.read import parse_scheme

HEAD = "mlmcheck: 1\nname: a scheme\nmarket: cn\ncurrency: CNY\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("observed: [{payouts: {retail: 90%, stock: 90%}}]\n", "at least 180 % of the whole"),
        ("observed: [{payouts: {total: 100, entry: 80, sale: 70}}]\n", "at least 150 %"),
        ("observed: [{payouts: {purchase: 60%, retail: 50%}}]\n", "at least 110 %"),
        ("observed: [{funding: {entry: 60%, outside: {over: 50%}}}]\n", "at least 110 %"),
        ("observed: [{revenue: {total: 100, entry: 80, retail: 40}}]\n", "at least 120 %"),
        (
            "rewards: [{for: entry, pays: 5, funded_by: {entry: 70%, outside: 40%}}]\n",
            "at least 110 %",
        ),
        ("observed: [{revenue: {final: 40%, retail: 40%}}]\n", "counted twice"),
        ("conduct: {inventory_loading: [none]}\n", "write inventory_loading: none"),
        ("conduct: {deception: [{text: 'No'}]}\n", "write deception: none"),
    ],
)
def test_what_cannot_be_is_told(text: str, said: str) -> None:
    """Parts of more than the whole, sums counted twice, and a finding of nothing."""
    with pytest.raises(SchemeError, match=said):
        parse_scheme(HEAD + text)


@pytest.mark.parametrize(
    "text",
    [
        "observed: [{payouts: {retail: 60%, stock: 40%}}]\n",
        # A range may leave room, a union may be the same money, and no total is no whole.
        "observed: [{payouts: {retail: {max: 90%}, stock: {max: 90%}}}]\n",
        "observed: [{payouts: {sale: 90%, retail: 90%}}]\n",
        "observed: [{payouts: {purchase: 60%, stock: 50%, own-use: 10%, retail: 40%}}]\n",
        "observed: [{revenue: {entry: 80, retail: 40}}]\n",
        "observed: [{revenue: {total: 100, final: 80%, entry: 20}}]\n",
        "conduct: {inventory_loading: none}\n",
        "conduct: {deception: [none of the promised goods came]}\n",
    ],
)
def test_what_can_be_is_read(text: str) -> None:
    """Nothing is refused that may be so."""
    assert parse_scheme(HEAD + text).scheme.name
