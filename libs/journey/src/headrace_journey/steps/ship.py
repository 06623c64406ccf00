"""The goods go to the customer."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from headrace_journey.http import Client, Json
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told
from headrace_journey.steps import work
from headrace_journey.steps.order import order_now, placed
from headrace_journey.steps.production import is_product
from headrace_journey.steps.tower import mended

DAYS_ON_THE_ROAD = 2


async def shipments(stage: Stage) -> list[Json]:
    warehouse = await stage.leader("warehouse")
    return await warehouse.all("logistics/v1/shipments", order=await placed(stage))


async def play_shipment(stage: Stage) -> Told:
    """From every plant that was asked: the pieces made for this order, by their serials where they have some."""
    await stage.settled()
    warehouse = await stage.leader("warehouse")
    requests = await warehouse.all("logistics/v1/shipment-requests", order=await placed(stage))
    serials = await _serials(stage)
    for request in requests:
        if any(float(line["quantity"]["value"]) for line in request["lines"]) and request["state"] == "open":
            await _ship(stage, warehouse, request, serials)
    sent = await shipments(stage)
    if not sent:
        raise Stuck("Nothing was to be sent for the order.")
    facts = {
        "shipments": [shipment["number"] for shipment in sent],
        "from": sorted({shipment["plant"] for shipment in sent}),
        "carrier": stage.world.carrier,
        "serials": sum(len(line["serials"]) for shipment in sent for line in shipment["lines"]),
    }
    return Told("headrace.logistics.v1.ShipmentDispatched", f"/logistics/shipments/{sent[0]['id']}", facts)


async def play_delivery(stage: Stage) -> Told:
    sent = await shipments(stage)
    warehouse = await stage.leader("warehouse")
    await stage.advance_to(
        await stage.today() + timedelta(days=DAYS_ON_THE_ROAD) if _on_the_road(sent) else await stage.today()
    )
    for shipment in sent:
        if shipment["state"] != "delivered":
            path = f"logistics/v1/shipments/{shipment['id']}/delivery"
            await warehouse.create(path, stage.key("delivery", shipment["id"]), {"received_by": "M. Castellano"})

    async def fulfilled() -> Json | None:
        order = await order_now(stage)
        return order if order["state"] == "fulfilled" else None

    order = await stage.until("the order to be fulfilled", fulfilled)
    await mended(stage, "promise-moved", "sales", "The customer has the goods.")
    facts = {"order": order["number"], "delivered_on": (await stage.today()).isoformat(), "promise": order["promise"]}
    return Told("headrace.orders.v1.OrderFulfilled", f"/orders/orders/{order['id']}", facts)


def _on_the_road(sent: list[Json]) -> bool:
    return any(shipment["state"] != "delivered" for shipment in sent)


async def _serials(stage: Stage) -> dict[tuple[str, str], list[str]]:
    """(plant, item) -> good serials made for the order."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    orders = await work.work_orders(stage, lambda order: is_product(stage, order))
    for order in await work.details(stage, orders):
        good = [unit["serial"] for unit in order["serials"] if unit["state"] == "good"]
        found[order["plant"], order["item"]] += good
    return found


async def _ship(stage: Stage, warehouse: Client, request: Json, serials: dict[tuple[str, str], list[str]]) -> None:
    scans: list[Json] = []
    for line in request["lines"]:
        pieces = int(float(line["quantity"]["value"]))
        own = serials[request["plant"], line["item"]]
        taken, serials[request["plant"], line["item"]] = own[:pieces], own[pieces:]
        scans += [{"scan": stage.key(serial), "serial": serial} for serial in taken]
    wanted = sum(int(float(line["quantity"]["value"])) for line in request["lines"])
    body: Json = {"order": request["order"], "plant": request["plant"], "carrier": stage.world.carrier}
    body |= {"scans": scans} if len(scans) == wanted else {"propose": True}
    await warehouse.create("logistics/v1/shipments", stage.key("ship", request["id"]), body)
