"""FC-6: a forecast order is adjusted with who and why, then released once into planning."""

from datetime import UTC, date, datetime, timedelta

import pytest

from headrace_contracts.forecasting.v1 import ForecastOrderReleased, ItemForecastReleased
from headrace_contracts.values import Quantity
from headrace_forecasting.model.forecast_line import AdjustmentRefused, Bucket, ForecastLine
from headrace_forecasting.model.forecast_order import ForecastOrder, ForecastOrderClosed, OrderState

WEEK = date(2026, 11, 23)
NEXT = WEEK + timedelta(7)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def pieces(number: int) -> Quantity:
    return Quantity.of(number, "pcs")


def line(item: str = "BIKE") -> ForecastLine:
    buckets = tuple(Bucket(start, pieces(40), pieces(30), pieces(52)) for start in (WEEK, NEXT))
    return ForecastLine(
        id=f"fco_7/{item}",
        tenant="acme",
        order="fco_7",
        item=item,
        unit="pcs",
        decimals=0,
        method="TSB",
        buckets=buckets,
    )


@pytest.fixture
def order() -> ForecastOrder:
    return ForecastOrder(
        id="fco_7",
        tenant="acme",
        number="FO-7",
        first_day=WEEK,
        last_day=NEXT + timedelta(6),
        items=2,
        series=5,
        drafted_by="li.na",
        drafted_at=NOW,
    )


def test_a_new_line_says_what_statistics_say() -> None:
    assert line().quantity == pieces(80)
    assert not line().is_adjusted


def test_an_adjustment_stands_beside_the_statistical_value(order: ForecastOrder) -> None:
    bike = line()
    order.adjust(bike, {WEEK: pieces(60)}, "li.na", "promotion in week 48", NOW)
    order.adjust(bike, {WEEK: pieces(55)}, "li.na", "promotion made smaller", NOW)
    first, second = bike.buckets
    assert order.state is OrderState.ADJUSTED
    assert (first.quantity, first.statistical) == (pieces(55), pieces(40))
    assert [a.why for a in first.adjustments] == ["promotion in week 48", "promotion made smaller"]
    assert second.adjustments == ()
    assert bike.quantity == pieces(95)


def test_a_release_tells_each_item_what_planning_is_to_use_then_the_order(order: ForecastOrder) -> None:
    bike = line()
    order.adjust(bike, {NEXT: pieces(0)}, "li.na", "the shop is closed", NOW)
    order.release([bike, line("HELMET")], "wang.wei", NOW)
    *items, whole = order.collect_events()
    assert [event.item for event in items if isinstance(event, ItemForecastReleased)] == ["BIKE", "HELMET"]
    assert [(b.start, b.days, b.quantity) for b in items[0].buckets] == [(WEEK, 7, pieces(40)), (NEXT, 7, pieces(0))]
    assert whole == ForecastOrderReleased(
        release="fco_7", items=2, series=5, first_day=WEEK, last_day=NEXT + timedelta(6), released_by="wang.wei"
    )


def test_a_released_order_no_longer_changes(order: ForecastOrder) -> None:
    bike = line()
    order.release([bike], "wang.wei", NOW)
    with pytest.raises(ForecastOrderClosed, match=r"released by wang\.wei on 2026-11-21"):
        order.adjust(bike, {WEEK: pieces(1)}, "li.na", "late", NOW)
    with pytest.raises(ForecastOrderClosed):
        order.release([bike], "li.na", NOW)
    assert not bike.is_adjusted


@pytest.mark.parametrize(
    ("figures", "who", "why", "words"),
    [
        ({WEEK: pieces(-1)}, "li.na", "x", "can't be negative"),
        ({WEEK: pieces(1)}, "", "x", "who made it and why"),
        ({WEEK: pieces(1)}, "li.na", "  ", "who made it and why"),
        ({WEEK: Quantity.of(1, "kg")}, "li.na", "weighed", "forecast in pcs"),
        ({WEEK: Quantity.of("0.5", "pcs")}, "li.na", "x", "counted in whole pieces; round 0.5 pcs"),
        ({WEEK: Quantity.of("1e13", "pcs")}, "li.na", "x", "no forecast of a week"),
        ({WEEK: pieces(1), WEEK + timedelta(1): pieces(1)}, "li.na", "x", "not forecast for a week of 2026-11-24"),
    ],
)
def test_a_wrong_adjustment_is_refused_and_changes_nothing(order, figures, who, why, words) -> None:
    bike = line()
    with pytest.raises(AdjustmentRefused, match=words):
        order.adjust(bike, figures, who, why, NOW)
    assert bike == line()
    assert order.state is OrderState.DRAFT
