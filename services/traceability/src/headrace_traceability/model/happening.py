"""What the other services tell, as trace events and as edges between things.

Lots and pieces go by their codes (`thing.py`); beside them stand `shipment:…`, `supplier:…`, `customer:…`, and where
goods end: `scrap:…` and `return:…` with the decision, the issue or the note, `shop:…` with the work order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    MaterialIssued,
    MaterialScrapped,
    ShipmentDelivered,
    ShipmentDispatched,
    ShippedLine,
    StockBlocked,
    StockReleased,
    StockReturned,
    StockScrapped,
)
from headrace_contracts.mes import v1 as mes
from headrace_contracts.mes.v1 import Consumption, MaterialUsed, UnitsCompleted, UnitsTakenBack
from headrace_contracts.quality.v1 import (
    Disposition,
    InspectionReopened,
    LotAccepted,
    LotDisposed,
    LotRejected,
    LotTakenBack,
)
from headrace_contracts.values import Quantity
from headrace_traceability.model import thing
from headrace_traceability.model.genealogy import Certainty, Edge, EdgeKind
from headrace_traceability.model.thing import is_thing
from headrace_traceability.model.trace_event import Amount, EventKind, TraceEvent

NODE_KINDS = (*thing.KINDS, "shipment", "supplier", "customer", "scrap", "return", "shop")
MAKES, TAKES_BACK = "commissioning", "taking_back"
BRINGS = frozenset({"receiving", MAKES})
INSPECTING = {LotAccepted: "accepting", LotRejected: "rejecting", InspectionReopened: "reopening"}
BLOCKING = "blocking"
HANDLING = {StockBlocked: BLOCKING, StockReleased: "releasing", StockScrapped: "scrapping", StockReturned: "returning"}
ENDS: Mapping[object, str] = {
    Disposition.SCRAP: "scrap",
    Disposition.RETURN: "return",
    StockScrapped: "scrap",
    StockReturned: "return",
}
ONE_SHIPMENT = Quantity(Decimal(1), "shipment")


@dataclass(frozen=True, slots=True)
class Origin:
    """The event that was heard: its id, when it happened, and whose fact it is."""

    id: str
    at: datetime
    organisation: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A trace event and what it joined. Its organisation sees both, and its partner too when there is one.

    `unsure` are things whose maker was not told, because lots had none when it was told.
    """

    event: TraceEvent
    edges: tuple[Edge, ...] = ()
    unsure: frozenset[str] = frozenset()

    @property
    def named(self) -> dict[str, None]:
        """All that it is about."""
        amounts = dict.fromkeys(amount.code for amount in (*self.event.inputs, *self.event.outputs))
        ends = (end for edge in self.edges for end in (edge.source, edge.target) if is_thing(end))
        return amounts | dict.fromkeys(ends)

    @property
    def handled(self) -> set[str]:
        """Lots and pieces that were there before it."""
        if self.event.step not in BRINGS:
            return {code for code in self.named if is_thing(code)}
        return {amount.code for amount in self.event.inputs if is_thing(amount.code)}

    def renamed(self, names: Mapping[str, str]) -> Happening:
        """The same with things under the names that are known of them."""
        if not names.keys() & self.named.keys():
            return self

        def known(code: str) -> str:
            return names.get(code, code)

        e = self.event
        inputs, outputs = (tuple(replace(a, code=known(a.code)) for a in side) for side in (e.inputs, e.outputs))
        edges = tuple(replace(edge, source=known(edge.source), target=known(edge.target)) for edge in self.edges)
        return Happening(replace(e, inputs=inputs, outputs=outputs), edges)


def goods_received(origin: Origin, told: GoodsReceived) -> Happening:
    supplier, moves, members = f"supplier:{told.supplier}", [], []
    outputs: list[Amount] = []
    for line in told.lines:
        lot = thing.lot(line.lot, line.item, told.supplier)
        goods = _goods(line.lot, line.serials, line.item, told.supplier, line.quantity)
        outputs += goods
        moves.append((supplier, lot, line.quantity))
        members += [_member(origin, lot, each.code, each.quantity) for each in goods if each.code != lot]
    event = _event(origin, EventKind.OBJECT, "receiving", told.plant, tuple(outputs), told.delivery_note, told.supplier)
    return Happening(event, (*_edges(origin, moves, EdgeKind.RECEIVE), *members))


def material_issued(origin: Origin, told: MaterialIssued) -> Happening:
    """It only moves: what it went into is known when the units are completed."""
    return _of_material(origin, told, "issuing")


