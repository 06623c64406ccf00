"""MRP-10: proposals released for an order at all levels, or by date, to the right suppliers; or none, with reasons."""

from __future__ import annotations

import pytest

from headrace_contracts.mes.v1 import WorkOrderCancelled, WorkOrderCreated
from headrace_contracts.mrp.v1 import PurchaseProposalReleased, WorkProposalReleased
from headrace_contracts.product.v1 import Source
from headrace_contracts.srm.v1 import PurchaseOrderCancelled
from headrace_mrp.service import service

from .chain import (
    WORLD,
    bom,
    day,
    ea,
    item,
    listed,
    matched,
    offer,
    planned,
    proposed,
    purchase_order,
    release,
    routing,
    stock,
)


@pytest.fixture
async def bench(start_service):
    bench = await start_service(service)
    await bench.hear(*WORLD)
    return bench


async def test_all_that_serves_the_order_is_released_in_whole_with_its_pegs(bench):
    await bench.hear(matched(), matched("ord_2", quantity=5, due=40))
    plan = (await planned(bench))["plan"]
    answer = await release(bench, plan=plan, order="ord_1")
    assert answer.status_code == 201, answer.text
    assert (answer.json()["purchase"], answer.json()["work"]) == (2, 2)
    bought = await bench.told(PurchaseProposalReleased)
    assert [(e.item, e.supplier, int(e.quantity.value)) for e in bought] == [
        ("TUBE", "tubeco", 30),
        ("WHEEL", "wheelco", 20),
    ]
    assert {e.batch for e in bought} == {answer.json()["id"]}
    made = {e.item: e for e in await bench.told(WorkProposalReleased)}
    assert {name: int(e.quantity.value) for name, e in made.items()} == {"BIKE": 10, "FRAME": 10}
    assert [(p.order, p.line, p.quantity) for p in made["FRAME"].pegs] == [("ord_1", 1, ea(10))]
    assert made["FRAME"].due <= made["BIKE"].start
    assert (await proposed(bench))["BIKE"] == [5]
    assert len(await listed(bench, "/v1/proposals?order=ord_1&state=released")) == 4
    assert await listed(bench, "/v1/proposal-releases") == [answer.json()]


async def test_a_lot_is_made_whole_and_so_is_what_it_takes(bench):
    """Frames come in lots of 10; the 4 that the order needs are made of tubes in stock, the other 6 of new ones."""
    await bench.hear(item("FRAME", Source.MAKE, lead=2, minimum=10), stock("TUBE", 12), matched(quantity=4))
    plan = (await planned(bench))["plan"]
    await release(bench, plan=plan, order="ord_1")
    made = {e.item: (e.quantity, e.pegs[0].quantity) for e in await bench.told(WorkProposalReleased)}
    assert made == {"BIKE": (ea(4), ea(4)), "FRAME": (ea(10), ea(4))}
    tubes = next(e for e in await bench.told(PurchaseProposalReleased) if e.item == "TUBE")
    assert (tubes.quantity, [(p.order, p.quantity) for p in tubes.pegs]) == (ea(18), [("ord_1", ea(0))])
    assert "TUBE" not in {s["item"] for s in await listed(bench, "/v1/shortages?order=ord_1")}


async def test_by_date_what_is_to_begin_until_then_is_released(bench):
    await bench.hear(matched(), matched("ord_2", quantity=5, due=60))
    plan = (await planned(bench))["plan"]
    answer = (await release(bench, plan=plan, until=day(30).isoformat())).json()
    assert (answer["purchase"], answer["work"]) == (2, 2)
    both = (await release(bench, plan=plan, order="ord_2", until=day(57).isoformat())).json()
    assert (both["purchase"], both["work"]) == (2, 1)
    assert await proposed(bench) == {"BIKE": [5]}


async def test_items_without_a_source_are_named_and_nothing_is_released(bench):
    await bench.hear(item("BELL"), item("SEAT", Source.MAKE), bom("BIKE", FRAME=1, WHEEL=2, BELL=1, SEAT=1), matched())
    plan = (await planned(bench))["plan"]
    answer = await release(bench, plan=plan, order="ord_1")
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/cannot-release"
    assert [e["detail"] for e in answer.json()["errors"]] == ["BELL has no supplier", "SEAT has no routing in north"]
    assert await bench.told(WorkProposalReleased) == []
    assert await listed(bench, "/v1/proposals?state=released") == []
    await bench.hear(offer("BELL", "bellco"), routing("SEAT"))
    assert (await release(bench, plan=plan, order="ord_1")).status_code == 201


async def test_wrong_releases_are_refused(bench):
    await bench.hear(matched())
    old = (await planned(bench))["plan"]
    new = (await planned(bench))["plan"]
    assert (await release(bench, plan=old, order="ord_1")).status_code == 409
    assert (await release(bench, plan=new)).json()["type"] == "/problems/nothing-asked"
    assert (await release(bench, plan=new, order="ord_9")).status_code == 404
    assert (await release(bench, plan="no", order="ord_1")).status_code == 404
    buyer = bench.client("buyer")
    assert (await buyer.post("/v1/proposal-releases", json={"plan": new, "order": "ord_1"})).status_code == 403
    assert await bench.query("SELECT * FROM release") == []


async def test_what_is_released_is_not_proposed_again_before_nor_after_it_is_ordered(bench):
    await bench.hear(matched())
    plan = (await planned(bench))["plan"]
    await release(bench, plan=plan, order="ord_1")
    again = await release(bench, plan=plan, order="ord_1")
    assert (again.json()["purchase"], again.json()["work"]) == (0, 0)
    assert (await planned(bench))["proposals"] == 0
    wheel = next(e for e in await bench.told(PurchaseProposalReleased) if e.item == "WHEEL")
    await bench.hear(purchase_order("WHEEL", 20, wheel.proposal, due=wheel.need_by.toordinal() - day(0).toordinal()))
    for e in await bench.told(WorkProposalReleased):
        await bench.hear(_created(e))
    assert (await planned(bench))["proposals"] == 0
    kinds = {(p["item"], p["kind"], p["reference"]) for p in await listed(bench, "/v1/pegs?order=ord_1")}
    assert {("WHEEL", "purchase_order", "po_1/1"), ("BIKE", "work_order", "wo_BIKE")} <= kinds
    became = await listed(bench, "/v1/proposals?item=WHEEL&state=released")
    assert became[0]["became"] == "po_1"


async def test_a_cancelled_purchase_or_work_order_opens_its_need_again(bench):
    await bench.hear(matched())
    await release(bench, plan=(await planned(bench))["plan"], order="ord_1")
    wheel = next(e for e in await bench.told(PurchaseProposalReleased) if e.item == "WHEEL")
    frame = next(e for e in await bench.told(WorkProposalReleased) if e.item == "FRAME")
    await bench.hear(purchase_order("WHEEL", 20, wheel.proposal), _created(frame))
    await bench.hear(
        PurchaseOrderCancelled(
            purchase_order="po_1", buyer="acme", supplier="wheelco", plant="north", reason="too dear"
        ),
        WorkOrderCancelled(work_order="wo_FRAME", item="FRAME", plant="north", reason="wrong drawing"),
    )
    await planned(bench)
    assert await proposed(bench) == {"FRAME": [10], "WHEEL": [20]}


def _created(event):
    return WorkOrderCreated(
        work_order=f"wo_{event.item}",
        number=f"WO-{event.item}",
        item=event.item,
        plant=event.plant,
        quantity=event.quantity,
        start=event.start,
        due=event.due,
        proposal=event.proposal,
        pegs=event.pegs,
    )
