"""One order through the whole chain on the invented company: to cash, with what goes wrong on the way."""

from __future__ import annotations

import pytest

from headrace_journey import Story, fictional, load

from .conftest import facts, failures, played

pytestmark = pytest.mark.slow
CALM = Story(supplier_proposes_other_terms=False, lot_fails=False, machine_fails=False)


async def test_an_order_runs_from_the_customer_to_redeemed_notes_and_the_audit_holds(gateway):
    told = []
    result = await played(gateway, Story(), on_step=told.append)
    assert failures(result) == []
    assert [step["id"] for step in told] == [step["id"] for step in result.steps]
    assert all(step["title_zh"] and step["link"] for step in result.steps)
    assert set(result.counts) == {
        "items",
        "bom_lines",
        "forecasts",
        "proposals",
        "work_orders",
        "purchase_orders",
        "serials",
        "telemetry_points",
        "shipments",
        "notes",
        "events",
    }
    assert all(result.counts.values())
    assert facts(result, "feedback")["promise"] > facts(result, "order")["promise"]
    assert (await load(gateway, fictional("small", 1))).created == 0


@pytest.mark.journeys
async def test_nothing_goes_wrong_and_the_audit_holds(gateway):
    result = await played(gateway, CALM)
    assert failures(result) == []
    assert facts(result, "incoming")["rejected"] == 0


@pytest.mark.journeys
async def test_a_supplier_whose_terms_are_refused_delivers_on_the_buyers(gateway):
    story = Story(buyer_refuses_other_terms=True, lot_fails=False, machine_fails=False)
    result = await played(gateway, story)
    assert failures(result) == []
    assert facts(result, "counter")["answer"] == "refused"


@pytest.mark.journeys
async def test_a_failing_lot_is_replaced_before_anything_is_made_of_it(gateway):
    result = await played(gateway, Story(supplier_proposes_other_terms=False, machine_fails=False))
    assert failures(result) == []
    assert facts(result, "shortage")["lots"]
    assert facts(result, "reject")["lot"] not in facts(result, "shortage")["lots"]


@pytest.mark.journeys
async def test_an_order_cancelled_half_way_leaves_nothing_open(gateway):
    result = await played(gateway, Story(order_is_cancelled=True, lot_fails=False))
    assert failures(result) == []
    assert facts(result, "cancel")["work_orders_cancelled"]
    assert facts(result, "cancel")["purchase_orders_cancelled"]
    assert result.counts["shipments"] == 0
