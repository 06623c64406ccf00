"""Notes (e-debt certificates): issued, accepted, split, redeemed."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.door import Minor
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import MoneyBody
from headrace_contracts.errors import Missing, RuleBroken, WrongState
from headrace_contracts.values import Money
from headrace_finance.credit.model import CreditExceeded
from headrace_finance.debts.model import PayableRefused
from headrace_finance.ledger import NotBooked
from headrace_finance.notes.model.lineage import RootBalance
from headrace_finance.notes.model.note import Note, NoteRefused, NoteState
from headrace_finance.notes.store import notes
from headrace_finance.notes.store.tables import note as table
from headrace_finance.notes.usecases import redeem, use_note
from headrace_finance.notes.usecases.redeem import TooEarly

router = Router(tags=["notes"])
CHANGES: list[type[RuleBroken]] = [Missing, NoteRefused, WrongState, NotBooked]


class NoteView(BaseModel):
    """`minimum` is the smallest part it may be split into; `unearned` the discount that a bank kept back."""

    id: str
    root: str
    parent: str | None
    payable: str
    debtor: str
    holder: str
    amount: Money
    minimum: Money
    maturity: date
    state: NoteState
    unearned: Money

    @classmethod
    def of(cls, note: Note) -> NoteView:
        fields = {name: getattr(note, name) for name in cls.model_fields if name != "maturity"}
        return cls(**fields, maturity=note.due)


class NoteFilter(BaseModel):
    state: NoteState | None = None
    holder: str | None = None
    root: str | None = None
    debtor: str | None = None
    payable: str | None = None


class IssueNote(BaseModel):
    payable: str
    minimum: MoneyBody | None = None


class SplitNote(BaseModel):
    """Minor units of each part; together they make the note."""

    amounts: list[Minor] = Field(max_length=100)


class LineageNote(NoteView):
    depth: int


class LineageView(BaseModel):
    """The debtor sees the whole tree and its `balance`; a holder its notes and how they came to it."""

    root: str
    notes: list[LineageNote]
    balance: RootBalance | None


class Redeem(BaseModel):
    """Today, when `until` is left out."""

    until: date | None = None


class Redeemed(BaseModel):
    notes: list[NoteView]


@router.post(
    "/notes",
    may="finance.note.issue",
    status_code=201,
    errors=[Missing, NoteRefused, PayableRefused, WrongState, CreditExceeded],
)
async def issue_note(body: IssueNote, transact: Transact, caller: Caller) -> NoteView:
    minimum = body.minimum.money if body.minimum else None
    return NoteView.of(await transact(use_note.issue_note, body.payable, minimum, caller.tenant))


@router.get("/notes", may="finance.note.read")
async def list_notes(tx: ReadTx, page: Page, wanted: Annotated[NoteFilter, Query()]) -> Listed[NoteView]:
    return (await notes.page(tx, page, matching(table, wanted, debtor="tenant"))).map(NoteView.of)


@router.get("/notes/{note}", may="finance.note.read", errors=[Missing])
async def get_note(note: str, tx: ReadTx) -> NoteView:
    return NoteView.of(await notes.get(tx, note))


@router.get("/notes/{root}/lineage", may="finance.note.read", errors=[Missing])
async def get_lineage(root: str, tx: ReadTx, caller: Caller) -> LineageView:
    tree = await notes.lineage(tx, root)
    seen = tree.seen_by(caller.tenant)
    found = [LineageNote(**NoteView.of(note).model_dump(), depth=depth) for depth, note in seen]
    return LineageView(root=root, notes=found, balance=tree.balance() if caller.tenant == tree.root.debtor else None)


@router.post("/notes/{note}/acceptance", may="finance.note.accept", errors=CHANGES)
async def accept_note(note: str, transact: Transact, caller: Caller) -> NoteView:
    return NoteView.of(await transact(use_note.accept_note, note, caller.tenant))


@router.post("/notes/{note}/voiding", may="finance.note.void", errors=CHANGES)
async def void_note(note: str, transact: Transact, caller: Caller) -> NoteView:
    return NoteView.of(await transact(use_note.void_note, note, caller.tenant))


@router.post("/notes/{note}/splits", may="finance.note.split", status_code=201, errors=CHANGES)
async def split_note(note: str, body: SplitNote, transact: Transact, caller: Caller) -> list[NoteView]:
    parts = await transact(use_note.split_note, note, body.amounts, caller.tenant)
    return [NoteView.of(part) for part in parts]


@router.post("/redemptions", may="finance.note.redeem", errors=[TooEarly, NotBooked])
async def redeem_notes(body: Redeem, transact: Transact, tx: ReadTx, caller: Caller) -> Redeemed:
    """Redeem the caller's own notes that are due; the platform's people redeem everybody's."""
    debtor = None if caller.is_platform else caller.tenant
    done = await transact(redeem.redeem, body.until or tx.today, debtor=debtor)
    return Redeemed(notes=[NoteView.of(note) for note in done])
