"""A bicycle's way: steel and bolts are received, a frame is made of the steel, two bicycles of frame and bolts."""

from __future__ import annotations

from decimal import Decimal

from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    HeldLot,
    IssuedLine,
    LotsMoved,
    MaterialIssued,
    MaterialScrapped,
    ReceivedLine,
    ShipmentDelivered,
    ShipmentDispatched,
    ShippedLine,
    ShippedLot,
)
from headrace_contracts.mes.v1 import Certainty, Consumption, UnitsCompleted, UnitsTakenBack
from headrace_contracts.quality.v1 import Disposition, InspectionKind, LotDisposed
from headrace_contracts.values import Quantity
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench
from headrace_traceability.model.thing import Thing

LEADER, STEELCO, BOLTCO, CUSTOMER = "aurora", "steelco", "boltco", "velo"
MAKERS = {"STEEL-1": STEELCO, "TUBES-1": STEELCO, "BOLTS-1": BOLTCO}


def name(code: str) -> str:
    """What people call a thing."""
    return Thing.read(code).name


def amount(value: int, unit: str = "EA") -> Quantity:
    return Quantity(Decimal(value), unit)


def received(lot: str, quantity: Quantity, supplier: str = STEELCO) -> GoodsReceived:
    line = ReceivedLine(order_line=1, item=lot[:1], lot=lot, quantity=quantity)
    return GoodsReceived(
        receipt=f"rcp-{lot}",
        delivery_note=f"dn-{lot}",
        purchase_order="po_1",
        supplier=supplier,
        plant="north",
        lines=(line,),
    )


def inspected(lot: str, quantity: Quantity, *, accepted: bool = True, supplier: str = STEELCO) -> Event:
    made = {} if supplier else {"kind": InspectionKind.FINAL, "purchase_order": ""}
    judge = told.accepted if accepted else told.rejected
    return judge(lot[:1], lot, quantity, supplier=supplier, **made)


def disposed(
    lot: str, quantity: Quantity, disposition: Disposition, supplier: str = STEELCO, serials: tuple[str, ...] = ()
) -> LotDisposed:
    return LotDisposed(
        nonconformance="ncr_1",
        disposition=disposition,
        item=lot[:1],
        lot=lot,
        plant="north",
        quantity=quantity,
        supplier=supplier,
        reason="rust",
        purchase_order="po_1",
        order_line=1,
        serials=serials,
    )


def issued(work_order: str, lot: str, quantity: Quantity) -> MaterialIssued:
    line = IssuedLine(item=lot[:1], lot=lot, serial="", quantity=quantity, maker=MAKERS.get(lot, LEADER))
    return MaterialIssued(issue=f"iss-{lot}", work_order=work_order, plant="north", lines=(line,))


def used(
    output: str,
    lot: str,
    quantity: Quantity,
    serial: str = "",
    certainty: Certainty | None = Certainty.RECORDED,
    maker: str | None = "",
) -> Consumption:
    """Of the lot or the piece that an order makes; without a certainty as it was told before links had one.

    The lot's maker is who makes it in this story, unless it is given.
    """
    return Consumption(
        output=output,
        component=lot[:1],
        lot=lot,
        serial=serial,
        quantity=quantity,
        certainty=certainty,
        maker=MAKERS.get(lot, LEADER) if maker == "" else maker,
    )


def completed(lot: str, *consumed: Consumption, serials: tuple[str, ...] = (), quantity: int = 2) -> UnitsCompleted:
    return UnitsCompleted(
        work_order=f"wo-{lot}",
        item=lot[:1],
        plant="north",
        lot=lot,
        serials=serials,
        quantity=amount(quantity),
        consumed=consumed,
    )


def taken_back(lot: str, *unused: Consumption, serials: tuple[str, ...] = (), quantity: int = 1) -> UnitsTakenBack:
    return UnitsTakenBack(
        work_order=f"wo-{lot}",
        item=lot[:1],
        plant="north",
        lot=lot,
        serials=serials,
        quantity=amount(quantity),
        unused=unused,
        reason="bent",
    )


def broke(work_order: str, lot: str, quantity: Quantity) -> MaterialScrapped:
    lines = issued(work_order, lot, quantity).lines
    return MaterialScrapped(issue="iss_9", work_order=work_order, plant="north", lines=lines, reason="cracked")


def shipped(serial: str, shipment: str = "shp_1", customer: str = CUSTOMER) -> ShipmentDispatched:
    packed = ShippedLot(lot="BIKES", maker=LEADER, quantity=amount(1), serials=(serial,))
    line = ShippedLine(order_line=1, item="B", quantity=amount(1), lots=("BIKES",), serials=(serial,), packed=(packed,))
    return ShipmentDispatched(
        shipment=shipment,
        number="S-1",
        order="ord_1",
        customer=customer,
        plant="north",
        carrier="rail",
        lines=(line,),
    )


def held(
    lot: str,
    quantity: int = 0,
    *,
    place: str = "available",
    maker: str = LEADER,
    party: str = "",
    **pieces: list[str],
) -> LotsMoved:
    """The warehouse has so much of a lot at a place, and these `serials` of it; those `gone` have left."""
    there = HeldLot(
        lot=lot,
        maker=maker,
        place=place,
        party=party,
        quantity=amount(quantity),
        serials=tuple(pieces.get("serials", ())),
        gone=tuple(pieces.get("gone", ())),
    )
    return LotsMoved(item=lot[:1], plant="north", held=(there,), cause="moved", reference="doc")


def delivered() -> ShipmentDelivered:
    line = ShippedLine(order_line=1, item="BIKE", quantity=amount(1), serials=("B-1",))
    return ShipmentDelivered(
        shipment="shp_1", order="ord_1", customer=CUSTOMER, plant="north", received_by="Mia", lines=(line,)
    )


STORY: tuple[Event, ...] = (
    received("STEEL-1", amount(20, "kg")),
    received("BOLTS-1", amount(8), BOLTCO),
    inspected("STEEL-1", amount(20, "kg")),
    issued("wo-FRAMES", "STEEL-1", amount(10, "kg")),
    completed("FRAMES", used("FRAMES", "STEEL-1", amount(10, "kg"))),
    completed(
        "BIKES",
        used("BIKES", "FRAMES", amount(2)),
        used("BIKES", "BOLTS-1", amount(8)),
        serials=("B-1", "B-2"),
    ),
    shipped("B-1"),
    delivered(),
)


async def tell_story(bench: ServiceBench) -> None:
    for event in STORY:
        await bench.hear(event, tenant=LEADER)
