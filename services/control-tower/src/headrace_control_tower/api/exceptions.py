"""Exceptions: who owns them, what was found out, how they ended."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.documents import Stale
from headrace_chassis.language import as_said
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.errors import Missing, WrongState
from headrace_control_tower.model.chain_exception import ChainException, ExceptionState, Note, Severity
from headrace_control_tower.store.exceptions import exceptions
from headrace_control_tower.store.tables import chain_exception
from headrace_control_tower.usecases import handle_exception

CHANGES = [Missing, WrongState, Stale, VersionMissing]
router = Router(tags=["exceptions"])
Words = Annotated[str, Field(min_length=1, max_length=2000)]


class NoteView(BaseModel):
    at: datetime
    by: str
    text: str
    delay_days: int

    @classmethod
    def of(cls, note: Note) -> NoteView:
        return cls(at=note.at, by=note.by, text=as_said(note.text, note.said), delay_days=note.delay_days)


class ExceptionView(BaseModel):
    """`minutes_open` runs on in business time until the exception is closed.

    A lot is told by its number, its `item` and its `maker`, which is empty for lots made here.
    """

    id: str
    version: int
    rule: str
    severity: Severity
    subject_kind: str
    subject: str
    item: str
    maker: str
    title: str
    plant: str
    work_centre: str
    state: ExceptionState
    owner: str
    event: str
    opened_at: datetime
    closed_at: datetime | None
    minutes_open: float
    notes: list[NoteView]
    resolution: str

    @classmethod
    def of(cls, found: ChainException, now: datetime) -> ExceptionView:
        shown = {
            **vars(found),
            "title": as_said(found.title, found.title_said),
            "notes": [NoteView.of(note) for note in found.notes],
            "minutes_open": found.minutes_open(now),
        }
        return cls.model_validate(shown)


class Assign(BaseModel):
    owner: Annotated[str, Field(min_length=1, max_length=200)]


class GiveFeedback(BaseModel):
    """`delay_days`: how many days later work on the subject will be done."""

    note: Words
    delay_days: int = Field(0, ge=0, le=365)


class Close(BaseModel):
    resolution: Words


class ExceptionFilter(BaseModel):
    state: ExceptionState | None = None
    severity: Severity | None = None
    rule: str | None = None
    subject: str | None = None
    item: str | None = None
    maker: str | None = None
    plant: str | None = None
    owner: str | None = None


@router.get("/exceptions", may="control-tower.exception.read")
async def list_exceptions(tx: ReadTx, page: Page, wanted: Annotated[ExceptionFilter, Query()]) -> Listed[ExceptionView]:
    found = await exceptions.page(tx, page, *matching(chain_exception, wanted))
    return found.map(lambda exception: ExceptionView.of(exception, tx.now))


@router.get("/exceptions/{exception}", may="control-tower.exception.read", errors=[Missing])
async def get_exception(exception: str, tx: ReadTx, tags: Tags) -> ExceptionView:
    return tags.on(ExceptionView.of(await exceptions.get(tx, exception), tx.now))


@router.post("/exceptions/{exception}/assignment", may="control-tower.exception.assign", errors=CHANGES)
async def assign_exception(exception: str, body: Assign, transact: Transact, tx: ReadTx, tags: Tags) -> ExceptionView:
    found = await transact(handle_exception.assign, exception, body.owner, tags.expected)
    return tags.on(ExceptionView.of(found, tx.now))


@router.post("/exceptions/{exception}/feedback", may="control-tower.exception.judge", errors=CHANGES)
async def give_feedback(
    exception: str, body: GiveFeedback, transact: Transact, tx: ReadTx, tags: Tags
) -> ExceptionView:
    found = await transact(handle_exception.answer, exception, body.note, body.delay_days, tags.expected)
    return tags.on(ExceptionView.of(found, tx.now))


@router.post("/exceptions/{exception}/closure", may="control-tower.exception.close", errors=CHANGES)
async def close_exception(exception: str, body: Close, transact: Transact, tx: ReadTx, tags: Tags) -> ExceptionView:
    found = await transact(handle_exception.close, exception, body.resolution, tags.expected)
    return tags.on(ExceptionView.of(found, tx.now))
