"""PDM-1, PDM-2, PLT-4, ORD-1, SRM-6, LOG-2, EQP-2, PLT-9: bad input through the front door is answered with its reason
and changes nothing; the largest and smallest of everything is answered in time, at little cost, and stops nobody."""

from __future__ import annotations

import asyncio

import pytest

from headrace_journey.http import PLATFORM_USER, Client, Json
from headrace_journey.settling import dead_letters, settled

from .chain import RIVAL, RIVALS_LOT, SPARE, UNROUTED, Chain, refusal, row_errors, under_way
from .conformance import Conformance
from .conftest import new_flow
from .prober import Prober

pytestmark = pytest.mark.slow
NEW_ITEM = {"item": "NEW-1", "name": "New", "unit": "EA", "source": "buy"}


@pytest.fixture(scope="module")
async def chain():
    with new_flow() as flow:
        async with flow.running() as gateway:
            chain = await under_way(gateway)
            gateway.event_hooks["response"].append(chain.translated)
            yield chain


def model(chain: Chain) -> str:
    return chain.order["lines"][0]["item"]


async def test_an_unknown_unit(chain):
    engineer, customer = await chain.leader("engineer"), await chain.customer()
    async with chain.nothing_changes():
        row = {**NEW_ITEM, "unit": "FURLONG"}
        errors = await row_errors(engineer.put("product/v1/items", {"items": [row]}))
        body = chain.order_of(model(chain), "1", "FURLONG")
        refused = await refusal(customer.create("orders/v1/orders", "furlong", body))
    assert errors == [("unit", "unit 'FURLONG' is unknown; load it to /v1/units first")]
    assert (refused.status, refused.problem["type"]) == (422, "/problems/order-refused")
    assert f"{model(chain)} is sold by EA, not FURLONG" in str(refused)


async def test_an_item_that_would_contain_itself(chain):
    engineer = await chain.leader("engineer")
    motor = next(row["item"] for row in chain.stage.world.items.rows if row["item"].startswith("MOTOR-"))
    stator = motor.replace("MOTOR", "STATOR")
    line = {"component": motor, "quantity_per": "1", "unit": "EA", "valid_from": "2020-01-01"}
    async with chain.nothing_changes():
        row = {"item": stator, "lines": [line]}
        errors = await row_errors(engineer.put("product/v1/boms", {"items": [row]}))
    ((field, detail),) = errors
    assert field == "lines"
    assert detail.startswith(f"{stator} > {motor} > {stator}: {stator} would contain itself")


async def test_a_quantity_below_zero(chain):
    customer, warehouse, supplier = await chain.customer(), await chain.leader("warehouse"), await chain.supplier()
    lot = {**chain.stage.world.opening_stock.rows[0], "lot": "BELOW", "quantity": {"value": "-3", "unit": "EA"}}
    sent = {"order_line": 1, "lot": "BELOW", "quantity": {"value": "-1", "unit": "EA"}}
    note = {"purchase_order": chain.purchase_order["id"], "number": "DN-BELOW", "lines": [sent]}
    async with chain.nothing_changes():
        ordered = await refusal(customer.create("orders/v1/orders", "below", chain.order_of(model(chain), "-2")))
        stocked = await row_errors(warehouse.put("logistics/v1/opening-stock", {"items": [lot]}))
        noted = await refusal(supplier.create("srm/v1/delivery-notes", "below", note))
    assert (ordered.status, noted.status) == (422, 422)
    assert "the quantity is -2 EA; it must be above zero" in str(ordered)
    assert [field for field, _ in stocked] == ["quantity"]
    assert "-3" in stocked[0][1]
    assert "-1" in str(noted)


async def test_an_order_for_an_item_without_a_routing(chain):
    customer = await chain.customer()
    async with chain.nothing_changes():
        refused = await refusal(customer.create("orders/v1/orders", "unrouted", chain.order_of(UNROUTED, "1")))
    assert (refused.status, refused.problem["type"]) == (422, "/problems/order-refused")
    assert f"no factory has a routing for {UNROUTED} and none is in stock" in str(refused)


async def test_a_delivery_note_that_was_sent_before(chain):
    supplier = await chain.supplier()
    lines = [{name: line[name] for name in ("order_line", "lot", "quantity")} for line in chain.note["lines"]]
    body = {"purchase_order": chain.purchase_order["id"], "number": chain.note["number"], "lines": lines}
    async with chain.nothing_changes():
        refused = await refusal(supplier.create("srm/v1/delivery-notes", "once-more", body))
    assert (refused.status, refused.problem["type"]) == (409, "/problems/delivery-note-known")
    assert f"You sent delivery note {chain.note['number']} before" in str(refused)


async def test_a_scan_of_a_foreign_companys_lot(chain):
    warehouse = await chain.leader("warehouse")
    scans = [{"scan": "s-1", "lot": chain.note["lines"][0]["lot"]}, {"scan": "s-2", "lot": RIVALS_LOT}]
    async with chain.nothing_changes():
        body = {"delivery_note": chain.note["id"], "scans": scans}
        refused = await refusal(warehouse.create("logistics/v1/receipts", "foreign", body))
    assert (refused.status, refused.problem["type"]) == (422, "/problems/scan-refused")
    assert refused.problem["errors"] == [{"field": "reason", "detail": "foreign_lot"}]
    assert "another company" in str(refused)
    assert "rival" not in str(refused.problem).lower()


