"""FC-1: sales become weekly buckets that start on Monday, in whole steps of one unit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import MixedUnits, Money, Quantity
from headrace_forecasting.engine.demand.history import HistoryTooShort, ItemUnknown, history_of
from headrace_forecasting.model.sales import Quantum, SalesLine

PIECE = Quantum.of(1, "pcs")
MONDAY = date(2026, 11, 2)


def sale(day: date, item: str, pieces: int, yuan: int | None = None) -> SalesLine:
    value = None if yuan is None else Money.of(yuan, "CNY")
    return SalesLine(day, item, Quantity.of(pieces, "pcs"), value)


def test_sales_of_monday_to_sunday_fall_into_one_bucket() -> None:
    lines = [sale(MONDAY, "A", 1), sale(MONDAY + timedelta(6), "A", 2), sale(MONDAY + timedelta(7), "A", 5)]
    history = history_of(lines, ["A", "B"], PIECE, through=MONDAY + timedelta(13))
    assert history.first_week == MONDAY
    assert history.quantities.tolist() == [[3, 5], [0, 0]]
    assert history.bucket_start(2) == MONDAY + timedelta(14)


def test_a_week_that_two_years_share_is_one_bucket() -> None:
    last_week = date(2026, 12, 28)
    lines = [sale(last_week + timedelta(day), "A", 1) for day in range(7)]
    history = history_of(lines, ["A"], PIECE, through=date(2027, 1, 3))
    assert (history.first_week, history.quantities.tolist()) == (last_week, [[7]])


def test_weeks_cut_at_either_end_are_left_out() -> None:
    lines = [sale(MONDAY - timedelta(2), "A", 9), sale(MONDAY, "A", 1), sale(MONDAY + timedelta(8), "A", 7)]
    history = history_of(lines, ["A"], PIECE, through=MONDAY + timedelta(12))
    assert history.quantities.tolist() == [[1]]


def test_a_week_in_which_more_came_back_is_negative() -> None:
    lines = [sale(MONDAY, "A", 2), sale(MONDAY, "A", -5), sale(MONDAY + timedelta(7), "A", 4)]
    history = history_of(lines, ["A"], PIECE, through=MONDAY + timedelta(13))
    assert history.quantities.tolist() == [[-3, 4]]


def test_items_are_ranked_by_the_turnover_of_the_last_year() -> None:
    lines = [sale(MONDAY, "A", 1, 1000), sale(MONDAY + timedelta(weeks=60), "B", 1, 10)]
    history = history_of(lines, ["A", "B"], PIECE, through=MONDAY + timedelta(weeks=61))
    assert history.weights.tolist() == [0, 1000]


def test_kilograms_are_counted_in_grams() -> None:
    lines = [SalesLine(MONDAY, "A", Quantity.of("1.25", "kg"))]
    history = history_of(lines, ["A"], Quantum.of("0.001", "kg"), through=MONDAY + timedelta(6))
    assert history.quantities.tolist() == [[1250]]
    assert Quantum.of("0.001", "kg").quantity(1250) == Quantity.of("1.250", "kg")


def test_half_a_piece_is_half_a_step_and_other_units_are_refused() -> None:
    assert PIECE.count(Quantity(Decimal("0.5"), "pcs")) == 0.5
    with pytest.raises(MixedUnits, match="different units"):
        PIECE.count(Quantity(Decimal(1), "kg"))
    with pytest.raises(ValueError, match="more than zero"):
        Quantum.of(0, "pcs")


def test_bad_input_says_what_to_mend() -> None:
    with pytest.raises(ItemUnknown, match="Z"):
        history_of([sale(MONDAY, "Z", 1)], ["A"], PIECE, through=MONDAY + timedelta(6))
    with pytest.raises(HistoryTooShort):
        history_of([], ["A"], PIECE, through=MONDAY)
    with pytest.raises(HistoryTooShort):
        history_of([sale(MONDAY, "A", 1)], ["A"], PIECE, through=MONDAY + timedelta(5))


def test_without_a_common_currency_items_are_ranked_by_quantity() -> None:
    euro = SalesLine(MONDAY, "A", Quantity.of(3, "pcs"), Money.of(1, "EUR"))
    history = history_of([euro, sale(MONDAY, "B", 1, 1000)], ["A", "B"], PIECE, through=MONDAY + timedelta(6))
    assert history.weights.tolist() == [3, 1]


@pytest.mark.parametrize(
    ("decimals", "sold", "step"),
    [
        (0, [["0.5", "3"]], "1"),
        (3, [["3", "12"], []], "0.001"),
        (3, [["1.25", "0.000001", "40"]], "0.001"),
        (2, [["0.000001", "0.000002"], ["7"]], "0.000001"),
        (6, [["0.000001"], ["1e12"]], "0.01"),
    ],
)
def test_the_step_is_that_of_the_unit_or_finer_where_most_of_an_item_is_sold_finer(decimals, sold, step: str) -> None:
    quantities = [[Decimal(q) for q in one] for one in sold]
    assert Quantum.suiting("kg", decimals, quantities) == Quantum.of(step, "kg")


@given(st.lists(st.tuples(st.integers(0, 27), st.sampled_from("AB"), st.integers(0, 9)), min_size=1))
def test_no_piece_of_a_complete_week_is_lost(sold: list[tuple[int, str, int]]) -> None:
    lines = [sale(MONDAY, "A", 0), *(sale(MONDAY + timedelta(day), item, n) for day, item, n in sold)]
    history = history_of(lines, ["A", "B"], PIECE, through=MONDAY + timedelta(27))
    assert history.quantities.sum() == sum(n for _, _, n in sold)
