"""What a scanner sends, and the reasons it may be refused for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.errors import RuleBroken, Wrong
from headrace_contracts.messages import Said, say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.stock import Goods


class Reason(StrEnum):
    UNKNOWN_LOT = "unknown_lot"
    FOREIGN_LOT = "foreign_lot"
    WRONG_ITEM = "wrong_item"
    WRONG_PLANT = "wrong_plant"
    EXPIRED = "expired"
    BLOCKED = "blocked"
    IN_INSPECTION = "in_inspection"
    RESERVED = "reserved"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    NOT_EXPECTED = "not_expected"
    SERIAL_TWICE = "serial_twice"
    SERIAL_NEEDED = "serial_needed"
    SEVERAL_LOTS = "several_lots"
    SCAN_ID_REUSED = "scan_id_reused"
    WRONG_QUANTITY = "wrong_quantity"


class ScanRefused(RuleBroken):
    """A scan has no effect.

    `reason` is for programs, the message for people.
    """

    def __init__(self, reason: Reason, message: Said) -> None:
        super().__init__(message, errors=(Wrong("reason", reason.value),))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan, with an id drawn by the device; `company` is the owner the label names, if it does."""

    client_id: str
    goods: Goods
    quantity: Quantity
    company: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """What the scanner read: the code of a lot or of a piece; what a label leaves out is looked up.

    `company` is the owner, `maker` who numbered the lot.
    """

    scan: str
    lot: str = ""
    serial: str = ""
    item: str = ""
    quantity: Quantity | None = None
    company: str = ""
    maker: str = ""

    @property
    def code(self) -> str:
        return self.serial or self.lot

    def names(self, goods: Goods) -> bool:
        """Whether the label may be on these goods."""
        if self.serial and self.serial != goods.serial:
            return False
        if self.maker and goods.maker and self.maker != goods.maker:
            return False
        return self.lot in ("", goods.lot) and self.item in ("", goods.item)

    def repeats(self, earlier: Mapping[str, Scan]) -> bool:
        """Whether the same scan came before. Raises ScanRefused when its id stood for another."""
        known = earlier.get(self.scan)
        if known is None:
            return False
        if not self.names(known.goods) or self.quantity not in (None, known.quantity):
            raise _reused(known)
        return True


def but_for_case(code: str, known: Iterable[str]) -> str:
    """The number that differs in capitals and small letters only, which makes it another; empty when none."""
    return next((name for name in known if name.casefold() == code.casefold()), "")


def is_repeat(earlier: Mapping[str, Scan], scan: Scan) -> bool:
    """Whether the same scan came before, as it does when a device sends again over a weak network."""
    known = earlier.get(scan.client_id)
    if known is not None and known != scan:
        raise _reused(known)
    return known is not None


def refuse_reused(others: Mapping[str, Scan], scan: Scan) -> None:
    """Its id stood for something else that was done."""
    if scan.client_id in others:
        raise _reused(others[scan.client_id])


def _reused(known: Scan) -> ScanRefused:
    words = say("logistics.scan-id-reused", client_id=known.client_id, quantity=known.quantity, goods=known.goods)
    return ScanRefused(Reason.SCAN_ID_REUSED, words)


def refuse_impossible(earlier: Mapping[str, Scan], scan: Scan) -> None:
    """Refuse a quantity that can't be, or a serial that was scanned before."""
    goods = scan.goods
    if scan.quantity.value <= 0 or (goods.serial and scan.quantity.value != 1):
        words = say("logistics.impossible-quantity", quantity=scan.quantity, goods=goods)
        raise ScanRefused(Reason.WRONG_QUANTITY, words)
    scanned = {(other.goods.item, other.goods.serial) for other in earlier.values()}
    if goods.serial and (goods.item, goods.serial) in scanned:
        raise ScanRefused(Reason.SERIAL_TWICE, say("logistics.scanned-already", goods=goods))
