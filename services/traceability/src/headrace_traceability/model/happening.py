"""What the other services tell, as trace events and as edges between things.

Things are named `lot:…`, `serial:…`, `shipment:…`, `supplier:…` and `customer:…`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    MaterialIssued,
    ShipmentDelivered,
    ShipmentDispatched,
    ShippedLine,
)
from headrace_contracts.mes import v1 as mes
from headrace_contracts.mes.v1 import Consumption, UnitsCompleted
from headrace_contracts.quality.v1 import LotAccepted, LotRejected
from headrace_contracts.values import Quantity
from headrace_traceability.model.genealogy import Certainty, Edge, EdgeKind
from headrace_traceability.model.trace_event import Amount, EventKind, TraceEvent

NODE_KINDS = ("lot", "serial", "shipment", "supplier", "customer")
ONE_SHIPMENT = Quantity(Decimal(1), "shipment")


@dataclass(frozen=True, slots=True)
class Origin:
    """The event that was heard: its id, when it happened, and whose fact it is."""

    id: str
    at: datetime
    organisation: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A trace event and what it joined. Its organisation sees both, and its partner too when there is one."""

    event: TraceEvent
    edges: tuple[Edge, ...] = ()


def goods_received(origin: Origin, told: GoodsReceived) -> Happening:
    lots = tuple(Amount(f"lot:{line.lot}", line.quantity) for line in told.lines)
    event = _event(origin, EventKind.OBJECT, "receiving", told.plant, lots, told.delivery_note, told.supplier)
    supplier = f"supplier:{told.supplier}"
    return Happening(event, _edges(origin, ((supplier, a.code, a.quantity) for a in lots), EdgeKind.RECEIVE))


def material_issued(origin: Origin, told: MaterialIssued) -> Happening:
    """It only moves: what it went into is known when the units are completed."""
    moved = tuple(Amount(_thing(line.lot, line.serial), line.quantity) for line in told.lines)
    return Happening(_event(origin, EventKind.OBJECT, "issuing", told.plant, moved, told.work_order))


def units_completed(origin: Origin, told: UnitsCompleted) -> Happening:
    one = Quantity(Decimal(1), told.quantity.unit)
    made = tuple(Amount(f"serial:{serial}", one) for serial in told.serials)
    made = made or (Amount(f"lot:{told.lot}", told.quantity),)
    used = _used(told.consumed)
    kind = EventKind.TRANSFORMATION if used else EventKind.OBJECT
    event = _event(origin, kind, "commissioning", told.plant, made, told.work_order, inputs=used)
    edges = _went_into(origin, told)
    members = [(told.lot, serial, one) for serial in told.serials]
    members += [(c.lot, c.serial, c.quantity) for c in told.consumed if c.lot and c.serial]
    return Happening(event, edges + tuple(_member(origin, *member) for member in members))


def lot_inspected(origin: Origin, told: LotAccepted | LotRejected) -> Happening:
    step = "accepting" if isinstance(told, LotAccepted) else "rejecting"
    lot = (Amount(f"lot:{told.lot}", told.quantity),)
    return Happening(_event(origin, EventKind.OBJECT, step, told.plant, lot, told.inspection, told.supplier))


def shipment_dispatched(origin: Origin, told: ShipmentDispatched) -> Happening:
    shipment = f"shipment:{told.shipment}"
    packed = tuple(amount for line in told.lines for amount in _shipped(line))
    event = _event(
        origin,
        EventKind.AGGREGATION,
        "shipping",
        told.plant,
        (Amount(shipment, ONE_SHIPMENT),),
        told.order,
        told.customer,
        inputs=packed,
    )
    moves = [(amount.code, shipment, amount.quantity) for amount in packed]
    return Happening(
        event,
        _edges(origin, [*moves, (shipment, f"customer:{told.customer}", ONE_SHIPMENT)], EdgeKind.SHIP),
    )


def shipment_delivered(origin: Origin, told: ShipmentDelivered) -> Happening:
    arrived = (Amount(f"shipment:{told.shipment}", ONE_SHIPMENT),)
    event = _event(origin, EventKind.OBJECT, "delivering", told.plant, arrived, told.order, told.customer)
    return Happening(event)


def _event(
    origin: Origin,
    kind: EventKind,
    step: str,
    location: str,
    outputs: tuple[Amount, ...],
    document: str,
    partner: str = "",
    inputs: tuple[Amount, ...] = (),
) -> TraceEvent:
    return TraceEvent(
        id=origin.id,
        kind=kind,
        at=origin.at,
        organisation=origin.organisation,
        location=location,
        step=step,
        outputs=outputs,
        inputs=inputs,
        document=document or None,
        partner=partner or None,
    )


def _edges(origin: Origin, moves: Iterable[tuple[str, str, Quantity]], kind: EdgeKind) -> tuple[Edge, ...]:
    return tuple(
        Edge(f"{origin.id}/{n}", source, target, quantity, kind, origin.at)
        for n, (source, target, quantity) in enumerate(moves)
    )


def _went_into(origin: Origin, told: UnitsCompleted) -> tuple[Edge, ...]:
    """One link from each component to the lot of the order, or to the piece that it was recorded of.

    What was told before links had a certainty was spread over the serials, so it may be in each piece of the lot.
    """
    known = frozenset(told.serials)
    sums: dict[tuple[str, str], tuple[Quantity, Certainty]] = {}
    for part in told.consumed:
        of_piece = part.output in known and (part.certainty is not None or len(known) == 1)
        link = _thing(part.lot, part.serial), f"serial:{part.output}" if of_piece else f"lot:{told.lot}"
        sure = Certainty.RECORDED if part.certainty is mes.Certainty.RECORDED else Certainty.POSSIBLE
        quantity = sums[link][0] + part.quantity if link in sums else part.quantity
        sums[link] = quantity, sure
    return tuple(
        Edge(f"{origin.id}/{n}", source, target, quantity, EdgeKind.CONSUME, origin.at, told.work_order, certainty)
        for n, ((source, target), (quantity, certainty)) in enumerate(sums.items())
    )


def _member(origin: Origin, lot: str, serial: str, quantity: Quantity) -> Edge:
    """A serial is a piece of its lot. Named by the pair, so that it is kept once however often it is told."""
    pair = f"{quote(lot, safe='')}/{quote(serial, safe='')}"
    return Edge(pair, f"lot:{lot}", f"serial:{serial}", quantity, EdgeKind.SPLIT, origin.at)


def _thing(lot: str, serial: str) -> str:
    return f"serial:{serial}" if serial else f"lot:{lot}"


def _used(consumed: Iterable[Consumption]) -> tuple[Amount, ...]:
    """Each component once, with what all outputs took of it."""
    sums: dict[str, Quantity] = {}
    for part in consumed:
        code = _thing(part.lot, part.serial)
        sums[code] = sums[code] + part.quantity if code in sums else part.quantity
    return tuple(Amount(code, quantity) for code, quantity in sums.items())


def _shipped(line: ShippedLine) -> list[Amount]:
    """Serials are one each. A line of several lots does not say how much of each: its whole quantity bounds all."""
    if line.serials:
        return [Amount(f"serial:{serial}", Quantity(Decimal(1), line.quantity.unit)) for serial in line.serials]
    return [Amount(f"lot:{lot}", line.quantity) for lot in line.lots]
