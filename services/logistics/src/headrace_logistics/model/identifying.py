"""From what a label says to the goods it is on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from headrace_contracts.values import Quantity
from headrace_logistics.model.lots import LotInStock
from headrace_logistics.model.scanning import Label, Reason, Scan, ScanRefused


def identify(label: Label, known: Iterable[LotInStock], *, company: str, plant: str, wanted: Collection[str]) -> Scan:
    """The scan that a label stands for.

    `known` is all that goes by the code on it; of several the company's own comes first, then what is wanted here.
    """
    named = [lot for lot in known if label.names(lot.goods)]
    if not named:
        raise ScanRefused(Reason.UNKNOWN_LOT, f"{label.code} is not in stock here: check the label or receive it first")
    named.sort(key=lambda lot: (lot.company != company, lot.goods.item not in wanted, lot.plant != plant))
    found = named[0]
    if found.company != company:
        raise ScanRefused(Reason.FOREIGN_LOT, f"{label.code} belongs to {found.company}: put it back")
    if found.goods.serial and not label.serial:
        raise ScanRefused(Reason.SERIAL_NEEDED, f"{label.code} is kept piece by piece: scan the serial number")
    return Scan(label.scan, found.goods, _quantity(label, found), label.company)


def _quantity(label: Label, found: LotInStock) -> Quantity:
    if label.quantity is not None:
        return label.quantity
    if found.goods.serial:
        return Quantity.of(1, found.available.unit)
    raise ScanRefused(Reason.WRONG_QUANTITY, f"{found.goods} is not a single piece: give the quantity")
