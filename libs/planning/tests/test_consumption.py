"""MRP-1: customer orders consume forecast within the window, exactly."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_planning.model.consumption import merge
from headrace_planning.model.demand import ConsumptionWindow, DemandKind

from .planning_facts import START, day, ea, forecast, order

amounts = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 60)), max_size=8)


def left_of(merged):
    return {d.line: int(d.quantity.value) for d in merged.demands if d.kind is DemandKind.FORECAST}


def test_an_order_takes_forecast_back_from_its_date_and_then_forward():
    demands = [order("NUT", 12, 10), forecast("NUT", 5, 3), forecast("NUT", 5, 8), forecast("NUT", 5, 15)]
    merged = merge(demands, ConsumptionWindow(7, 7), START)
    assert left_of(merged) == {"2026-12-08": 3}
    assert [(c.forecast.line, int(c.quantity.value)) for c in merged.consumed] == [
        ("2026-12-01", 5),
        ("2026-11-26", 5),
        ("2026-12-08", 2),
    ]


def test_forecast_outside_the_window_or_of_another_item_is_left():
    demands = [order("NUT", 12, 20), forecast("NUT", 5, 3), forecast("BOLT", 5, 20)]
    assert merge(demands, ConsumptionWindow(10, 10), START).consumed == ()


def test_the_earlier_order_is_served_first():
    demands = [order("NUT", 4, 9, "LATER"), order("NUT", 4, 8, "SOONER"), forecast("NUT", 5, 7)]
    consumed = merge(demands, ConsumptionWindow(), START).consumed
    assert [(c.order.reference, int(c.quantity.value)) for c in consumed] == [("SOONER", 4), ("LATER", 1)]


@given(amounts, amounts, st.integers(0, 40), st.integers(0, 40))
def test_what_is_consumed_and_what_is_left_make_the_forecast(orders, buckets, back, forward):
    placed = [order("NUT", q, due, f"SO{n}") for n, (q, due) in enumerate(orders)]
    forecasts = [forecast("NUT", q, due, f"F{n}") for n, (q, due) in enumerate(buckets)]
    merged = merge([*placed, *forecasts], ConsumptionWindow(back, forward), START)
    total = Counter()
    for demand in merged.demands:
        total[demand.order_line] += int(demand.quantity.value)
    by_order = Counter()
    for part in merged.consumed:
        total[part.forecast] += int(part.quantity.value)
        by_order[part.order] += int(part.quantity.value)
    assert total == Counter({d.order_line: int(d.quantity.value) for d in [*placed, *forecasts]})
    assert all(by_order[o.order_line] <= int(o.quantity.value) for o in placed)


@given(amounts, amounts, st.data(), st.integers(0, 60))
def test_shipping_takes_of_the_orders_only_whatever_day_it_is(orders, buckets, data, today):
    placed = [order("NUT", q, due, f"SO{n}") for n, (q, due) in enumerate(orders)]
    forecasts = [replace(forecast("NUT", q, due, f"F{n}"), days=7) for n, (q, due) in enumerate(buckets)]
    sent = [data.draw(st.integers(0, q)) for q, _ in orders]
    shipped = [replace(o, quantity=o.quantity - ea(n), foreseen=o.quantity) for o, n in zip(placed, sent, strict=True)]
    before = merge([*placed, *forecasts], ConsumptionWindow(), day(today))
    after = merge([*shipped, *forecasts], ConsumptionWindow(), day(today))
    assert [d for d in before.demands if d.kind is DemandKind.FORECAST] == [
        d for d in after.demands if d.kind is DemandKind.FORECAST
    ]
    left = sum(int(d.quantity.value) for d in after.demands if d.kind is DemandKind.CUSTOMER_ORDER)
    assert left == sum(q for q, _ in orders) - sum(sent)


def test_orders_and_forecast_in_two_units_leave_each_other_alone():
    by_weight = replace(forecast("NUT", 5, 8), quantity=Quantity(Decimal(5), "KG"))
    assert merge([order("NUT", 4, 9), by_weight], ConsumptionWindow(), START).consumed == ()


@given(amounts, amounts)
def test_with_an_open_window_demand_is_the_larger_of_orders_and_forecast(orders, buckets):
    placed = [order("NUT", q, due, f"SO{n}") for n, (q, due) in enumerate(orders)]
    forecasts = [forecast("NUT", q, due, f"F{n}") for n, (q, due) in enumerate(buckets)]
    merged = merge([*placed, *forecasts], ConsumptionWindow(100, 100), START)
    asked = sum(int(d.quantity.value) for d in merged.demands)
    assert asked == max(sum(q for q, _ in orders), sum(q for q, _ in buckets))
