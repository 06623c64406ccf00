"""FC-6: a forecast order is adjusted with who and why, then released once into planning."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest
from headrace_contracts.values import MixedUnits, Quantity
from headrace_forecasting.model.forecast_line import Adjustment, AdjustmentRefused, ForecastLine
from headrace_forecasting.model.forecast_order import (
    ForecastLineUnknown,
    ForecastOrder,
    ForecastOrderClosed,
    ForecastOrderEmpty,
    OrderState,
)

WEEK = date(2026, 11, 23)
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def pieces(number: int) -> Quantity:
    return Quantity.of(number, "pcs")


def line(item: str = "BIKE") -> ForecastLine:
    return ForecastLine(item, WEEK, statistical=pieces(40), low=pieces(30), high=pieces(52))


def more(number: int = 60, who: str = "Li Na", why: str = "promotion in week 48") -> Adjustment:
    return Adjustment(pieces(number), who, why, NOW)


@pytest.fixture
def order() -> ForecastOrder:
    return ForecastOrder.draft("FO-7", (line(), line("HELMET")))


def test_a_new_order_is_a_draft_of_the_statistical_values(order: ForecastOrder) -> None:
    assert order.state is OrderState.DRAFT
    assert order.lines[0].quantity == pieces(40)


def test_an_adjustment_stands_beside_the_statistical_value(order: ForecastOrder) -> None:
    adjusted = order.adjust("BIKE", WEEK, more()).adjust("BIKE", WEEK, more(55, why="promotion made smaller"))
    bike, helmet = adjusted.lines
    assert adjusted.state is OrderState.ADJUSTED
    assert (bike.quantity, bike.statistical) == (pieces(55), pieces(40))
    assert [a.why for a in bike.adjustments] == ["promotion in week 48", "promotion made smaller"]
    assert helmet == order.lines[1]
    assert order.state is OrderState.DRAFT


def test_a_released_order_no_longer_changes(order: ForecastOrder) -> None:
    released = order.adjust("BIKE", WEEK, more()).released("Wang Wei", NOW)
    assert released.state is OrderState.RELEASED
    assert released.lines[0].quantity == pieces(60)
    with pytest.raises(ForecastOrderClosed, match="released by Wang Wei on 2026-11-21"):
        released.adjust("BIKE", WEEK, more())
    with pytest.raises(ForecastOrderClosed):
        released.released("Li Na", NOW)
    with pytest.raises(FrozenInstanceError):
        released.release = None


def test_an_untouched_draft_can_be_released(order: ForecastOrder) -> None:
    assert order.released("Wang Wei", NOW).state is OrderState.RELEASED
    with pytest.raises(ValueError, match="who releases"):
        order.released(" ", NOW)


def test_a_negative_forecast_is_refused() -> None:
    with pytest.raises(AdjustmentRefused, match="can't be negative"):
        more(-1)
    assert more(0).quantity == pieces(0)


def test_an_adjustment_without_a_name_or_reason_is_refused() -> None:
    with pytest.raises(AdjustmentRefused, match="who made it and why"):
        more(who="")
    with pytest.raises(AdjustmentRefused, match="who made it and why"):
        more(why="  ")


def test_an_adjustment_in_another_unit_is_refused(order: ForecastOrder) -> None:
    with pytest.raises(MixedUnits, match="forecast in pcs"):
        order.adjust("BIKE", WEEK, Adjustment(Quantity.of(1, "kg"), "Li Na", "weighed", NOW))


def test_an_unknown_line_is_named(order: ForecastOrder) -> None:
    with pytest.raises(ForecastLineUnknown, match="no line for TENT"):
        order.adjust("TENT", WEEK, more())


def test_an_order_needs_lines_and_each_only_once() -> None:
    with pytest.raises(ForecastOrderEmpty):
        ForecastOrder.draft("FO-8", ())
    with pytest.raises(ValueError, match="two lines"):
        ForecastOrder.draft("FO-8", (line(), line()))
