"""Delivery notes, and goods scanned in on them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.language import InWords
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing
from headrace_contracts.gs1 import CodeRefused
from headrace_contracts.messages import said
from headrace_contracts.values import Quantity
from headrace_logistics.receiving import usecases as receive
from headrace_logistics.receiving.model.delivery import DeliveryNote, NoteClosed, NoteState
from headrace_logistics.receiving.model.receipt import Receipt, ReceiptLine
from headrace_logistics.receiving.store.papers import delivery_notes, receipts
from headrace_logistics.receiving.store.tables import delivery_note as note_table
from headrace_logistics.receiving.store.tables import receipt as receipt_table
from headrace_logistics.stock.api import ScanBody
from headrace_logistics.stock.model import ScanRefused

router = Router(tags=["receipts"])


class NoteLineView(BaseModel):
    line: int
    order_line: int
    item: str
    lot: str
    quantity: Quantity
    received: Quantity


class DeliveryNoteView(BaseModel):
    id: str
    version: int
    number: str
    purchase_order: str
    supplier: str
    plant: str
    state: NoteState
    closed_because: InWords
    lines: list[NoteLineView]

    @classmethod
    def of(cls, note: DeliveryNote) -> DeliveryNoteView:
        lines = [
            NoteLineView(
                line=line.line,
                order_line=line.order_line,
                item=line.item,
                lot=line.lot,
                quantity=line.quantity,
                received=note.received(line),
            )
            for line in note.lines
        ]
        why = said(note.closed_because, note.closed_said)
        return cls.model_validate({**vars(note), "lines": lines, "closed_because": why}, from_attributes=True)


class CloseNote(BaseModel):
    reason: str = Field(min_length=1, max_length=1000)


class ReceiveGoods(BaseModel):
    """A scan without a quantity takes all that is still to come of its lot."""

    delivery_note: str
    scans: list[ScanBody] = Field(min_length=1, max_length=500)


class ReceiptView(BaseModel):
    id: str
    version: int
    number: str
    delivery_note: str
    purchase_order: str
    supplier: str
    plant: str
    lines: list[ReceiptLine]
    received_by: str
    received_at: datetime

    @classmethod
    def of(cls, receipt: Receipt) -> ReceiptView:
        return cls.model_validate(vars(receipt), from_attributes=True)


class DeliveryNoteFilter(BaseModel):
    state: NoteState | None = None
    purchase_order: str | None = None
    supplier: str | None = None
    plant: str | None = None


@router.get("/delivery-notes", may="logistics.delivery-note.read")
async def list_delivery_notes(
    tx: ReadTx, page: Page, wanted: Annotated[DeliveryNoteFilter, Query()]
) -> Listed[DeliveryNoteView]:
    return (await delivery_notes.page(tx, page, *matching(note_table, wanted))).map(DeliveryNoteView.of)


@router.get("/delivery-notes/{delivery_note}", may="logistics.delivery-note.read", errors=[Missing])
async def get_delivery_note(delivery_note: str, tx: ReadTx, tags: Tags) -> DeliveryNoteView:
    return tags.on(DeliveryNoteView.of(await delivery_notes.get(tx, delivery_note)))


@router.post(
    "/delivery-notes/{delivery_note}/closure",
    may="logistics.delivery-note.close",
    errors=[Missing, NoteClosed, Stale, VersionMissing],
)
async def close_note(delivery_note: str, body: CloseNote, transact: Transact, tags: Tags) -> DeliveryNoteView:
    """What is missing does not come on this note: the supplier may send it anew, or the buyer gives it up."""
    note = await transact(receive.close, delivery_note, body.reason, tags.expected)
    return tags.on(DeliveryNoteView.of(note))


@router.post(
    "/receipts", may="logistics.receipt.record", status_code=201, errors=[Missing, CodeRefused, ScanRefused, NoteClosed]
)
async def receive_goods(body: ReceiveGoods, transact: Transact, caller: Caller, tags: Tags) -> ReceiptView:
    labels = [scan.to_label() for scan in body.scans]
    return tags.on(ReceiptView.of(await transact(receive.receive, body.delivery_note, labels, caller.subject)))


class ReceiptFilter(BaseModel):
    delivery_note: str | None = None
    purchase_order: str | None = None
    supplier: str | None = None
    plant: str | None = None


@router.get("/receipts", may="logistics.receipt.read")
async def list_receipts(tx: ReadTx, page: Page, wanted: Annotated[ReceiptFilter, Query()]) -> Listed[ReceiptView]:
    return (await receipts.page(tx, page, *matching(receipt_table, wanted))).map(ReceiptView.of)


@router.get("/receipts/{receipt}", may="logistics.receipt.read", errors=[Missing])
async def get_receipt(receipt: str, tx: ReadTx, tags: Tags) -> ReceiptView:
    return tags.on(ReceiptView.of(await receipts.get(tx, receipt)))
