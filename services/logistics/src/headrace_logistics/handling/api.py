"""What people do with stock that was taken in before: block, release, scrap, send back, count; and the notes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.door import Marking
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_logistics.handling.model.handling import (
    BooksMoved,
    HeldForOthers,
    NoSupplier,
    Part,
    Spot,
    WhichLot,
    WhichPieces,
)
from headrace_logistics.handling.model.stock_note import BoughtPart, NoteKind, StockNote
from headrace_logistics.handling.store.papers import stock_notes
from headrace_logistics.handling.store.tables import stock_note as note_table
from headrace_logistics.handling.usecases import handle_stock
from headrace_logistics.handling.usecases.handle_stock import Asked
from headrace_logistics.stock.model import NotEnough, SerialTwice, TooManyPieces, WrongAmount

router = Router(tags=["stock notes"])
ERRORS = [Missing, NotEnough, WrongAmount, WhichLot, WhichPieces, TooManyPieces]


class FreeStock(BaseModel):
    """A lot that lies free in a plant; `maker` says whose, where several have its number.

    Without a quantity it is all that is there. `serials` are its pieces, where they are kept by serial number.
    """

    plant: str = Field(min_length=1)
    item: str = Field(min_length=1)
    lot: Marking
    maker: str | None = None
    quantity: Quantity | None = None
    serials: list[Marking] = []
    reason: str = Field(min_length=1)

    def asked(self, by: str, block: str = "") -> Asked:
        spot = Spot(self.plant, self.item, self.lot, self.maker, block)
        return Asked(spot, Part(self.quantity, tuple(self.serials)), self.reason, by)


class BlockedStock(FreeStock):
    """As much as the block still holds where no quantity is given."""

    block: str = Field(min_length=1)


class AnyStock(FreeStock):
    """What is free, or what `block` holds back."""

    block: str = ""


class Count(AnyStock):
    """`quantity` is there, `before` is what the books said: free and reserved, or held back by `block`."""

    quantity: Quantity
    before: Quantity


class StockNoteView(BaseModel):
    """`before` is what the books said before a count; `parts` are the purchases that goods went back from."""

    id: str
    version: int
    number: str
    kind: NoteKind
    plant: str
    item: str
    lot: str
    maker: str
    quantity: Quantity
    before: Quantity | None
    serials: list[str]
    block: str
    parts: list[BoughtPart]
    reason: str
    noted_by: str
    noted_at: datetime

    @classmethod
    def of(cls, note: StockNote) -> StockNoteView:
        return cls.model_validate(vars(note), from_attributes=True)


class StockNoteFilter(BaseModel):
    kind: NoteKind | None = None
    item: str | None = None
    plant: str | None = None
    lot: str | None = None
    block: str | None = None


@router.post("/stock-blocks", may="logistics.stock.block", status_code=201, errors=ERRORS)
async def block_stock(body: FreeStock, transact: Transact, caller: Caller, tags: Tags) -> StockNoteView:
    """Nobody is offered it, takes it or is promised it until it is released. The note's id is the block's."""
    return await _take(NoteKind.BLOCKED, body.asked(caller.subject), transact, tags)


@router.post("/stock-releases", may="logistics.stock.release", status_code=201, errors=ERRORS)
async def release_stock(body: BlockedStock, transact: Transact, caller: Caller, tags: Tags) -> StockNoteView:
    """What a block held back is free again. What quality rejected is quality's to dispose of."""
    return await _take(NoteKind.RELEASED, body.asked(caller.subject, body.block), transact, tags)


@router.post("/stock-scraps", may="logistics.stock.scrap", status_code=201, errors=ERRORS)
async def scrap_stock(body: AnyStock, transact: Transact, caller: Caller, tags: Tags) -> StockNoteView:
    """For good: there is no way back from scrap."""
    return await _take(NoteKind.SCRAPPED, body.asked(caller.subject, body.block), transact, tags)


@router.post("/stock-returns", may="logistics.stock.return", status_code=201, errors=[*ERRORS, NoSupplier])
async def return_stock(body: AnyStock, transact: Transact, caller: Caller, tags: Tags) -> StockNoteView:
    """To the supplier whose lot it is: it counts as rejected on the purchase order, and is not owed."""
    return await _take(NoteKind.RETURNED, body.asked(caller.subject, body.block), transact, tags)


@router.post(
    "/stock-counts",
    may="logistics.stock.count",
    status_code=201,
    errors=[*ERRORS, BooksMoved, HeldForOthers, SerialTwice],
)
async def count_stock(body: Count, transact: Transact, caller: Caller, tags: Tags) -> StockNoteView:
    """What is there replaces what the books say; the difference is adjusted."""
    note = await transact(handle_stock.count, body.asked(caller.subject, body.block), body.before)
    return tags.on(StockNoteView.of(note))


@router.get("/stock-notes", may="logistics.stock-note.read")
async def list_stock_notes(
    tx: ReadTx, page: Page, wanted: Annotated[StockNoteFilter, Query()]
) -> Listed[StockNoteView]:
    return (await stock_notes.page(tx, page, *matching(note_table, wanted))).map(StockNoteView.of)


@router.get("/stock-notes/{stock_note}", may="logistics.stock-note.read", errors=[Missing])
async def get_stock_note(stock_note: str, tx: ReadTx, tags: Tags) -> StockNoteView:
    return tags.on(StockNoteView.of(await stock_notes.get(tx, stock_note)))


async def _take(kind: NoteKind, asked: Asked, transact: Transact, tags: Tags) -> StockNoteView:
    return tags.on(StockNoteView.of(await transact(handle_stock.take, kind, asked)))
