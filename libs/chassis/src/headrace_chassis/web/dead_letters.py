"""Dead letters over HTTP: for the platform's own operators, who see those of all organisations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field, model_validator

from headrace_chassis.events import dead_letters
from headrace_chassis.events.dead_letters import Act, DeadLetter
from headrace_chassis.paging import Listed
from headrace_chassis.web.door import Position
from headrace_chassis.web.paging import Page
from headrace_chassis.web.router import Caller, ReadTx, Router, Transact
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say

router = Router(tags=["operations"], platform=True)
ActReason = Annotated[str, Field(min_length=1, max_length=1000)]


class Reason(BaseModel):
    reason: ActReason


class RedriveMany(BaseModel):
    """Those of a type, of a key, of both, or explicitly all."""

    reason: ActReason
    type: str | None = None
    key: str | None = None
    everything: bool = False

    @model_validator(mode="after")
    def _says_which(self) -> RedriveMany:
        if self.everything == bool(self.type or self.key):
            raise ValueError(say("chassis.which-letters"))
        return self


class Redriven(BaseModel):
    """How many are tried again; those that wait behind them follow and are not counted."""

    redriven: int


@router.get("/dead-letters")
async def list_dead_letters(
    tx: ReadTx,
    page: Page,
    state: Annotated[str | None, Query(pattern="^(retrying|behind|dead)$")] = None,
    type: str | None = None,
    key: str | None = None,
    event: Annotated[UUID | None, Query(description="the id of an event")] = None,
) -> Listed[DeadLetter]:
    wanted = dead_letters.Wanted(state, type, key, str(event) if event else None)
    found = await dead_letters.listed(tx, wanted, after=page.after_as(int) if page.after else 0, limit=page.limit + 1)
    return page.listed(found, key=lambda letter: str(letter.id))


@router.get("/dead-letters/acts")
async def list_dead_letter_acts(
    tx: ReadTx, page: Page, event: Annotated[UUID | None, Query(description="the id of an event")] = None
) -> Listed[Act]:
    before = page.after_as(int) if page.after else 0
    found = await dead_letters.acts(tx, str(event) if event else None, before=before, limit=page.limit + 1)
    return page.listed(found, key=lambda act: str(act.id))


@router.get("/dead-letters/{letter}", errors=[Missing])
async def get_dead_letter(letter: Position, tx: ReadTx) -> DeadLetter:
    return await dead_letters.show(tx, letter)


@router.post("/dead-letters/redrive")
async def redrive_dead_letters(body: RedriveMany, transact: Transact, caller: Caller) -> Redriven:
    count = await transact(dead_letters.redrive_many, body.type, body.key, actor=caller.subject, reason=body.reason)
    return Redriven(redriven=count)


@router.post("/dead-letters/{letter}/redrive", errors=[Missing])
async def redrive_dead_letter(letter: Position, body: Reason, transact: Transact, caller: Caller) -> DeadLetter:
    return await transact(dead_letters.redrive, letter, actor=caller.subject, reason=body.reason)


@router.post("/dead-letters/{letter}/drop", status_code=204, errors=[Missing])
async def drop_dead_letter(letter: Position, body: Reason, transact: Transact, caller: Caller) -> None:
    await transact(dead_letters.drop, letter, actor=caller.subject, reason=body.reason)
