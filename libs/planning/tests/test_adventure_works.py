"""MRP-1, MRP-2, MRP-10: a whole bicycle maker planned from its own files."""

from time import thread_time

import pytest

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import DemandKind, OrderLine
from headrace_planning.model.supply import SupplyKind
from headrace_testkit.needs import needs_adventure_works

from . import adventure_works as aw
from .planning_facts import WEEKDAYS, facts, forecast, order

pytestmark = [pytest.mark.data, needs_adventure_works]


@pytest.fixture(scope="module")
def inputs():
    bicycles = aw.bicycles()
    ordered = [order(item, 40, 60, "SO1", str(n)) for n, item in enumerate(bicycles[::30][:3], start=1)]
    weekly = [forecast(item, 5, week * 7 + 1) for item in bicycles for week in range(2, 26)]
    return facts(
        *aw.items(),
        calendar=WEEKDAYS,
        bom=list(aw.bom()),
        stock=list(aw.stock()),
        demands=[*ordered, *weekly],
    )


@pytest.fixture(scope="module")
def made_plan(inputs):
    return plan(inputs)


def test_three_bicycles_are_pegged_down_to_purchased_parts(made_plan):
    for number in ("1", "2", "3"):
        tree = made_plan.trace.supplies_of(OrderLine("SO1", number))
        assert sum(branch.quantity.value for branch in tree) == 40
    named = {o.item for o in made_plan.planned_orders for p in o.pegs if p.kind is DemandKind.CUSTOMER_ORDER}
    assert len(named) > 20


def test_every_supply_is_pegged_in_full_and_stock_never_runs_negative(made_plan):
    for proposal in made_plan.planned_orders:
        assert sum(peg.quantity.value for peg in proposal.pegs) == proposal.good.value
    assert all(
        s.kind is SupplyKind.ON_HAND and sum(p.quantity.value for p in s.pegs) == s.quantity.value
        for s in made_plan.supply_pegs
    )
    assert min(row.closing.value for row in made_plan.projection) >= 0


def test_orders_consume_the_forecast_of_the_same_bicycles(made_plan):
    assert {part.order.line for part in made_plan.consumed} == {"1", "2", "3"}
    assert all(part.quantity.value <= 5 for part in made_plan.consumed)


def test_the_whole_run_takes_seconds(inputs, made_plan):
    start = thread_time()
    assert plan(inputs) == made_plan
    assert thread_time() - start < 10