def material_scrapped(origin: Origin, told: MaterialScrapped) -> Happening:
    """What broke is in nothing that is made: it went into the scrap of the issue."""
    happening = _of_material(origin, told, "scrapping")
    moves = [(amount.code, f"scrap:{told.issue}", amount.quantity) for amount in happening.event.outputs]
    return replace(happening, edges=_edges(origin, moves, EdgeKind.DISPOSE))


def _of_material(origin: Origin, told: MaterialIssued | MaterialScrapped, step: str) -> Happening:
    codes = [thing.piece_or_lot(line.lot, line.serial, line.item, line.maker or "") for line in told.lines]
    moved = tuple(Amount(code, line.quantity) for code, line in zip(codes, told.lines, strict=True))
    unsure = frozenset(code for code, line in zip(codes, told.lines, strict=True) if line.maker is None)
    event = _event(origin, EventKind.OBJECT, step, told.plant, moved, told.work_order)
    return Happening(event, unsure=unsure)


def units_completed(origin: Origin, told: UnitsCompleted) -> Happening:
    one = Quantity(Decimal(1), told.quantity.unit)
    lot = thing.lot(told.lot, told.item, origin.organisation)
    pieces = {s: thing.piece_or_lot(told.lot, s, told.item, origin.organisation) for s in told.serials}
    made = tuple(Amount(piece, one) for piece in pieces.values()) or (Amount(lot, told.quantity),)
    used = _used(told.consumed)
    kind = EventKind.TRANSFORMATION if used else EventKind.OBJECT
    event = _event(origin, kind, MAKES, told.plant, made, told.work_order, inputs=used)
    members = [_member(origin, lot, piece, one) for piece in pieces.values()]
    return Happening(
        event, (*_went_into(origin, told, lot, pieces), *members, *_pieces_of(origin, told)), _unsure(told)
    )


def material_used(origin: Origin, told: MaterialUsed) -> Happening:
    """It went into the order's lot, of which other events tell the pieces, or into the piece of an order for one."""
    event = _event(origin, EventKind.OBJECT, "using", told.plant, _used(told.consumed), told.work_order)
    lot = thing.lot(told.lot, told.item, origin.organisation)
    outputs = {part.output for part in told.consumed} - {told.lot}
    pieces = {serial: thing.piece_or_lot(told.lot, serial, told.item, origin.organisation) for serial in outputs}
    return Happening(event, (*_went_into(origin, told, lot, pieces), *_pieces_of(origin, told)), _unsure(told))


def units_taken_back(origin: Origin, told: UnitsTakenBack) -> Happening:
    """The shop has them again; which links end by it says `taking_back.py`."""
    lot = thing.lot(told.lot, told.item, origin.organisation)
    one = Quantity(Decimal(1), told.quantity.unit)
    pieces = [Amount(thing.piece_or_lot(told.lot, s, told.item, origin.organisation), one) for s in told.serials]
    back = tuple(pieces) or (Amount(lot, told.quantity),)
    event = _event(origin, EventKind.OBJECT, TAKES_BACK, told.plant, back, told.work_order)
    moves = [(amount.code, f"shop:{told.work_order}", amount.quantity) for amount in back]
    return Happening(event, _edges(origin, moves, EdgeKind.DISPOSE))


def lot_inspected(origin: Origin, told: LotAccepted | LotRejected | InspectionReopened) -> Happening:
    step = INSPECTING[type(told)]
    lot = (Amount(_judged(origin, told), told.quantity),)
    return Happening(_event(origin, EventKind.OBJECT, step, told.plant, lot, told.inspection, told.supplier))


def lot_taken_back(origin: Origin, told: LotTakenBack) -> Happening:
    """Quality lets go of what the shop took back."""
    lot = (Amount(thing.lot(told.lot, told.item, origin.organisation), told.quantity),)
    return Happening(_event(origin, EventKind.OBJECT, "releasing_to_shop", told.plant, lot, told.work_order))


def lot_disposed(origin: Origin, told: LotDisposed) -> Happening:
    """What is scrapped or sent back leaves the house: it went into the decision on it."""
    goods = _goods(told.lot, told.serials, told.item, told.supplier or origin.organisation, told.quantity)
    step, document = f"disposing_{told.disposition.value}", told.nonconformance
    event = _event(origin, EventKind.OBJECT, step, told.plant, tuple(goods), document, told.supplier)
    return Happening(event, _ended(origin, goods, ENDS.get(told.disposition), document))


