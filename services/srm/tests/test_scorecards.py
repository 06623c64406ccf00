"""SRM-8: a scorecard from past purchases, by order line, with part deliveries judged together."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_srm.model.scorecard import Arrival, Outcome, Scorecard
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import Row, counts, put

from .srm_world import TODAY, buyer, purchasing

DUE = date(2026, 2, 1)


def outcome(*arrivals: tuple[int, int], ordered: int = 10, accepted: int = 0, rejected: int = 0) -> Outcome:
    """Arrivals are (days after the due day, quantity)."""
    came = tuple(Arrival(DUE + timedelta(days=days), Decimal(amount)) for days, amount in arrivals)
    return Outcome(DUE, Decimal(ordered), came, Decimal(accepted), Decimal(rejected))


def test_two_punctual_part_deliveries_are_in_time():
    assert outcome((-5, 4), (0, 6)).share_in_time(DUE) == 1


def test_what_comes_after_the_due_day_is_late():
    assert outcome((0, 4), (1, 6)).share_in_time(TODAY) == Decimal("0.4")


def test_an_open_line_is_not_judged_before_its_due_day_has_passed():
    assert outcome((-3, 4)).share_in_time(DUE) is None
    assert outcome().share_in_time(DUE + timedelta(days=1)) == 0


def test_more_than_ordered_is_no_better_than_all():
    assert outcome((-1, 15)).share_in_time(DUE) == 1


def test_a_large_line_counts_no_more_than_a_small_one():
    lines = [outcome((0, 5000), ordered=5000, accepted=5000), outcome((0, 2), ordered=2, rejected=2)]
    card = Scorecard.of("steelco", lines, TODAY)
    assert (card.on_time_rate, card.accepted_rate) == (1.0, 0.5)


def test_nothing_bought_is_nothing_to_judge():
    card = Scorecard.of("steelco", [], TODAY)
    assert (card.lines, card.on_time_rate, card.in_time_share, card.accepted_rate) == (0, None, None, None)


parts = st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 9)), max_size=6)


@given(parts, st.integers(1, 40), st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_cutting_of_deliveries_changes_the_judgement(arrivals, ordered, random):
    whole = outcome(*arrivals, ordered=ordered).share_in_time(TODAY)
    pieces = [(day, 1) for day, amount in arrivals for _ in range(amount)]
    random.shuffle(pieces)
    assert outcome(*pieces, ordered=ordered).share_in_time(TODAY) == whole
    assert whole is not None
    assert 0 <= whole <= 1


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


def bought(reference: str, **changes: object) -> Row:
    row = {
        "reference": reference,
        "supplier": "steelco",
        "item": "TUBE",
        "ordered_on": "2026-01-10",
        "due": "2026-02-01",
        "received_on": "2026-01-30",
        "quantity": "10",
        "received": "10",
        "rejected": "0",
        "price": {"amount": "4.5250", "currency": "EUR"},
    }
    return row | changes


async def test_past_purchases_make_the_scorecard_of_each_supplier(bench):
    late = bought("4-1", received_on="2026-02-09")
    short = bought("5-1", received="5", rejected="2")
    unsent = bought("6-1", received="0", received_on=None)
    loaded = await put(buyer(bench), "purchase-history", bought("3-1"), late, short, unsent)
    assert counts(loaded) == (4, 0, 0, 0)
    assert loaded["rounded"] == []
    listed = (await buyer(bench).get("/v1/purchase-history")).json()["items"]
    assert {row["price"]["amount"] for row in listed} == {"4.525"}
    cards = (await buyer(bench).get("/v1/scorecards")).json()["items"]
    assert [(card["supplier"], card["lines"]) for card in cards] == [("colours", 0), ("steelco", 4)]
    steel = cards[1]
    assert (steel["name"], steel["due_lines"], steel["on_time_lines"], steel["judged_lines"]) == ("Steel Co", 4, 1, 3)
    assert (steel["on_time_rate"], steel["in_time_share"], steel["accepted_rate"]) == (0.25, 0.375, 0.8667)


async def test_a_second_load_changes_nothing_and_a_corrected_line_is_changed(bench):
    rows = [bought(f"{n}-1") for n in range(30)]
    await put(buyer(bench), "purchase-history", *rows)
    again = await put(buyer(bench), "purchase-history", *rows[1:], bought("0-1", quantity="10.00", rejected="1"))
    assert counts(again) == (0, 1, 29, 0)
    listed = await buyer(bench).get("/v1/purchase-history", params={"supplier": "steelco", "limit": 1})
    assert [(row["reference"], row["rejected"]) for row in listed.json()["items"]] == [("0-1", "1")]


async def test_purchases_kept_in_whole_cents_before_are_read_as_they_were(bench):
    await put(buyer(bench), "purchase-history", bought("1", price={"minor": 452, "currency": "EUR"}))
    await bench.query("UPDATE past_purchase SET price = NULL")
    [row] = (await buyer(bench).get("/v1/purchase-history")).json()["items"]
    assert row["price"] == {"amount": "4.52", "minor": 452, "currency": "EUR"}


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (bought("1", supplier="nobody"), "supplier", "'nobody' is unknown"),
        (bought("1", item="GHOST"), "item", "'GHOST' is unknown"),
        (bought("1", quantity="-3"), "quantity", "greater than 0"),
        (bought("1", rejected="11"), "rejected", "11 rejected of only 10 received"),
        (bought("1", received_on=None), "received_on", "the day is missing"),
        (bought("1", received_on="2026-01-09"), "received_on", "before it was ordered"),
    ],
)
async def test_a_wrong_past_purchase_is_named_and_changes_nothing(bench, row, field, words):
    loaded = await put(buyer(bench), "purchase-history", row)
    assert counts(loaded) == (0, 0, 0, 1)
    assert loaded["errors"][0]["field"] == field
    assert words in loaded["errors"][0]["detail"]
    assert loaded["rounded"] == []
    assert await bench.query("SELECT * FROM past_purchase") == []


async def test_scores_are_the_buyers_own(bench):
    await put(buyer(bench), "purchase-history", bought("1"))
    rival = bench.client("buyer", tenant="rival")
    assert (await rival.get("/v1/scorecards/steelco")).status_code == 404
    assert (await rival.get("/v1/purchase-history")).json()["items"] == []
    assert (await bench.client("supplier", tenant="steelco").get("/v1/scorecards")).status_code == 403
