"""Delivery notes: the supplier sends them, both parties follow them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.language import as_said
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.door import Marking
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.values import Quantity
from headrace_srm.model.delivery_note import DeliveryNote, NoteLine, NoteState, SentLot
from headrace_srm.model.progress import LineState
from headrace_srm.model.refusal import DeliveryNoteKnown, DeliveryRefused, OtherPartysPart
from headrace_srm.store import tables
from headrace_srm.store.purchase_orders import delivery_notes
from headrace_srm.usecases.deliver import SendDeliveryNote, send_note

router = Router(tags=["delivery notes"])
Label = Annotated[Marking, Field(max_length=64)]


class SentLotBody(BaseModel):
    order_line: int
    lot: Label
    quantity: Quantity


class DeliveryNoteBody(BaseModel):
    """`number` is your own, used once."""

    purchase_order: str
    number: Label
    lines: list[SentLotBody] = Field(min_length=1, max_length=500)

    def to_command(self) -> SendDeliveryNote:
        lots = [SentLot(line.order_line, line.lot, line.quantity) for line in self.lines]
        return SendDeliveryNote(self.purchase_order, self.number, lots)


class NoteLineView(BaseModel):
    """`missing` does not come on this note any more, once that was said."""

    line: int
    order_line: int
    item: str
    lot: str
    quantity: Quantity
    state: LineState
    received: Quantity
    accepted: Quantity
    rejected: Quantity
    missing: Quantity | None

    @classmethod
    def of(cls, line: NoteLine) -> NoteLineView:
        progress = line.progress
        return cls(
            line=line.line,
            order_line=line.order_line,
            item=line.item,
            lot=line.lot,
            quantity=line.quantity,
            state=line.state,
            received=progress.received,
            accepted=progress.found_good,
            rejected=progress.found_bad,
            missing=line.missing,
        )


class DeliveryNoteView(BaseModel):
    """The same for buyer and supplier. `closed_because`: the warehouse said that the rest does not come."""

    id: str
    version: int
    number: str
    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    state: NoteState
    closed_because: str | None
    lines: list[NoteLineView]

    @classmethod
    def of(cls, note: DeliveryNote) -> DeliveryNoteView:
        lines = [NoteLineView.of(line) for line in note.lines]
        why = None if note.closed_because is None else as_said(note.closed_because, note.closed_said)
        shown = {**vars(note), "buyer": note.tenant, "state": note.state, "lines": lines, "closed_because": why}
        return cls.model_validate(shown)


class NoteFilter(BaseModel):
    purchase_order: str | None = None
    supplier: str | None = None
    number: str | None = None
    state: NoteState | None = None


@router.post(
    "/delivery-notes",
    may="srm.delivery-note.send",
    status_code=201,
    errors=[Missing, OtherPartysPart, WrongState, DeliveryNoteKnown, DeliveryRefused],
)
async def send_delivery_note(body: DeliveryNoteBody, transact: Transact, tags: Tags) -> DeliveryNoteView:
    return tags.on(DeliveryNoteView.of(await transact(send_note, body.to_command())))


@router.get("/delivery-notes", may="srm.delivery-note.read")
async def list_delivery_notes(
    tx: ReadTx, page: Page, wanted: Annotated[NoteFilter, Query()]
) -> Listed[DeliveryNoteView]:
    where = matching(tables.delivery_note, wanted)
    return (await delivery_notes.page(tx, page, *where)).map(DeliveryNoteView.of)


@router.get("/delivery-notes/{delivery_note}", may="srm.delivery-note.read", errors=[Missing])
async def get_delivery_note(delivery_note: str, tx: ReadTx, tags: Tags) -> DeliveryNoteView:
    return tags.on(DeliveryNoteView.of(await delivery_notes.get(tx, delivery_note)))
