"""ORD-1, ORD-2, PLT-5: an order over HTTP, matched to factories that can make it, seen by its two parties only."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headrace_contracts.logistics.v1 import ShipmentDelivered, ShippedLine
from headrace_contracts.mes.v1 import BookedDay, CapacityPublished, WorkOrderRescheduled
from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.orders.v1 import (
    OrderCancelled,
    OrderFulfilled,
    OrderMatched,
    OrderPlaced,
    PromiseMoved,
)
from headrace_contracts.product.v1 import (
    ItemDefined,
    RoutingPublished,
    Source,
    Tracking,
    WorkCentrePublished,
)
from headrace_contracts.values import Money, Quantity
from headrace_orders.service import service
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.told import plant
from headrace_testkit.waiting import until

TODAY = START.date()
ONE = Quantity(Decimal(1), "EA")


def item(name: str = "BIKE", *, sold: bool = True) -> ItemDefined:
    price = Money(120_000, "EUR")
    return told.item(name, source=Source.MAKE, tracking=Tracking.SERIAL, sold=sold, list_price=price, lead_time_days=0)


def routing(plant: str, minutes: float = 60) -> RoutingPublished:
    return told.routing("BIKE", f"{plant}-line", plant=plant, minutes=minutes)


def work_centre(plant: str, hourly_minor: int = 3000) -> WorkCentrePublished:
    return told.work_centre(f"{plant}-line", plant, hourly_minor=hourly_minor)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(told.organisation("acme"), told.organisation("velo", "customer"))
    await bench.hear(item(), item("SECRET", sold=False), item("TRIKE"), plant("north"), plant("south"), plant("east"))
    await bench.hear(routing("north"), work_centre("north"), routing("south"), work_centre("south", 9000))
    return bench


WANTED = TODAY + timedelta(days=20)


def wanted(quantity: object = "3", unit: str = "EA", due: date | None = None, name: str = "BIKE") -> dict:
    due = due or WANTED
    return {
        "seller": "acme",
        "lines": [{"item": name, "quantity": {"value": quantity, "unit": unit}, "due": due.isoformat()}],
    }


async def matched(bench: ServiceBench, order: str) -> dict:
    customer = bench.client("customer", tenant="velo")

    async def look() -> dict | None:
        found = (await customer.get(f"/v1/orders/{order}")).json()
        return found if found["state"] != "placed" else None

    return await until(look)


async def test_an_order_goes_to_the_cheapest_capable_factory_and_every_refusal_is_explained(bench):
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=wanted())
    assert answer.status_code == 201, answer.text
    order = await matched(bench, answer.json()["id"])
    assert order["state"] == "matched"
    assert [(a["plant"], a["quantity"]["value"]) for a in order["allocations"]] == [("north", "3")]
    assert {r["plant"]: r["code"] for r in order["refusals"]} == {"south": "dearer", "east": "not_capable"}
    assert order["promise"] == order["lines"][0]["due"] == order["allocations"][0]["finish"]
    assert await bench.told_types() == ["OrderPlaced", "OrderMatched"]
    assert (await bench.told(OrderPlaced, tenant="acme"))[0].total == Money(360_000, "EUR")


async def test_an_order_too_large_for_one_factory_is_split(bench):
    due = TODAY + timedelta(days=1)
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=wanted("24", due=due))
    order = await matched(bench, answer.json()["id"])
    assert sorted((a["plant"], a["quantity"]["value"]) for a in order["allocations"]) == [
        ("north", "16"),
        ("south", "8"),
    ]


async def test_what_work_orders_book_is_taken_also_when_it_is_heard_before_the_work_centre(bench):
    full = tuple(BookedDay(day=TODAY + timedelta(days=n), minutes=480) for n in range(2))
    await bench.hear(CapacityPublished(work_centre="west-line", plant="west", minutes_per_day=480, booked=full))
    await bench.hear(plant("west"), routing("west"), work_centre("west", 1))
    due = TODAY + timedelta(days=1)
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=wanted("8", due=due))
    order = await matched(bench, answer.json()["id"])
    assert {r["plant"]: r["code"] for r in order["refusals"]}["west"] == "no_capacity_before_due"
    assert {a["plant"] for a in order["allocations"]} == {"north"}


async def test_capacity_promised_to_one_order_is_not_promised_again(bench):
    due = TODAY + timedelta(days=1)
    customer = bench.client("customer", tenant="velo")
    for quantity in ("8", "8"):
        answer = await customer.post("/v1/orders", json=wanted(quantity, due=TODAY))
        order = await matched(bench, answer.json()["id"])
    assert {a["plant"] for a in order["allocations"]} == {"south"}, due


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (wanted(unit="KG"), "sold by EA, not KG"),
        (wanted("-1"), "above zero"),
        (wanted(name="SECRET"), "not in the seller's catalogue"),
        (wanted(name="TRIKE"), "no factory has a routing for TRIKE and none is in stock"),
        (wanted(due=TODAY - timedelta(days=1)), "is past"),
        ({"seller": "acme", "lines": []}, "at least one line"),
    ],
)
async def test_a_wrong_order_is_refused_with_the_line_and_the_remedy_and_nothing_is_stored(bench, body, words):
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/order-refused"
    assert words in answer.json()["detail"]
    assert await bench.told_types() == []
    assert await bench.query("SELECT * FROM sales_order") == []


async def test_the_same_key_gives_the_same_order_and_another_body_is_refused(bench):
    customer = bench.client("customer", tenant="velo")
    key = {"Idempotency-Key": "po-17"}
    first = await customer.post("/v1/orders", json=wanted(), headers=key)
    again = await customer.post("/v1/orders", json=wanted(), headers=key)
    other = await customer.post("/v1/orders", json=wanted("4"), headers=key)
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert again.headers["etag"] == first.headers["etag"]
    assert other.status_code == 422
    assert len(await bench.told(OrderPlaced)) == 1


async def test_another_tenant_finds_no_order(bench):
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=wanted())
    foreign = bench.client("customer", tenant="rival")
    assert (await foreign.get(f"/v1/orders/{answer.json()['id']}")).status_code == 404
    assert (await foreign.get("/v1/orders")).json()["items"] == []
    assert (await bench.client("sales", tenant="acme").get("/v1/orders")).json()["items"] != []


async def test_a_customer_cancels_with_the_version_it_read(bench):
    customer = bench.client("customer", tenant="velo")
    answer = await customer.post("/v1/orders", json=wanted())
    order = await matched(bench, answer.json()["id"])
    path, reason = f"/v1/orders/{order['id']}/cancel", {"reason": "changed my mind"}
    assert (await customer.post(path, json=reason)).status_code == 428
    assert (await customer.post(path, json=reason, headers={"If-Match": '"1"'})).status_code == 412
    done = await customer.post(path, json=reason, headers={"If-Match": f'"{order["version"]}"'})
    assert done.json()["state"] == "cancelled"
    assert await bench.query("SELECT * FROM reservation") == []
    assert len(await bench.told(OrderCancelled)) == 1


async def test_late_work_moves_the_promise_and_delivery_fulfils_the_order(bench):
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=wanted())
    order = (await matched(bench, answer.json()["id"]))["id"]
    peg = Peg(order=order, line=1, quantity=ONE)
    for work_order, days in (("wo_1", 1), ("wo_2", 2), ("wo_3", 2)):
        await bench.hear(
            WorkOrderRescheduled(
                work_order=work_order,
                item="BIKE",
                plant="north",
                previous=TODAY,
                due=TODAY + timedelta(days=days),
                cause="machine down",
                reference="exc_1",
                pegs=(peg,),
            )
        )
    assert [e.promise for e in await bench.told(PromiseMoved)] == [WANTED + timedelta(days=n) for n in (1, 2)]
    line = ShippedLine(order_line=1, item="BIKE", quantity=Quantity(Decimal(3), "EA"))
    await bench.hear(
        ShipmentDelivered(
            shipment="shp_1", order=order, customer="velo", plant="north", received_by="Mia", lines=(line,)
        )
    )
    assert len(await bench.told(OrderFulfilled)) == 1
    assert len(await bench.told(OrderMatched)) == 1


async def test_without_a_token_nobody_is_told_anything(bench):
    client = bench.client()
    del client.headers["Authorization"]
    assert (await client.get("/v1/orders")).status_code == 401
    assert (await bench.client("warehouse").get("/v1/orders")).status_code == 403
