"""A supplier's delivery note: expected, then received scan by scan, or closed when the rest does not come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.logistics.v1 import DeliveryNoteClosed, MissingLine
from headrace_contracts.messages import Message, Said, Term, kept, said, say
from headrace_contracts.values import Quantity
from headrace_contracts.writing import alike
from headrace_logistics.model.counting import Unit
from headrace_logistics.model.lots import ANOTHER_COMPANY
from headrace_logistics.model.scanning import (
    Label,
    Reason,
    Scan,
    ScanRefused,
    but_for_case,
    is_repeat,
    refuse_impossible,
)
from headrace_logistics.model.stock import Goods


class DuplicateNote(WrongState):
    """The supplier sent a note of this number before."""


class NoteClosed(WrongState):
    """Nothing more is received on this note."""


class WrongNote(RuleBroken):
    """The note can't be taken as it is written."""


class NoteState(StrEnum):
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
    order_line: int


@dataclass(kw_only=True)
class DeliveryNote(Aggregate):
    """`tenant` is the buyer; `scans` are those that took effect, by the id the device drew."""

    number: str
    purchase_order: str
    supplier: str
    plant: str
    lines: list[NoteLine]
    state: NoteState = NoteState.EXPECTED
    scans: dict[str, Scan] = field(default_factory=dict)
    closed_because: str = ""
    closed_said: Message | None = None
    """Set where not a person closed it."""

    @classmethod
    def expect(
        cls,
        note: str,
        number: str,
        *,
        buyer: str,
        supplier: str,
        plant: str,
        purchase_order: str,
        lines: Collection[NoteLine],
        known_numbers: Collection[str],
    ) -> DeliveryNote:
        """A new note; `known_numbers` are those this supplier used before, in whatever writing."""
        known = next((each for each in known_numbers if alike(each) == alike(number)), None)
        if known is not None:
            raise DuplicateNote(say("logistics.note-sent-before", supplier=supplier, known=known, number=number))
        if not lines:
            raise WrongNote(say("logistics.note-has-no-lines", number=number))
        for line in lines:
            if line.quantity.value <= 0:
                raise WrongNote(
                    say("logistics.note-line-nothing", line=line.line, number=number, quantity=line.quantity)
                )
        if len({(line.item, line.lot) for line in lines}) < len(lines):
            raise WrongNote(say("logistics.note-lot-twice", number=number))
        return cls(
            id=note,
            tenant=buyer,
            number=number,
            supplier=supplier,
            plant=plant,
            purchase_order=purchase_order,
            lines=list(lines),
        )

    def read(self, label: Label, *, known_elsewhere: bool) -> Scan:
        """What a label says on this note; without a quantity it is all that is still to come of the lot."""
        named = [line for line in self.lines if label.names(Goods(line.item, line.lot, label.serial, self.supplier))]
        if not named:
            company = ANOTHER_COMPANY if known_elsewhere else label.company
            raise self._not_on_note(label.code, company)
        line = next((line for line in named if self.still_open(line)), named[0])
        quantity = self.still_open(line) if label.quantity is None else label.quantity
        return Scan(label.scan, Goods(line.item, line.lot, label.serial, self.supplier), quantity, label.company)

    def receive(self, scan: Scan) -> NoteLine | None:
        """The line the scan was received on; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        if self.state is NoteState.CLOSED_SHORT:
            raise NoteClosed(
                say("logistics.note-was-closed", number=self.number, why=said(self.closed_because, self.closed_said))
            )
        line = self._line_of(scan)
        if not self.still_open(line):
            raise ScanRefused(
                Reason.TOO_MUCH, say("logistics.received-in-full", number=self.number, line=line.line, goods=scan.goods)
            )
        refuse_impossible(self.scans, scan)
        self._refuse_over_delivery(line, scan)
        self.scans[scan.client_id] = scan
        self.state = NoteState.COMPLETE if self._all_received() else NoteState.PARTIAL
        return line

    def refuse_too_fine(self, scan: Scan, units: Mapping[str, Unit]) -> None:
        """Raises ScanRefused for part of a piece, unless it is all that is still to come."""
        unit, line = units.get(scan.goods.item), self._line_of(scan)
        if unit and (words := unit.wrong(scan.quantity, self.still_open(line))):
            raise ScanRefused(
                Reason.WRONG_QUANTITY, say("logistics.note-line", number=self.number, line=line.line, why=words)
            )

    def close(self, reason: Said) -> None:
        """What is missing does not come on this note; its supplier may send it anew."""
        if self.state in {NoteState.COMPLETE, NoteState.CLOSED_SHORT}:
            raise NoteClosed(say("logistics.nothing-missing", number=self.number, state=self.state))
        self.state = NoteState.CLOSED_SHORT
        self.closed_because, self.closed_said = kept(reason)
        self.tell(
            DeliveryNoteClosed(
                delivery_note=self.id,
                number=self.number,
                purchase_order=self.purchase_order,
                supplier=self.supplier,
                plant=self.plant,
                missing=tuple(self._missing(line) for line in self.lines if self.still_open(line)),
                reason=self.closed_because,
            )
        )

    def replace_by(self, number: str) -> None:
        """Its supplier sends what is missing on another note; nothing is missing any more where all has come."""
        if self.state is NoteState.PARTIAL:
            self.close(say("srm.replaced-by", number=number))

    def _missing(self, line: NoteLine) -> MissingLine:
        return MissingLine(order_line=line.order_line, item=line.item, lot=line.lot, quantity=self.still_open(line))

    def received(self, line: NoteLine) -> Quantity:
        quantities = (s.quantity for s in self.scans.values() if _is_on(s, line))
        return sum(quantities, start=Quantity.zero(line.quantity.unit))

    def still_open(self, line: NoteLine) -> Quantity:
        return line.quantity - self.received(line)

    def _all_received(self) -> bool:
        return not any(self.still_open(line) for line in self.lines)

    def _refuse_over_delivery(self, line: NoteLine, scan: Scan) -> None:
        unit, open_quantity = line.quantity.unit, self.still_open(line)
        if scan.quantity.unit != unit:
            raise ScanRefused(
                Reason.WRONG_QUANTITY, say("logistics.comes-in", item=line.item, unit=unit, given=scan.quantity.unit)
            )
        if scan.quantity > open_quantity:
            raise ScanRefused(
                Reason.TOO_MUCH,
                say(
                    "logistics.over-delivered",
                    number=self.number,
                    line=line.line,
                    open=open_quantity,
                    scanned=scan.quantity,
                ),
            )

    def _line_of(self, scan: Scan) -> NoteLine:
        if scan.company not in ("", self.supplier):
            raise self._not_on_note(scan.goods, scan.company)
        for line in self.lines:
            if _is_on(scan, line):
                return line
        raise self._not_on_note(scan.goods, "")

    def _not_on_note(self, what: Goods | str, company: str) -> ScanRefused:
        if company in ("", self.supplier):
            other = but_for_case(str(what), (line.lot for line in self.lines))
            if not other:
                return ScanRefused(Reason.NOT_EXPECTED, say("logistics.not-on-note", what=what, number=self.number))
            why = say("logistics.not-on-note-but-for-case", what=what, number=self.number, other=other)
            return ScanRefused(Reason.NOT_EXPECTED, why)
        words = say(
            "logistics.note-of-another", what=what, company=Term(company), number=self.number, supplier=self.supplier
        )
        return ScanRefused(Reason.FOREIGN_LOT, words)


def _is_on(scan: Scan, line: NoteLine) -> bool:
    return (scan.goods.item, scan.goods.lot) == (line.item, line.lot)