def stock_handled(origin: Origin, told: StockBlocked | StockReleased | StockScrapped | StockReturned) -> Happening:
    """Somebody in the warehouse wrote a note of stock. The supplier sees what goes back to it."""
    supplier = told.supplier if isinstance(told, StockReturned) else ""
    maker = told.supplier if isinstance(told, StockReturned) else told.maker
    goods = _goods(told.lot, told.serials, told.item, maker, told.quantity)
    event = _event(origin, EventKind.OBJECT, HANDLING[type(told)], told.plant, tuple(goods), told.note, supplier)
    event = replace(event, reason=told.reason or None)
    return Happening(event, _ended(origin, goods, ENDS.get(type(told)), told.note))


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
    edges = _edges(origin, [*moves, (shipment, f"customer:{told.customer}", ONE_SHIPMENT)], EdgeKind.SHIP)
    unsure = frozenset(a.code for line in told.lines if not line.packed for a in _shipped(line))
    return Happening(event, edges, unsure)


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


def _ended(origin: Origin, goods: Iterable[Amount], end: str | None, document: str) -> tuple[Edge, ...]:
    moves = ((each.code, f"{end}:{document}", each.quantity) for each in goods)
    return _edges(origin, moves, EdgeKind.DISPOSE) if end else ()


def _goods(number: str, serials: Sequence[str], item: str, maker: str, quantity: Quantity) -> list[Amount]:
    """Pieces are one each; the rest of the quantity is of the lot."""
    one = Quantity(Decimal(1), quantity.unit)
    pieces = [Amount(thing.piece_or_lot(number, serial, item, maker), one) for serial in serials]
    loose = quantity - one * len(pieces)
    rest = [Amount(thing.lot(number, item, maker), loose)] if loose or not pieces else []
    return [*rest, *pieces]


def _pieces_of(origin: Origin, told: UnitsCompleted | MaterialUsed) -> list[Edge]:
    """What of a component has serials is of its lot."""
    return [_member(origin, _lot_of(c), _part(c), c.quantity) for c in told.consumed if c.lot and c.serial]


def _unsure(told: UnitsCompleted | MaterialUsed) -> frozenset[str]:
    parts = ((code, c) for c in told.consumed for code in (_part(c), _lot_of(c)))
    return frozenset(code for code, c in parts if c.maker is None)


def _went_into(
    origin: Origin, told: UnitsCompleted | MaterialUsed, lot: str, pieces: Mapping[str, str]
) -> tuple[Edge, ...]:
    """One link from each component to the lot of the order, or to the piece that it was recorded of.

    What was told before links had a certainty was spread over the serials, so it may be in each piece of the lot.
    """
    sums: dict[tuple[str, str], tuple[Quantity, Certainty]] = {}
    for part in told.consumed:
        of_piece = part.output in pieces and (part.certainty is not None or len(pieces) == 1)
        link = _part(part), pieces[part.output] if of_piece else lot
        sure = Certainty.RECORDED if part.certainty is mes.Certainty.RECORDED else Certainty.POSSIBLE
        quantity = sums[link][0] + part.quantity if link in sums else part.quantity
        sums[link] = quantity, sure
    return tuple(
        Edge(f"{origin.id}/{n}", source, target, quantity, EdgeKind.CONSUME, origin.at, told.work_order, certainty)
        for n, ((source, target), (quantity, certainty)) in enumerate(sums.items())
    )


def _member(origin: Origin, lot: str, piece: str, quantity: Quantity) -> Edge:
    """A serial is a piece of its lot. Named by the pair, so that it is kept once however often it is told."""
    pair = f"{quote(lot, safe='')}/{quote(piece, safe='')}"
    return Edge(pair, lot, piece, quantity, EdgeKind.SPLIT, origin.at)


def _part(part: Consumption) -> str:
    return thing.piece_or_lot(part.lot, part.serial, part.component, part.maker or "")


def _lot_of(part: Consumption) -> str:
    return thing.lot(part.lot, part.component, part.maker or "")


def _judged(origin: Origin, told: LotAccepted | LotRejected | LotDisposed | InspectionReopened) -> str:
    return thing.lot(told.lot, told.item, told.supplier or origin.organisation)


def _used(consumed: Iterable[Consumption]) -> tuple[Amount, ...]:
    """Each component once, with what all outputs took of it."""
    sums: dict[str, Quantity] = {}
    for part in consumed:
        code = _part(part)
        sums[code] = sums[code] + part.quantity if code in sums else part.quantity
    return tuple(Amount(code, quantity) for code, quantity in sums.items())


def _shipped(line: ShippedLine) -> list[Amount]:
    """Serials are one each. Told before lots had a maker, a line of several lots does not say how much of each: its
    whole quantity bounds all."""
    one = Quantity(Decimal(1), line.quantity.unit)
    if not line.packed:
        pieces = [Amount(thing.piece_or_lot("", serial, line.item, ""), one) for serial in line.serials]
        return pieces or [Amount(thing.lot(lot, line.item, ""), line.quantity) for lot in line.lots]
    return [each for p in line.packed for each in _goods(p.lot, p.serials, line.item, p.maker, p.quantity)]
