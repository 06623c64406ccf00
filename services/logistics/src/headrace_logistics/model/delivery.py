"""A supplier's delivery note: expected, then received scan by scan."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from headrace_contracts.values import Quantity

from headrace_logistics.model.refusal import Refused
from headrace_logistics.model.scanning import Reason, Scan, ScanRefused, is_repeat, refuse_impossible


class DuplicateNote(Refused):
    """The supplier sent a note of this number before."""


class WrongNote(Refused):
    """The note can't be taken as it is written."""


class NoteClosed(Refused):
    """Nothing more is received on this note."""


class NoteStatus(StrEnum):
    EXPECTED = "expected"
    PARTIAL = "partial"
    COMPLETE = "complete"
    CLOSED_SHORT = "closed_short"


@dataclass(frozen=True, slots=True)
class NoteLine:
    line: int
    item: str
    lot: str
    quantity: Quantity
    purchase_order: str
    order_line: int


@dataclass(slots=True)
class DeliveryNote:
    number: str
    supplier: str
    company: str
    plant: str
    lines: tuple[NoteLine, ...]
    status: NoteStatus = NoteStatus.EXPECTED
    scans: dict[str, Scan] = field(default_factory=dict)

    @classmethod
    def expect(
        cls,
        *,
        number: str,
        supplier: str,
        company: str,
        plant: str,
        lines: Collection[NoteLine],
        known_numbers: Collection[str],
    ) -> "DeliveryNote":
        """A new note; `known_numbers` are those this supplier used before."""
        if number in known_numbers:
            raise DuplicateNote(f"{supplier} sent delivery note {number} before: give it its own number")
        if not lines:
            raise WrongNote(f"delivery note {number} has no lines")
        for line in lines:
            if line.quantity.value <= 0:
                raise WrongNote(f"line {line.line} of note {number} has {line.quantity}: give more than 0")
        if len({(line.item, line.lot) for line in lines}) < len(lines):
            raise WrongNote(f"delivery note {number} names one lot of an item on two lines: put them on one")
        return cls(number, supplier, company, plant, tuple(lines))

    def receive(self, scan: Scan) -> NoteLine | None:
        """The line the scan was received on; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        if self.status is NoteStatus.CLOSED_SHORT:
            raise NoteClosed(f"delivery note {self.number} was closed short: ask for a new one")
        refuse_impossible(self.scans, scan)
        line = self._line_of(scan)
        self._refuse_over_delivery(line, scan)
        self.scans[scan.client_id] = scan
        self.status = NoteStatus.COMPLETE if self._all_received() else NoteStatus.PARTIAL
        return line

    def received(self, line: NoteLine) -> Quantity:
        quantities = (s.quantity for s in self.scans.values() if _is_on(s, line))
        return sum(quantities, start=Quantity.zero(line.quantity.unit))

    def still_open(self, line: NoteLine) -> Quantity:
        return line.quantity - self.received(line)

    def close_short(self) -> tuple[NoteLine, ...]:
        """Expect no more; returns the lines that stay short."""
        if self.status in (NoteStatus.COMPLETE, NoteStatus.CLOSED_SHORT):
            raise NoteClosed(f"delivery note {self.number} is {self.status} already")
        self.status = NoteStatus.CLOSED_SHORT
        return tuple(line for line in self.lines if self.still_open(line))

    def _all_received(self) -> bool:
        return not any(self.still_open(line) for line in self.lines)

    def _refuse_over_delivery(self, line: NoteLine, scan: Scan) -> None:
        unit, open_quantity = line.quantity.unit, self.still_open(line)
        if scan.quantity.unit != unit:
            raise ScanRefused(Reason.WRONG_QUANTITY, f"{line.item} comes in {unit}, not in {scan.quantity.unit}")
        if scan.quantity > open_quantity:
            raise ScanRefused(
                Reason.TOO_MUCH,
                f"note {self.number}, line {line.line}: {open_quantity} to come, {scan.quantity} scanned; "
                "leave the rest with the supplier",
            )

    def _line_of(self, scan: Scan) -> NoteLine:
        if scan.company not in ("", self.supplier):
            raise ScanRefused(
                Reason.FOREIGN_LOT,
                f"{scan.goods} is of {scan.company}, note {self.number} of {self.supplier}: set it aside",
            )
        for line in self.lines:
            if _is_on(scan, line):
                return line
        raise ScanRefused(Reason.NOT_EXPECTED, f"{scan.goods} is not on note {self.number}: set it aside")


def _is_on(scan: Scan, line: NoteLine) -> bool:
    return (scan.goods.item, scan.goods.lot) == (line.item, line.lot)
