"""A goods receipt: what was scanned in on a delivery note at one time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine
from headrace_contracts.values import Quantity
from headrace_logistics.receiving.model.delivery import DeliveryNote, NoteLine
from headrace_logistics.stock.model import Scan


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """`serials` are the pieces that were scanned one by one; the rest of the lot came without."""

    order_line: int
    item: str
    lot: str
    quantity: Quantity
    serials: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Receipt(Aggregate):
    """`scans` are the ids of the scans it was made from."""

    number: str
    delivery_note: str
    purchase_order: str
    supplier: str
    plant: str
    lines: list[ReceiptLine]
    scans: list[str]
    received_by: str
    received_at: datetime

    @classmethod
    def book(
        cls,
        receipt: str,
        number: str,
        note: DeliveryNote,
        received: Sequence[tuple[NoteLine, Scan]],
        *,
        by: str,
        at: datetime,
    ) -> Receipt:
        new = cls(
            id=receipt,
            tenant=note.tenant,
            number=number,
            delivery_note=note.id,
            purchase_order=note.purchase_order,
            supplier=note.supplier,
            plant=note.plant,
            lines=_lines(received),
            scans=[scan.client_id for _, scan in received],
            received_by=by,
            received_at=at,
        )
        new.tell(
            GoodsReceived(
                receipt=receipt,
                delivery_note=note.id,
                purchase_order=note.purchase_order,
                supplier=note.supplier,
                plant=note.plant,
                lines=tuple(
                    ReceivedLine(
                        order_line=line.order_line,
                        item=line.item,
                        lot=line.lot,
                        quantity=line.quantity,
                        serials=line.serials,
                    )
                    for line in new.lines
                ),
            )
        )
        return new


def _lines(received: Sequence[tuple[NoteLine, Scan]]) -> list[ReceiptLine]:
    """One for each line of the note, however many scans it took."""
    scanned: dict[NoteLine, list[Scan]] = {}
    for line, scan in received:
        scanned.setdefault(line, []).append(scan)
    return [_line(line, scans) for line, scans in scanned.items()]


def _line(line: NoteLine, scans: Sequence[Scan]) -> ReceiptLine:
    quantity = sum((scan.quantity for scan in scans), start=Quantity.zero(line.quantity.unit))
    serials = tuple(scan.goods.serial for scan in scans if scan.goods.serial)
    return ReceiptLine(line.order_line, line.item, line.lot, quantity, serials)
