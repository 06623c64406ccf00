"""MES-1, MES-2: whatever number an order or an event carries, it is made, planned or refused, at once and by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headrace_contracts.mes.v1 import WorkOrderCreated
from headrace_contracts.product.v1 import Tracking
from headrace_mes.model.operation import MOST_MINUTES, WrongTime, minutes
from headrace_mes.model.planning import plan_new
from headrace_mes.model.scheduling import FIRST_DAY, LAST_DAY, Calendar, NoCapacity, Work, schedule
from headrace_mes.model.units import MOST_SERIALS
from headrace_mes.model.work_order import OrderState, WrongOrder

from .plant import TODAY, counted, created, item, proposal, release, routing, shown, work_centre
from .shop import AT, EVERY_DAY, MONDAY, STEPS, make_order

BILLION = 10**9
VALUES = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**45), max_value=10**45) | st.sampled_from(
    [Decimal(text) for text in ("0", "1E-40", "0.5", "2.5", "9999.5", "20000", "20001", "1E+9", "1E+12", "9" * 45)]
)
DAYS = st.dates() | st.sampled_from([date.min, FIRST_DAY, LAST_DAY, date.max])


@given(VALUES, st.sampled_from([Tracking.LOT, Tracking.SERIAL]), DAYS, DAYS)
@example(Decimal(BILLION), Tracking.SERIAL, MONDAY, MONDAY)
def test_any_order_is_refused_or_can_be_planned_released_and_told(value, tracking, start, due):
    try:
        order = make_order(value, tracking=tracking, start=start, due=due)
    except WrongOrder:
        return
    assert FIRST_DAY <= start <= due <= LAST_DAY
    step = {(order.item, order.plant): STEPS}
    order.wait_for_routing("as new")
    plan_new([order], step, {s.work_centre: Calendar(s.work_centre, Decimal(960), EVERY_DAY) for s in STEPS}, MONDAY)
    order.release(AT)
    assert len(order.units) == (value if tracking is Tracking.SERIAL else 0) <= MOST_SERIALS
    for event in order.collect_events():
        assert type(event).from_wire(event.to_wire()) == event


def test_more_serials_than_one_order_makes_are_refused_with_the_limit():
    with pytest.raises(WrongOrder, match=f"one order makes up to {MOST_SERIALS}: plan smaller lots"):
        make_order(BILLION)


MINUTES = st.decimals(min_value=0, max_value=10**30, allow_nan=False) | st.sampled_from([Decimal("1E-30"), Decimal(0)])


@settings(max_examples=40)
@given(MINUTES, MINUTES, MINUTES, DAYS)
def test_any_work_is_placed_or_refused_within_ten_years(wanted, a_day, booked, earliest):
    calendar = Calendar("SAW", a_day, EVERY_DAY, {earliest: booked})
    try:
        found = schedule([Work(10, "SAW", wanted)], {"SAW": calendar}, earliest)
    except NoCapacity:
        return
    assert sum((load.minutes for load in found.operations[0].loads), Decimal(0)) == pytest.approx(wanted)


@pytest.mark.parametrize("told", [float("nan"), float("inf"), -1, MOST_MINUTES * 2, 1e308])
def test_a_time_that_is_none_is_refused(told):
    with pytest.raises(WrongTime, match="from 0 to"):
        minutes(told, "operation 10 of BIKE")


async def test_an_order_of_a_billion_serials_stops_nobody(bench):
    await bench.hear(
        proposal(number="prp_1"), proposal(number="prp_2", quantity=BILLION), proposal(number="prp_3", start=TODAY)
    )
    assert [told.proposal for told in await bench.told(WorkOrderCreated)] == ["prp_1", "prp_3"]
    assert "plan smaller lots" in (await bench.parked())[0]


async def test_an_order_of_a_billion_pieces_of_a_lot_is_made_like_any_other(bench):
    order = await created(bench, name="WHEEL", quantity=BILLION)
    assert (order["state"], "no room" in order["problem"]) == ("created", True)
    assert (await release(bench, order["id"])).quantity.value == BILLION


async def test_pieces_counted_for_nobody_are_kept_beyond_64_bits(bench):
    for _ in range(3):
        await bench.hear(counted("frame-1", 2**63 - 1))
    (found,) = (await bench.client("planner").get("/v1/unassigned-counts")).json()["items"]
    assert found["pieces"] == 3 * (2**63 - 1)
    assert await bench.parked() == []


async def test_times_that_are_none_are_parked_and_the_next_ones_heard(bench):
    odd = work_centre("slow")
    object.__setattr__(odd, "minutes_per_day", float("nan"))
    await bench.hear(odd, routing("TRIKE", "frame", minutes=float("inf")), work_centre("saw"), item("CART"))
    await bench.hear(routing("CART", "saw"))
    order = await created(bench, name="CART")
    assert (await shown(bench, order["id"]))["state"] == OrderState.CREATED
    assert len(await bench.parked()) == 2
