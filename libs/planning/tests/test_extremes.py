"""MRP-2: the largest and the smallest of everything cost a plan no more than its facts, and stop nobody."""

import tracemalloc
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import ConsumptionWindow, Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, PlanningItem, PlantCalendar, Source
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand, SupplyKind

from .planning_facts import START, bought, day, facts, line, made, order, rows

MOST_MEGABYTES = 40
UNITS = {"A": "EA", "B": "KG", "C": "T", "D": "EA"}

amounts = st.one_of(
    st.sampled_from(["0", "1", "0.5", "1E-30", "1E-999999", "1E+30", "1E+999999", "2305843009213693952", "1E+18"]),
    st.integers(0, 10**19).map(str),
    st.decimals(0, 1000, allow_nan=False, allow_infinity=False).map(str),
).map(Decimal)
positive = amounts.filter(lambda number: number > 0)
shares = st.sampled_from(["0", "0.5", "0.1", "1E-30", "1E-999999", "0.9999999999999999999999999"]).map(Decimal)
days = st.one_of(st.sampled_from([date.min, date.max, START]), st.integers(-10, 60).map(day))
counts = st.sampled_from([0, 1, 5, 400, 36_500, 10**6, 10**30])
names = st.sampled_from("ABCD")


def unit_of(name, number):
    return Quantity(number, UNITS[name])


@st.composite
def _items(draw):
    for name, unit in UNITS.items():
        yield PlanningItem(
            name,
            "P1",
            unit,
            draw(st.sampled_from((Source.MAKE, Source.MAKE, Source.BUY))),
            draw(counts),
            safety_stock=draw(amounts),
            lot_minimum=draw(amounts),
            lot_multiple=draw(amounts),
            days_of_supply=draw(counts.filter(bool)),
            yield_share=1 - draw(shares),
        )


@st.composite
def extremes(draw):
    pairs = st.lists(st.tuples(names, names, positive, shares, days, days), max_size=5)
    asked = draw(st.lists(st.tuples(st.sampled_from(DemandKind), names, amounts, days, days), max_size=5))
    coming = draw(st.lists(st.tuples(names, positive, days), max_size=3))
    taken = draw(st.lists(st.tuples(names, amounts, days), max_size=2)) if coming else []
    return PlanningInputs(
        draw(st.sampled_from([START, START, date.min, date.max])),
        tuple(draw(_items())),
        bom=tuple(BomLine(p, c, n, s, first, last) for p, c, n, s, first, last in draw(pairs)),
        calendars=(PlantCalendar("P1", frozenset(draw(st.sets(st.integers(0, 6), min_size=1)))),),
        demands=tuple(
            Demand(kind, f"D{n}", "1", name, "P1", unit_of(name, quantity), due, draw(st.integers()), promised)
            for n, (kind, name, quantity, due, promised) in enumerate(asked)
            if kind is not DemandKind.SAFETY_STOCK
        ),
        stock=tuple(StockOnHand(name, "P1", unit_of(name, draw(amounts))) for name in UNITS),
        open_supply=tuple(
            OpenSupply(SupplyKind.WORK_ORDER, f"W{n}", name, "P1", unit_of(name, quantity), due)
            for n, (name, quantity, due) in enumerate(coming)
        ),
        allocations=tuple(Allocation("W0", name, "P1", unit_of(name, number), due) for name, number, due in taken),
        consumption=ConsumptionWindow(draw(counts), draw(counts)),
        reschedule_days=draw(counts),
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extremes())
def test_whatever_the_numbers_are_each_item_is_planned_or_named_and_little_room_is_taken(inputs):
    tracemalloc.start()
    found = plan(inputs)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MOST_MEGABYTES * 2**20
    named = {one.item for one in found.not_planned}
    assert named <= UNITS.keys()
    planned = [d for d in inputs.demands if d.item not in named and d.quantity.value > 0]
    assert {a.demand.reference for a in found.answers if a.demand.kind is DemandKind.CUSTOMER_ORDER} >= {
        d.reference for d in planned if d.kind is DemandKind.CUSTOMER_ORDER
    }
    assert min((row.closing.value for row in found.projection), default=0) >= 0


def test_a_bill_of_any_depth_is_planned():
    deep = 1200
    names = [f"A{n:04}" for n in range(deep, 0, -1)]
    bom = [line(parent, component) for parent, component in pairwise(names)]
    found = plan(facts(*(made(name, 1) for name in names), bom=bom, demands=[order(names[0], 1, 5)]))
    assert [(a.earliest - START).days for a in found.answers] == [deep]
    assert len(found.planned_orders) == deep


def test_an_order_of_the_year_9999_and_one_of_the_year_1_are_planned_beside_the_others():
    asked = [
        order("A", 1, 5),
        replace(order("A", 2, 5, "FAR"), due=date.max),
        replace(order("A", 3, 5, "LONG_AGO"), due=date.min),
    ]
    found = plan(facts(bought("A", 2), demands=asked))
    assert {a.demand.reference: a.earliest for a in found.answers} == {
        "SO1": day(5),
        "FAR": date.max,
        "LONG_AGO": day(2),
    }
    assert rows(found)[:2] == [("A", 1, 3, 5), ("A", 2, 2_912_114, 2_912_116)]
