"""Goods go to the customer: asked for when the order is matched, picked and dispatched together, then delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.orders.v1 import Allocation, OrderCancelled, OrderClosed, OrderMatched
from headrace_contracts.values import Quantity
from headrace_logistics import stock
from headrace_logistics.shipping.model.shipment import Shipment, ShipmentLine
from headrace_logistics.shipping.model.shipment_request import ShipmentRequest
from headrace_logistics.shipping.store import papers
from headrace_logistics.shipping.store.papers import shipment_requests, shipments
from headrace_logistics.shipping.store.tables import shipment as shipment_table
from headrace_logistics.shipping.store.tables import shipment_request as request_table
from headrace_logistics.stock.model import Holder, Label, Pick, PickRule, Reach, Scan, move_held, places, withdraw


async def ask(tx: Tx, event: OrderMatched) -> None:
    """One request for each plant that the order was matched to."""
    parts: dict[str, dict[int, ShipmentLine]] = {}
    for allocation in event.allocations:
        _add(parts.setdefault(allocation.plant, {}), allocation)
    for plant, lines in sorted(parts.items()):
        request = ShipmentRequest.of(
            tx.new_id("shr"),
            tx.tenant,
            order=event.order,
            customer=event.customer,
            plant=plant,
            lines=lines.values(),
        )
        await shipment_requests.add(tx, request)


def _add(lines: dict[int, ShipmentLine], part: Allocation) -> None:
    known = lines.get(part.line)
    before = known.quantity if known else Quantity.zero(part.quantity.unit)
    lines[part.line] = ShipmentLine(part.line, part.item, before + part.quantity)


async def cancel(tx: Tx, event: OrderCancelled | OrderClosed) -> None:
    for request in await shipment_requests.all(tx, request_table.c.order_id == event.order, lock=True):
        request.cancel()
        await shipment_requests.save(tx, request)


async def ship_scanned(tx: Tx, order: str, plant: str, carrier: str, labels: Sequence[Label]) -> Shipment:
    """What was scanned, which may be a part; the shipment of the first time when all the scans came before."""
    request = await papers.take_shipment_request(tx, order, plant)
    earlier = await _earlier(tx, order, plant)
    fresh = [label for label in labels if not label.repeats(earlier.scans)]
    if not fresh:
        return earlier.shipments[labels[0].scan]
    shipment, books = await _prepare(tx, request)
    picking = await stock.Picking.opened(tx, books.stock, plant, fresh)
    for label in fresh:
        scan = picking.identify(label, {line.item for line in shipment.lines})
        picked = shipment.pick(scan, picking.lots_like(scan, shipment.id), tx.today)
        if picked:
            _load(tx, books, shipment, picked.pick)
    shipment.leave_rest()
    return await _dispatch(tx, books, request, shipment, carrier)


async def ship_by_rule(tx: Tx, order: str, plant: str, carrier: str) -> Shipment:
    """All that is still to be sent, oldest lots first. Raises WrongStage when the stock is less."""
    request = await papers.take_shipment_request(tx, order, plant)
    shipment, books = await _prepare(tx, request)
    picking = await stock.Picking.opened(tx, books.stock, plant, [])
    for line in shipment.lines:
        for picked in shipment.pick_by_rule(PickRule.FIFO, line, picking.lots(shipment.id), tx.today):
            _load(tx, books, shipment, picked.pick)
    return await _dispatch(tx, books, request, shipment, carrier)


async def deliver(tx: Tx, shipment_id: str, received_by: str) -> Shipment:
    shipment = await shipments.take(tx, shipment_id)
    shipment.deliver(received_by, tx.now)
    await shipments.save(tx, shipment)
    source = places.in_transit(shipment.plant, shipment.id)
    target = places.customer(shipment.plant, shipment.customer)
    books = await stock.take(tx, _wanted(shipment), Reach([(picked.pick.goods, source) for picked in shipment.picked]))
    for picked in shipment.picked:
        move_held(books.stock, picked.pick.goods, picked.pick.quantity, source, target, shipment.id, tx.now)
    await books.keep(tx, "delivered")
    tx.tell(shipment)
    return shipment


class _Earlier:
    """The scans that shipments of this order and plant were made from."""

    def __init__(self, made: Sequence[Shipment]) -> None:
        self.shipments: Mapping[str, Shipment] = {scan: shipment for shipment in made for scan in shipment.scans}
        self.scans: Mapping[str, Scan] = {name: scan for shipment in made for name, scan in shipment.scans.items()}


async def _earlier(tx: Tx, order: str, plant: str) -> _Earlier:
    s = shipment_table.c
    return _Earlier(await shipments.all(tx, s.order_id == order, s.plant == plant))


async def _prepare(tx: Tx, request: ShipmentRequest) -> tuple[Shipment, stock.Ledger]:
    shipment = Shipment.prepare(
        tx.new_id("shp"),
        await next_number(tx, "SH"),
        tenant=tx.tenant,
        order=request.order,
        customer=request.customer,
        plant=request.plant,
        lines=request.open_lines(),
    )
    return shipment, await stock.take(tx, _wanted(shipment))


def _wanted(shipment: Shipment) -> dict[stock.ItemPlant, str]:
    return {(line.item, shipment.plant): line.quantity.unit for line in shipment.lines}


def _load(tx: Tx, books: stock.Ledger, shipment: Shipment, pick: Pick) -> None:
    target = places.in_transit(shipment.plant, shipment.id)
    withdraw(books.stock, pick, Holder(shipment.plant, shipment.id), target, tx.now)


async def _dispatch(
    tx: Tx, books: stock.Ledger, request: ShipmentRequest, shipment: Shipment, carrier: str
) -> Shipment:
    shipment.dispatch(carrier, tx.now)
    request.ship(shipment.lines)
    await shipment_requests.save(tx, request)
    await shipments.add(tx, shipment)
    await books.keep(tx, "shipped")
    tx.tell(shipment)
    return shipment
