"""FC-1, FC-2: a company that counts in several units gets one tree for each; known stock-outs are made good."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headrace_forecasting.engine.company import forecast_all
from headrace_forecasting.engine.history import HistoryTooShort
from headrace_forecasting.engine.question import Item, Question, SoldDay, Span

MONDAY = date(2026, 3, 2)
WEEKS = 30
BIKE, HELMET = Item("BIKE", "EA", "bikes", "other"), Item("HELMET", "EA", "gear", "other")
PAINT, GLUE = Item("PAINT", "KG", "gear", "other"), Item("GLUE", "L", "gear", "other")


def sold(item: str, quantity: str, weeks: int = WEEKS) -> list[SoldDay]:
    first = MONDAY - timedelta(weeks=weeks)
    return [SoldDay(item, first + timedelta(weeks=week), Decimal(quantity), None, None) for week in range(weeks)]


def question(*items: Item, days: list[SoldDay], **known: tuple[Span, ...]) -> Question:
    spans = {"lacking": (), "declined": (), **known}
    return Question(items, tuple(days), **spans, first_day=MONDAY, weeks=4)


def test_items_of_one_unit_form_one_tree_and_progress_covers_all_of_them() -> None:
    shares: list[float] = []
    asked = question(BIKE, HELMET, PAINT, GLUE, days=[*sold("BIKE", "4"), *sold("PAINT", "2.5")])
    pieces, paint = forecast_all(asked, shares.append)
    assert (pieces.quantum.unit, pieces.quantum.step) == ("EA", 1)
    assert (paint.quantum.unit, paint.quantum.step) == ("KG", Decimal("0.1"))
    assert pieces.result.bucket_starts[0] == MONDAY
    assert pieces.result.at("item", "BIKE").steps.tolist() == [4] * 4
    assert pieces.result.at("subcategory", "gear / other").steps.tolist() == [0] * 4
    assert paint.result.at("total", "all").steps.tolist() == [25] * 4
    assert shares == sorted(shares)


def test_without_any_sales_there_is_nothing_to_forecast_from() -> None:
    with pytest.raises(HistoryTooShort, match="no sales lines"):
        forecast_all(question(BIKE, days=[]), lambda _: None)
    with pytest.raises(HistoryTooShort, match="no item"):
        forecast_all(question(days=[]), lambda _: None)


def test_a_week_touched_by_a_stock_out_is_lifted_unless_somebody_declined_that() -> None:
    days = [day for day in sold("BIKE", "4") if day.day != MONDAY - timedelta(weeks=5)]
    midweek = MONDAY - timedelta(weeks=5) + timedelta(days=2)
    out = Span("BIKE", midweek, midweek)
    (lifted,) = forecast_all(question(BIKE, days=days, lacking=(out,)), lambda _: None)
    (change,) = lifted.result.at("item", "BIKE").changes
    assert lifted.first_week + timedelta(weeks=change.position) == MONDAY - timedelta(weeks=5)
    assert (change.before, change.after) == (0, 4)
    (kept,) = forecast_all(question(BIKE, days=days, lacking=(out,), declined=(out,)), lambda _: None)
    assert kept.result.at("item", "BIKE").changes == ()
