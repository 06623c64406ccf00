"""A supplier sends goods; what the buyer receives and finds is written on order and note, for both to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import DeliveryNoteClosed, GoodsReceived
from headrace_contracts.messages import say
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotRejected
from headrace_contracts.values import Quantity
from headrace_srm.model import noted_lots
from headrace_srm.model.delivery_note import DeliveryNote, SentLot, to_replace
from headrace_srm.model.noted_lots import NotedLot
from headrace_srm.model.refusal import DeliveryNoteKnown
from headrace_srm.store import suppliers
from headrace_srm.store.purchase_orders import delivery_notes, note_numbered, notes_of, purchase_orders


@dataclass(frozen=True, slots=True)
class SendDeliveryNote:
    purchase_order: str
    number: str
    lots: Sequence[SentLot]


async def send_note(tx: Tx, command: SendDeliveryNote) -> DeliveryNote:
    """Raises DeliveryNoteKnown when the supplier used the number before, to whichever buyer."""
    await in_turn(tx, f"delivery notes of {tx.tenant}")
    order = await purchase_orders.take(tx, command.purchase_order)
    known = await note_numbered(tx, tx.tenant, command.number)
    if known:
        detail = say("srm.note-sent-before", number=known.number, id=known.id)
        raise DeliveryNoteKnown(detail)
    decimals = await suppliers.decimals(tx, order.tenant, {line.item for line in order.lines})
    replaces = to_replace(order, await notes_of(tx, order.id), command.lots)
    note = DeliveryNote.send(
        tx.new_id("dn"), command.number, order, command.lots, by=tx.tenant, decimals=decimals, replaces=replaces
    )
    await purchase_orders.save(tx, order)
    for earlier in replaces:
        await delivery_notes.save(tx, earlier)
    await delivery_notes.add(tx, note)
    tx.tell(order)
    tx.tell(note)
    return note


async def goods_received(tx: Tx, event: GoodsReceived) -> None:
    """The day of the receipt is the day it happened, however late it is heard."""
    assert tx.cause is not None
    day = tx.cause.time.date()
    order = await purchase_orders.take(tx, event.purchase_order)
    note = await delivery_notes.take(tx, event.delivery_note)
    for line in event.lines:
        order.receive(line.order_line, line.quantity, day)
        note.receive(line.lot, line.quantity)
    await purchase_orders.save(tx, order)
    await delivery_notes.save(tx, note)


async def note_closed(tx: Tx, event: DeliveryNoteClosed) -> None:
    """What is missing goes back to the order: to be sent anew, or given up where the line is closed."""
    order = await purchase_orders.take(tx, event.purchase_order)
    note = await delivery_notes.take(tx, event.delivery_note)
    for order_line, quantity in note.close({line.lot: line.quantity for line in event.missing}, event.reason):
        order.lose(order_line, quantity)
    await purchase_orders.save(tx, order)
    await delivery_notes.save(tx, note)
    tx.tell(order)


async def lot_judged(tx: Tx, event: LotAccepted | LotRejected) -> None:
    good = isinstance(event, LotAccepted)
    order = await purchase_orders.take(tx, event.purchase_order)
    order.judge(event.order_line, event.quantity, good=good)
    await purchase_orders.save(tx, order)
    await _save(tx, noted_lots.judge(await notes_of(tx, order.id), _lot(event), event.quantity, good=good))


async def lot_reconsidered(
    tx: Tx, purchase_order: str, lot: NotedLot, quantity: Quantity, *, good: bool | None
) -> None:
    """What was rejected is used or worked on, or what was accepted went back."""
    order = await purchase_orders.take(tx, purchase_order)
    order.reconsider(lot.order_line, quantity, good=good)
    await purchase_orders.save(tx, order)
    await _save(tx, noted_lots.reconsider(await notes_of(tx, order.id), lot, quantity, good=good))


async def judgement_withdrawn(tx: Tx, event: InspectionReopened) -> None:
    """The lot is to be judged again."""
    order = await purchase_orders.take(tx, event.purchase_order)
    order.judge(event.order_line, -event.quantity, good=event.accepted)
    await purchase_orders.save(tx, order)
    await _save(tx, noted_lots.withdraw(await notes_of(tx, order.id), _lot(event), event.quantity, good=event.accepted))


def _lot(event: LotAccepted | LotRejected | InspectionReopened) -> NotedLot:
    return NotedLot(event.order_line, event.lot)


async def _save(tx: Tx, notes: Sequence[DeliveryNote]) -> None:
    for note in notes:
        await delivery_notes.save(tx, note)
