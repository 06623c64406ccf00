"""What a supplier sends against a confirmed order, lot by lot, and what the buyer found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import Message, Said, kept, say
from headrace_contracts.srm import v1 as events
from headrace_contracts.units import too_fine
from headrace_contracts.values import Quantity
from headrace_srm.model.order_line import OrderLine
from headrace_srm.model.progress import LineState, Progress
from headrace_srm.model.purchase_order import PurchaseOrder
from headrace_srm.model.refusal import DeliveryRefused


class NoteState(StrEnum):
    """`closed_short`: the warehouse says that what is missing does not come."""

    SENT = "sent"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"
    CLOSED_SHORT = "closed_short"


@dataclass(frozen=True, slots=True)
class SentLot:
    order_line: int
    lot: str
    quantity: Quantity


@dataclass(slots=True)
class NoteLine:
    line: int
    order_line: int
    item: str
    lot: str
    quantity: Quantity
    progress: Progress
    missing: Quantity | None = None

    @property
    def state(self) -> LineState:
        state = self.progress.state(self.coming)
        return LineState.CLOSED_SHORT if self.missing and state is LineState.ACCEPTED else state

    @property
    def coming(self) -> Quantity:
        """All that came or still comes of what was sent."""
        return self.quantity - self.missing if self.missing else self.quantity

    @property
    def still_to_come(self) -> Quantity:
        return max(_nothing(self), self.coming - self.progress.arrived)


@dataclass(kw_only=True)
class DeliveryNote(Aggregate):
    """`tenant` is the buyer; `number` is the supplier's own. A lot stands on one line of a note.

    What is missing on a note of which part came may be sent anew on another, which then takes its place.
    """

    number: str
    purchase_order: str
    supplier: str
    plant: str
    lines: list[NoteLine]
    closed_because: str | None = None
    closed_said: Message | None = None
    """Set where not a person closed it."""

    @classmethod
    def send(
        cls,
        note: str,
        number: str,
        order: PurchaseOrder,
        lots: Sequence[SentLot],
        *,
        by: str,
        decimals: Mapping[str, int],
        replaces: Sequence[DeliveryNote] = (),
    ) -> DeliveryNote:
        """Note what is sent in the order too; `decimals` of the items, `replaces` by `to_replace`.

        Raises DeliveryRefused naming every line that is wrong.
        """
        order.expect_delivery(by)
        problems = _problems(order, lots, decimals, replaces)
        if problems:
            raise DeliveryRefused.naming(*problems)
        for earlier in replaces:
            earlier._replaced_by(number, order)
        new = cls(
            id=note,
            tenant=order.tenant,
            number=number,
            purchase_order=order.id,
            supplier=order.supplier,
            plant=order.plant,
            lines=[_line(number, lot, order.line(lot.order_line)) for number, lot in enumerate(lots, start=1)],
        )
        for lot in lots:
            order.line(lot.order_line).noted += lot.quantity
        new._tell_sent(replaces)
        return new

    @property
    def state(self) -> NoteState:
        if self.closed_because is not None:
            return NoteState.CLOSED_SHORT
        if all(line.progress.arrived >= line.quantity for line in self.lines):
            return NoteState.RECEIVED
        return NoteState.PARTLY_RECEIVED if any(line.progress.arrived for line in self.lines) else NoteState.SENT

    @property
    def still_missing(self) -> dict[int, Quantity]:
        """What did not come with the rest of the note, by order line."""
        missing: dict[int, Quantity] = {}
        for line in self.lines if self.state is NoteState.PARTLY_RECEIVED else ():
            if line.still_to_come:
                missing[line.order_line] = missing.get(line.order_line, _nothing(line)) + line.still_to_come
        return missing

    def close(self, missing: Mapping[str, Quantity], reason: Said) -> list[tuple[int, Quantity]]:
        """What is missing of each lot does not come; by order line what is new in that."""
        self.closed_because, self.closed_said = kept(reason)
        news = []
        for line in self.lines:
            known, line.missing = line.missing or _nothing(line), missing.get(line.lot)
            if more := (line.missing or _nothing(line)) - known:
                news.append((line.order_line, more))
        return news

    def _replaced_by(self, number: str, order: PurchaseOrder) -> None:
        missing = {line.lot: line.still_to_come for line in self.lines if line.still_to_come}
        for order_line, quantity in self.close(missing, say("srm.replaced-by", number=number)):
            order.lose(order_line, quantity)

    def receive(self, lot: str, quantity: Quantity) -> None:
        for line in self._with(lot):
            line.progress.receive(quantity)

    def _with(self, lot: str) -> list[NoteLine]:
        return [line for line in self.lines if line.lot == lot]

    def _tell_sent(self, replaces: Sequence[DeliveryNote]) -> None:
        self.tell(
            events.DeliveryNoteSent(
                delivery_note=self.id,
                number=self.number,
                purchase_order=self.purchase_order,
                buyer=self.tenant,
                supplier=self.supplier,
                plant=self.plant,
                lines=tuple(_told(line) for line in self.lines),
                replaces=tuple(earlier.id for earlier in replaces),
            )
        )


def to_replace(order: PurchaseOrder, earlier: Sequence[DeliveryNote], lots: Sequence[SentLot]) -> list[DeliveryNote]:
    """Earlier notes, in their order, that part came of, as far as what is missing on them is needed for these lots.

    A note that misses something of a line that is closed, or not sent now, stays as it is.
    """
    left = {line.line: line.left_to_send for line in order.lines if not line.closed}
    wanted: dict[int, Quantity] = {}
    for lot in lots:
        if lot.order_line in left and lot.quantity.unit == left[lot.order_line].unit:
            wanted[lot.order_line] = wanted.get(lot.order_line, Quantity.zero(lot.quantity.unit)) + lot.quantity
    replaced = []
    for note in earlier:
        missing = note.still_missing
        short = {line for line, quantity in wanted.items() if quantity > left[line]}
        if short & missing.keys() and missing.keys() <= wanted.keys():
            replaced.append(note)
            left |= {line: left[line] + quantity for line, quantity in missing.items()}
    return replaced


def _problems(
    order: PurchaseOrder, lots: Sequence[SentLot], decimals: Mapping[str, int], replaces: Sequence[DeliveryNote]
) -> list[tuple[str, Message]]:
    left = {line.line: line.left_to_send for line in order.lines}
    for earlier in replaces:
        left |= {line: left[line] + quantity for line, quantity in earlier.still_missing.items()}
    finest = {line.line: decimals.get(line.item) for line in order.lines}
    seen: set[str] = set()
    problems = []
    for index, lot in enumerate(lots):
        twice = say("srm.lot-twice", lot=lot.lot) if lot.lot in seen else None
        wrong = twice or _wrong(lot, left.get(lot.order_line), finest.get(lot.order_line))
        if wrong:
            problems.append((f"lines.{index}", wrong))
        else:
            left[lot.order_line] -= lot.quantity
        seen.add(lot.lot)
    return problems


def _wrong(lot: SentLot, left: Quantity | None, decimals: int | None) -> Message | None:
    if left is None:
        return say("srm.no-line", line=lot.order_line)
    if lot.quantity.unit != left.unit:
        return say("srm.other-unit", line=lot.order_line, counted=left.unit, given=lot.quantity.unit)
    if lot.quantity.value <= 0:
        return say("srm.not-above-zero", line=lot.order_line, quantity=lot.quantity)
    if lot.quantity > left:
        return say("srm.more-than-left", line=lot.order_line, quantity=lot.quantity, left=left)
    if decimals is not None and lot.quantity != left and (words := too_fine(lot.quantity, decimals)):
        return say("srm.line", line=lot.order_line, why=words)
    return None


def _nothing(line: NoteLine) -> Quantity:
    return Quantity.zero(line.quantity.unit)


def _line(number: int, lot: SentLot, ordered: OrderLine) -> NoteLine:
    return NoteLine(number, lot.order_line, ordered.item, lot.lot, lot.quantity, Progress.none(lot.quantity.unit))


def _told(line: NoteLine) -> events.DeliveryNoteLine:
    return events.DeliveryNoteLine(
        line=line.line, order_line=line.order_line, item=line.item, lot=line.lot, quantity=line.quantity
    )
