"""What is counted in the sample networks, against what anybody can work out from their files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from mlmcheck.facts import Basis, Fact
from mlmcheck.judge import Court, Judgement, judge_file
from mlmcheck.measures import measure
from mlmcheck.resources import rules_dir
from mlmcheck.scheme.plan import plan_on
from mlmcheck.scheme.read import read_scheme
from mlmcheck.verdict import Verdict
from tests.measures.parsed import shown
from tests.network.ledgers import SAMPLES, sample

HEALTHY = {
    # 60 orders of customers, 30 at 160 and 30 at 100, less two given back: 7,540. Own use 5 x 39.
    "goods.exist": "1",
    "sale.share_outside": "7540/7735",
    # Nothing makes anybody buy for himself, so own use is final too.
    "sale.share_final": "1",
    # S05 in March: D022 at 100 sold, a hand cream at 39 bought; nobody below him.
    "sale.least_share_outside": "100/139",
    # After 28 May: 12 customers (D049 to D060); 12 promoters sold, three more were paid.
    "sale.customers_per_participant": "12/15",
    # 24 payouts of 24 and 23 of 15, each 15 % of a customer's order: 921 in all.
    "reward.share_for_recruitment": "0",
    "reward.share_for_stock": "0",
    "reward.share_for_own_use": "0",
    "reward.share_for_outside_sales": "1",
    "reward.share_for_time": "0",
    "reward.share_for_final_sales": "1",
    "reward.share_funded_by_participation": "0",
    "reward.on_customer_referral": "1",
    "pay.share_of_sales": "921/7735",
    # S07 got 78 on 520; the worst month may be worse.
    "pay.most_share_of_own_sales": "[3/20, inf]",
    # Those who bought a cream at 39 got 54 and more.
    "earn.lost_share": "0",
    "net.sponsorship": "1",
}
SICK = {
    # 39 x 300 entry, 42 x 3,000 stock, 1,500 of it given back; 20 x 128 sold to customers.
    "goods.exist": "1",
    "stock.supplied": "1",
    # At most 2,560 of 126,000 got out, if nobody sold at a loss.
    "sale.retail_reach": "[0, 2560/126000]",
    # At most (2,560 + 124,500 x 2,560 / 126,000) / (124,500 + 2,560).
    "sale.share_outside": "[0, 5344/133413]",
    # 0003 in April: two recruits of his bought stock, and neither ever sold anything.
    "sale.least_share_outside": "0",
    # After 26 July: the customers of August; 0038 to 0040 joined, 5 sold, 7 others were paid, of
    # whom 0011 sold too.
    "sale.customers_per_participant": "5/14",
    # On entry 39 x 60 + 36 x 30, on stock 42 x 240 + 36 x 120 + 27 x 60; the sellers' margin on
    # 2,560 of retail, 68 of 128, is at most 1,360 on top.
    "reward.on_entry": "1",
    "reward.on_downline_purchases": "1",
    "reward.uplines_paid": "3",
    "reward.share_for_recruitment": "[3420/20800, 3420/19440]",
    # The stock paid for may have been kept, used or sold on: the file does not say of which order.
    "reward.share_for_stock": "[0, 16020/19440]",
    "reward.share_for_own_use": "[0, 16020/19440]",
    "reward.share_for_outside_sales": "[0, 17380/20800]",
    "reward.share_for_final_sales": "[0, 17380/20800]",
    "reward.share_for_time": "0",
    # What is neither entry nor stuck stock, 138,760 - 11,700 - 121,940, paid at most 5,120.
    "reward.share_funded_by_participation": "[14320/19440, 1]",
    # Stock kept, and entry payments, which may buy goods; the 2,560 were the agents' own sales.
    "pay.share_of_sales": "[19440/136200, 19440/124500]",
    # 0001 got 4,050 and sold nothing.
    "pay.most_share_of_own_sales": "inf",
    # Everybody but 0001; next best is 0013, who got his stock back at half the price: -1,050.
    "earn.lost_share": "39/40",
    "net.sponsorship": "1",
}
TABLE = [("healthy", HEALTHY), ("sick", SICK)]


def observed(name: str) -> tuple[Fact, ...]:
    """What is counted in a sample's files, beside its plan."""
    scheme = read_scheme(SAMPLES / f"{name}.yaml").scheme
    assert scheme.as_of is not None
    facts = measure(plan_on(scheme, scheme.as_of), sample(name), "cn")
    return tuple(fact for fact in facts if fact.basis is Basis.OBSERVED)


def reduced(value: str) -> str:
    """A value with its fractions in lowest terms, as `shown` writes it."""
    ends = value.strip("[]").split(", ")
    written = [end if end == "inf" else str(Fraction(end)) for end in ends]
    return f"[{', '.join(written)}]" if value.startswith("[") else written[0]


@pytest.mark.parametrize(("name", "by_hand"), TABLE)
def test_what_is_counted_is_what_the_files_say(name: str, by_hand: dict[str, str]) -> None:
    """Every fact counted in the rows is one that was computed by hand, and is the same."""
    assert {fact: reduced(value) for fact, value in by_hand.items()} == shown(observed(name))


@pytest.mark.parametrize(
    ("name", "fact", "note"),
    [
        ("healthy", "pay.share_of_sales", "at least CNY 7735 and at most CNY 7735"),
        ("healthy", "pay.most_share_of_own_sales", "S07 was paid CNY 78 over all time, and sold"),
        ("healthy", "reward.share_for_outside_sales", "CNY 921 was paid in all"),
        ("healthy", "reward.share_for_outside_sales", "rows from 2024-02-01 to 2024-06-27"),
        ("sick", "reward.on_entry", "CNY 3420 was paid on entry payments of others"),
        ("sick", "reward.on_downline_purchases", "CNY 16020 was paid to people up to 3 above"),
        ("sick", "pay.share_of_sales", "rewards of CNY 19440 over sales of at least CNY 124500"),
        (
            "sick",
            "reward.share_funded_by_participation",
            "rewards of CNY 19440 against CNY 136200 from participants and CNY 138760 in all",
        ),
    ],
)
def test_the_sums_behind_a_fact_are_told(name: str, fact: str, note: str) -> None:
    """Amounts stand with their currency, so that a reader can look them up in the files."""
    notes = [str(e.note) for f in observed(name) if f.name == fact for e in f.evidence if e.note]
    assert any(note in each for each in notes), notes


def judged(name: str, *laws: str) -> Judgement:
    """A sample held against laws."""
    court = Court((rules_dir(),), date(2026, 1, 1))
    return judge_file(SAMPLES / f"{name}.yaml", court, laws)


def test_the_healthy_network_is_legal_at_home_and_no_pyramid_anywhere() -> None:
    """Its market finds nothing, and no law takes it for a pyramid."""
    found = {law.law: law.verdict for law in judged("healthy", "all").laws}
    assert Verdict.LEGAL is found["cn"]
    assert [] == [law for law, verdict in found.items() if verdict is Verdict.PYRAMID]


def test_the_sick_network_is_a_pyramid_at_home() -> None:
    """Pay on entry and on stock is forbidden where it is."""
    assert Verdict.PYRAMID is judged("sick", "cn").verdict
