"""A scheme that is written and read again is the same scheme."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlmcheck.interval import Interval
from mlmcheck.scheme.model import Operator, Pays, Reward, Scheme
from mlmcheck.scheme.quantity import Money, Share
from mlmcheck.scheme.read import parse_scheme, read_scheme
from mlmcheck.scheme.write import print_scheme, scalar

from .generated import Tree, schemes, texts
from .samples import ENCODED, EXAMPLE, heading, shipped

_BARE = {"mlmcheck": "1", "name": "x"}

each_file = pytest.mark.parametrize("path", [EXAMPLE, *ENCODED, *shipped()], ids=heading)


@each_file
def test_files_survive(path: Path) -> None:
    """What is read, written and read again says the same."""
    scheme = read_scheme(path).scheme

    assert scheme == parse_scheme(print_scheme(scheme)).scheme


@each_file
def test_the_form_is_canonical(path: Path) -> None:
    """What is written once is written the same again."""
    once = print_scheme(read_scheme(path).scheme)

    assert once == print_scheme(parse_scheme(once).scheme)


def test_there_are_nineteen_cases() -> None:
    """All encoded cases are among the files."""
    assert 19 == len(ENCODED)


def test_the_example_is_written_as_people_write() -> None:
    """The canonical form has blocks outside, braces inside, and quotes where they are needed."""
    lines = print_scheme(read_scheme(EXAMPLE).scheme).splitlines()

    assert [
        "mlmcheck: 1",
        'name: {en: "Example Agents, Ltd", zh: 示例微商}',
        'market: [cn, "no"]',
        "period: {from: 2017-07-28, to: 2018-09}",
        "as_of: 2018-01-15",
    ] == lines[:5]
    assert "  - {item: stake, amount: 3800, further: 3300, units: {min: 1, max: 21}}" in lines
    assert "  retail_floor: {of_rewards: 2/3, of_sales: 80%, from: 2016-07-25}" in lines
    assert (
        "  - {name: 静态收益, for: time, pays: {min: 6%, max: 18%}, of: own_payments, per: month, "
        "until: 200%, source: ftc}" in lines
    )


@given(schemes)
@settings(
    max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
def test_generated_schemes_survive(tree: Tree) -> None:
    """Whatever a scheme says, it says the same when it was written and read."""
    scheme = Scheme.model_validate(tree, by_alias=True, by_name=False)

    assert scheme == parse_scheme(print_scheme(scheme)).scheme


@given(texts)
def test_texts_are_texts_to_every_reader(text: str) -> None:
    """A text is written so that a usual YAML reader takes it for that text and nothing else."""
    written = f"- {scalar(text)}\n- {{a: {scalar(text)}, b: [{scalar(text)}]}}\n"

    assert [text, {"a": text, "b": [text]}] == yaml.safe_load(written)


@given(st.fractions(0, 30, max_denominator=10**9))
def test_shares_are_exact(number: Fraction) -> None:
    """A share is written with all its digits, or as a fraction where these have no end."""
    rate = Share(Interval(number, number))
    scheme = Scheme.model_validate(_BARE).model_copy(
        update={
            "rewards": (
                Reward(for_=("retail",), pays="1%").model_copy(  # type: ignore[arg-type]
                    update={"pays": Pays(((None, rate),))}
                ),
            )
        }
    )

    assert scheme == parse_scheme(print_scheme(scheme)).scheme


def test_money_without_an_end_is_refused() -> None:
    """A third of a yuan cannot be written in a file, and nothing near it is written instead."""
    third = Money(Interval(Fraction(1, 3), Fraction(1, 3)), "CNY")
    operator = Operator().model_copy(update={"capital": third})
    scheme = Scheme.model_validate(_BARE).model_copy(update={"operator": operator})

    with pytest.raises(ValueError, match="no end to its decimals"):
        print_scheme(scheme)