async def test_a_telemetry_batch_that_comes_twice(chain):
    device, at = await chain.leader("admin"), (await chain.stage.now()).isoformat()
    common = {"machine": SPARE, "quality": "good", "device_time": at, "gateway_time": at}
    run = {**common, "sequence": 1, "tag": "state", "kind": "state", "state": "run"}
    count = {**common, "sequence": 2, "tag": "count", "kind": "count", "delta": 3, "total": 3}
    batch = {"gateway": "by-hand", "stream": "by-hand-1", "oldest": 1, "records": [run, count]}
    first = await device.act("equipment/v1/telemetry", batch)
    assert first == {"last_sequence": 2}
    async with chain.nothing_changes():
        assert await device.act("equipment/v1/telemetry", batch) == first
        gap = {**batch, "records": [{**count, "sequence": 9}]}
        refused = await refusal(device.act("equipment/v1/telemetry", gap))
    assert (refused.status, refused.problem["type"]) == (409, "/problems/batch-too-late")
    points = await device.all(f"equipment/v1/machines/{SPARE}/telemetry")
    assert sorted(point["sequence"] for point in points) == [1, 2]


async def test_a_token_of_another_tenant(chain):
    rival, order = await chain.rival("admin"), chain.order
    at_order, at_purchase = f"orders/v1/orders/{order['id']}", f"srm/v1/purchase-orders/{chain.purchase_order['id']}"
    scans = [{"scan": "s-1", "lot": chain.note["lines"][0]["lot"]}]
    async with chain.nothing_changes():
        answers = [
            await refusal(rival.get(at_order)),
            await refusal(rival.act(f"{at_order}/cancel", {"reason": "Mine now."}, version=order["version"])),
            await refusal(rival.get(at_purchase)),
            await refusal(rival.act(f"{at_purchase}/cancellation", {"reason": "Mine."}, version=1)),
            await refusal(
                rival.create("logistics/v1/receipts", "theirs", {"delivery_note": chain.note["id"], "scans": scans})
            ),
        ]
    assert [answer.status for answer in answers] == [404] * 5
    assert await rival.all("orders/v1/orders") == await rival.all("srm/v1/purchase-orders") == []


async def test_a_token_that_somebody_altered(chain):
    """The rival's own token, its claims those of the leader's planner."""
    mine, theirs = [
        (await chain.gateway.post("/api/session", json={"user": user})).json()["token"].split(".")
        for user in (f"admin@{RIVAL}", f"admin@{chain.stage.world.leader}")
    ]
    altered = Client(chain.gateway, ".".join((mine[0], theirs[1], mine[2])))
    async with chain.nothing_changes():
        refused = await refusal(altered.put("product/v1/items", {"items": [NEW_ITEM]}))
    assert (refused.status, refused.problem["type"]) == (401, "/problems/unauthenticated")
    assert "signature" in str(refused)


LEFT_OUT = {("post", "/api/clock"), ("delete", "/api/session")}
"""The business day of all would be another, and who asks would be logged out; they have tests of their own."""


async def prober_of(chain: Chain, *, thorough: bool = False) -> Prober:
    world, supplier = chain.stage.world, chain.purchase_order["supplier"]
    firms = (world.leader, supplier, world.customer, world.bank)
    users = [*(f"admin@{firm}" for firm in firms), PLATFORM_USER]
    tokens = [(await chain.gateway.post("/api/session", json={"user": user})).json()["token"] for user in users]
    document = (await chain.gateway.get("/api/openapi.json")).json()
    return Prober(chain.gateway, document, tokens, thorough=thorough)


async def test_the_largest_and_smallest_of_everything_on_every_route(chain, pytestconfig):
    prober = await prober_of(chain, thorough=pytestconfig.getoption("every_extreme"))
    with chain.translated.turned_away():
        await prober.probe_all(but=LEFT_OUT)
    assert prober.faults == []
    assert prober.sent > 2000
    for job in sorted(prober.jobs):
        assert (await ended(chain, job))["state"] in {"done", "cancelled"}, job
    platform = await chain.stage.people.platform()
    await settled(platform)
    assert await dead_letters(platform) == {}


@pytest.mark.timeout(900)
async def test_every_operation_answers_as_its_openapi_tells(chain):
    """By schemathesis, with a fixed seed."""
    conformance = Conformance(await prober_of(chain))
    with chain.translated.turned_away():
        await conformance.ask_all(but=LEFT_OUT)
    assert conformance.faults == []
    assert conformance.sent > 2000


async def ended(chain: Chain, job: str) -> Json:
    leader, service, name = await chain.leader("admin"), job.split("/")[2], job.rpartition("/")[2]
    while (state := await leader.get(f"{service}/v1/jobs/{name}"))["state"] in {"queued", "running"}:  # noqa: ASYNC110
        await asyncio.sleep(0.2)
    return state


async def test_a_chinese_reader_is_refused_in_chinese(chain):
    """What people were refused above was asked for again in Chinese."""
    refused = await refusal((await chain.customer()).get("orders/v1/orders/none"))
    assert refused.problem["title"] == "No such thing"
    assert len(chain.translated.answers) > 0
    assert chain.translated.english() == []
