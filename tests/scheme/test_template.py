"""Files to start from can be read, and say what they are asked to say."""

import pytest

from mlmcheck.scheme.codes import MARKETS
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.quantity import Stated, Wrong
from mlmcheck.scheme.read import parse_scheme
from mlmcheck.scheme.template import FORMS, currency_of, new_scheme

FORM_OF = {
    "unilevel": "unilevel",
    "binary": "binary",
    "matrix": "matrix",
    "stair-step": "stair-step",
    "pool": "pool",
    "gifting-circle": "board",
}


def forms_in(scheme: Scheme) -> set[str | None]:
    """The forms of the rewards."""
    return {reward.form for reward in scheme.rewards or ()}  # type: ignore[union-attr]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "market"),
    [
        ("My plan", "cn"),
        ('NAME "MARKET": x, [y] #', "no"),
        ("50% off\n", "us-ca"),
        ("\\1\\n", "eu"),
    ],
)
def test_every_form_can_be_read(form: str, name: str, market: str) -> None:
    """The file is a scheme with that name and market, whatever is in the name."""
    scheme = parse_scheme(new_scheme(form, name, market)).scheme

    assert (name, (market,)) == (scheme.name.in_language("en"), scheme.market)
    assert currency_of(market) == scheme.currency
    assert FORM_OF.get(form) in {None, *forms_in(scheme)}


@pytest.mark.parametrize("form", FORMS)
def test_files_are_tidy(form: str) -> None:
    """No line ends in spaces, none of the words to fill in is left, and comments are in line."""
    text = new_scheme(form, "x", "cn")
    columns = {line.index("#") for line in text.splitlines() if line.startswith(("market", "curr"))}

    assert text == "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    assert [] == [word for word in ("NAME", "MARKET", "CURRENCY") if word in text]
    assert 1 == len(columns)


@pytest.mark.parametrize("form", FORMS)
def test_channel_and_licences_may_be_told(form: str) -> None:
    """Without its comment marks the operator is read, with a licence where a law asks for one."""
    for market, licences in (("cn", "direct-selling"), ("us", None), ("fr", None)):
        text = new_scheme(form, "x", market)
        head, mark, operator = text.partition("# operator:\n")
        told = operator.replace("# ", "", 1).replace("\n#", "\n")
        found = parse_scheme(f"{head}operator:\n {told}").scheme.operator

        assert mark
        assert found is not None
        assert ("online",) == found.channel
        if licences is None:
            assert Stated.NONE is found.authorised
        else:
            assert isinstance(found.authorised, tuple)
            assert [(licences, market)] == [(one.kind, one.market) for one in found.authorised]


def test_a_currency_may_be_chosen() -> None:
    """A currency that is asked for is used in place of the market's own."""
    assert "USD" == parse_scheme(new_scheme("blank", "x", "cn", "USD")).scheme.currency


@pytest.mark.parametrize(
    ("market", "currency"),
    [("cn", "CNY"), ("de", "EUR"), ("eu", "EUR"), ("us-tx", "USD"), ("no", "NOK"), ("aq", "USD")],
)
def test_currency_of_a_market(market: str, currency: str) -> None:
    """Each market has its currency, US dollars where we know none."""
    assert currency == currency_of(market)


def test_every_market_has_a_file() -> None:
    """There is a file for every market that a scheme may name."""
    for market in sorted(MARKETS):
        parse_scheme(new_scheme("blank", "x", market))


@pytest.mark.parametrize(
    ("form", "name", "market", "currency", "message"),
    [
        ("ponzi", "x", "cn", None, "there is no form ponzi; there are blank, one-level-affiliate"),
        ("blank", "x", "atlantis", None, '"atlantis" is no market; write the two letters'),
        ("blank", "x", "china", None, '"china" is no market; write cn'),
        ("blank", "x", "US", None, '"US" is no market; write us'),
        ("blank", "x", "cn", "RMB", '"RMB" is no currency code of ISO 4217'),
        ("blank", " ", "cn", None, "the name is empty"),
    ],
)
def test_what_there_is_not(
    form: str, name: str, market: str, currency: str | None, message: str
) -> None:
    """A form, market, currency or name that there is not is refused in words."""
    with pytest.raises(Wrong) as caught:
        new_scheme(form, name, market, currency)

    assert str(caught.value.text).startswith(message)


@pytest.mark.parametrize("market", ["us-ca,cn", "us-", "cn,us", "us ca"])
def test_one_market_is_named(market: str) -> None:
    """Several markets in one word are no market, and nothing is written that cannot be read."""
    with pytest.raises(Wrong, match="is no market"):
        new_scheme("blank", "My plan", market)
