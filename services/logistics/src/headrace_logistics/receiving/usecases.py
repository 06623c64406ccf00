"""A supplier announces goods; they are scanned in and wait for inspection, or do not come."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.srm.v1 import DeliveryNoteSent
from headrace_contracts.values import Quantity
from headrace_logistics import stock
from headrace_logistics.receiving.model.delivery import DeliveryNote, NoteLine
from headrace_logistics.receiving.model.receipt import Receipt, ReceiptLine
from headrace_logistics.receiving.store import papers
from headrace_logistics.receiving.store.papers import delivery_notes, receipts
from headrace_logistics.receiving.store.tables import receipt as receipt_table
from headrace_logistics.stock.model import Goods, Label, Lot, Move, Reach, Scan, places


async def expect(tx: Tx, event: DeliveryNoteSent) -> None:
    note = DeliveryNote.expect(
        event.delivery_note,
        event.number,
        buyer=event.buyer,
        supplier=event.supplier,
        plant=event.plant,
        purchase_order=event.purchase_order,
        lines=[NoteLine(line.line, line.item, line.lot, line.quantity, line.order_line) for line in event.lines],
        known_numbers=await papers.note_numbers(tx, event.supplier, event.number),
    )
    await delivery_notes.add(tx, note)
    for name in event.replaces:
        earlier = await delivery_notes.take(tx, name)
        earlier.replace_by(event.number)
        await delivery_notes.save(tx, earlier)
        tx.tell(earlier)


async def receive(tx: Tx, note_id: str, labels: Sequence[Label], by: str) -> Receipt:
    """The receipt of these scans; that of the first time when all of them came before."""
    note = await delivery_notes.take(tx, note_id)
    fresh = [label for label in labels if not label.repeats(note.scans)]
    if not fresh:
        return await _earlier(tx, note, labels[0].scan)
    received = await _read(tx, note, fresh)
    receipt = Receipt.book(tx.new_id("rcp"), await next_number(tx, "GR"), note, received, by=by, at=tx.now)
    await delivery_notes.save(tx, note)
    await receipts.add(tx, receipt)
    await _put_into_inspection(tx, receipt)
    tx.tell(receipt)
    return receipt


async def close(tx: Tx, note_id: str, reason: str, version: int) -> DeliveryNote:
    note = await delivery_notes.get(tx, note_id, version=version)
    note.close(reason)
    await delivery_notes.save(tx, note)
    tx.tell(note)
    return note


async def _earlier(tx: Tx, note: DeliveryNote, scan: str) -> Receipt:
    made = await receipts.all(tx, receipt_table.c.delivery_note == note.id)
    return next(receipt for receipt in made if scan in receipt.scans)


async def _read(tx: Tx, note: DeliveryNote, labels: Sequence[Label]) -> list[tuple[NoteLine, Scan]]:
    foreign = await stock.known_elsewhere(tx, [label.code for label in labels])
    units = await stock.units(tx, {line.item for line in note.lines})
    received = []
    for label in labels:
        scan = note.read(label, known_elsewhere=label.code in foreign)
        note.refuse_too_fine(scan, units)
        line = note.receive(scan)
        if line:
            received.append((line, scan))
    return received


async def _put_into_inspection(tx: Tx, receipt: Receipt) -> None:
    door, target = places.supplier(receipt.plant, receipt.supplier), places.in_inspection(receipt.plant)
    came = [part for line in receipt.lines for part in _goods(line, receipt.supplier)]
    wanted = {(i.item, receipt.plant): i.quantity.unit for i in receipt.lines}
    books = await stock.take(tx, wanted, Reach([(goods, target) for goods, _ in came]))
    await stock.add_lots(
        tx, [Lot(i.item, i.lot, tx.tenant, tx.today, maker=receipt.supplier) for i in receipt.lines], receipt.supplier
    )
    for goods, quantity in came:
        books.stock.post(Move(goods, quantity, door, target, receipt.id, tx.now))
    await books.keep(tx, "received")


def _goods(line: ReceiptLine, maker: str) -> list[tuple[Goods, Quantity]]:
    """Each piece that was scanned by its serial number, and what came without."""
    piece = Quantity.of(1, line.quantity.unit)
    goods = [(Goods(line.item, line.lot, serial, maker), piece) for serial in line.serials]
    rest = line.quantity - piece * len(line.serials)
    return [*goods, (Goods(line.item, line.lot, maker=maker), rest)] if rest else goods
