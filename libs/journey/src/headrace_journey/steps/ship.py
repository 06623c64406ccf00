"""The goods go to the customer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from headrace_journey.http import Client, Json
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told
from headrace_journey.steps import work
from headrace_journey.steps.order import order_now, placed
from headrace_journey.steps.production import is_product
from headrace_journey.steps.tower import mended

DAYS_ON_THE_ROAD = 2
SCANS_AT_ONCE = 500


async def shipments(stage: Stage) -> list[Json]:
    warehouse = await stage.leader("warehouse")
    return await warehouse.all("logistics/v1/shipments", order=await placed(stage))


async def play_shipment(stage: Stage) -> Told:
    """From every plant that was asked: the pieces made for this order, by their serials where they have some."""
    await stage.settled()
    warehouse = await stage.leader("warehouse")
    requests = await warehouse.all("logistics/v1/shipment-requests", order=await placed(stage))
    for request in requests:
        await _ship(stage, warehouse, request)
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
    """Each shipment arrives so many days after it was sent, however often this is begun anew."""
    warehouse = await stage.leader("warehouse")
    for shipment in await shipments(stage):
        if shipment["state"] != "delivered":
            await stage.advance_to(_day(shipment["dispatched_at"]) + timedelta(days=DAYS_ON_THE_ROAD))
            path = f"logistics/v1/shipments/{shipment['id']}/delivery"
            await warehouse.create(path, stage.key("delivery", shipment["id"]), {"received_by": "M. Castellano"})

    async def fulfilled() -> Json | None:
        order = await order_now(stage)
        return order if order["state"] == "fulfilled" else None

    order = await stage.until("the order to be fulfilled", fulfilled)
    await mended(stage, "promise-moved", "sales", "The customer has the goods.")
    delivered = max(_day(shipment["delivered_at"]) for shipment in await shipments(stage))
    facts = {"order": order["number"], "delivered_on": delivered.isoformat(), "promise": order["promise"]}
    return Told("headrace.orders.v1.OrderFulfilled", f"/orders/orders/{order['id']}", facts)


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


async def _ship(stage: Stage, warehouse: Client, request: Json) -> None:
    """One shipment for as many scans as go into one, until all is sent."""
    made = await work.details(stage, await work.work_orders(stage, lambda order: is_product(stage, order)))
    while request["state"] == "open":
        sent = {s for shipment in await shipments(stage) for line in shipment["lines"] for s in line["serials"]}
        scans: list[Json] = []
        for line in request["lines"]:
            scans += await _scans(stage, warehouse, request["plant"], line, made, sent)
        so_far = sum(Decimal(line["shipped"]["value"]) for line in request["lines"])
        body = {"order": request["order"], "plant": request["plant"], "carrier": stage.world.carrier}
        key = stage.key("ship", request["id"], so_far)
        await warehouse.create("logistics/v1/shipments", key, {**body, "scans": scans[:SCANS_AT_ONCE]})
        request = await warehouse.get(f"logistics/v1/shipment-requests/{request['id']}")


async def _scans(
    stage: Stage, warehouse: Client, plant: str, line: Json, made: list[Json], sent: set[str]
) -> list[Json]:
    """Pieces of the order's own work first, then what is in stock; takes the serials into `sent`."""
    rest = Decimal(line["quantity"]["value"]) - Decimal(line["shipped"]["value"])
    here = [order for order in made if (order["item"], order["plant"]) == (line["item"], plant)]
    own = [u["serial"] for order in here for u in order["serials"] if u["state"] == "good" and u["serial"] not in sent]
    own = own[: int(rest)]
    sent.update(own)
    scans: list[Json] = [{"scan": stage.key(serial), "serial": serial} for serial in own]
    rest -= len(own)
    with_serials = {order["lot"] for order in here if order["serials"]}
    for lot in await warehouse.all("logistics/v1/stock", item=line["item"], plant=plant):
        taken = min(rest, Decimal(lot["available"]["value"]))
        if taken > 0 and lot["lot"] not in with_serials:
            amount = {"value": str(taken), "unit": line["quantity"]["unit"]}
            scans.append({"scan": stage.key(plant, lot["lot"]), "lot": lot["lot"], "quantity": amount})
            rest -= taken
    return scans
