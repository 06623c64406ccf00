"""A small service to try the chassis on: notes with an author, a job, a timer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Column, MetaData, Text

from headrace_chassis import jobs
from headrace_chassis.documents import Documents, Stale, document_table
from headrace_chassis.jobs import Job, Work
from headrace_chassis.loading import Loaded
from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_chassis.tx import Tx
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts.aggregate import Aggregate
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_contracts.errors import Missing, RuleBroken, Wrong
from headrace_contracts.values import Money, Quantity
from headrace_testkit.work import slow_count

FAILS_TWICE = -2
metadata = MetaData()
table = document_table("note", metadata, Column("author", Text, nullable=False))


class TooRude(RuleBroken):
    """The note is too rude."""


@dataclass(kw_only=True)
class Note(Aggregate):
    author: str
    text: str

    def write(self, text: str) -> None:
        if "darn" in text:
            raise TooRude("Take out 'darn'.", errors=(Wrong("text", "rude"),))
        self.text = text
        self.tell(OrganisationRegistered(organisation=self.id, name=text, role="customer", currency="EUR"))


notes = Documents("note", Note, table, columns=lambda n: {"author": n.author})
router = Router(tags=["notes"])


class WriteNote(BaseModel):
    text: str = Field(max_length=1_000_000)


class NoteView(BaseModel):
    id: str
    version: int
    text: str


async def write(tx: Tx, text: str) -> Note:
    note = Note(id=tx.new_id("note"), tenant=tx.tenant, author=tx.actor.subject if tx.actor else "", text="")
    note.write(text)
    await notes.add(tx, note)
    tx.tell(note)
    return note


async def rewrite(tx: Tx, name: str, text: str, version: int) -> Note:
    note = await notes.get(tx, name, version=version)
    note.write(text)
    await notes.save(tx, note)
    tx.tell(note)
    return note


@router.post("/notes", may="mrp.plan.make", status_code=201, errors=[TooRude])
async def post_note(body: WriteNote, transact: Transact, tags: Tags) -> NoteView:
    return tags.on(NoteView.model_validate(await transact(write, body.text), from_attributes=True))


@router.put("/notes/{note}", may="mrp.plan.make", errors=[Missing, Stale, VersionMissing])
async def put_note(note: str, body: WriteNote, transact: Transact, tags: Tags) -> NoteView:
    return tags.on(
        NoteView.model_validate(await transact(rewrite, note, body.text, tags.expected), from_attributes=True)
    )


@router.get("/notes", may="mrp.plan.make")
async def list_notes(tx: ReadTx, page: Page) -> Listed[NoteView]:
    return (await notes.page(tx, page)).map(lambda n: NoteView.model_validate(n, from_attributes=True))


class Offer(BaseModel):
    item: str
    quantity: Quantity
    price: Money | None = None
    due: date = date(2026, 3, 2)
    pieces: int = 0
    weight: float = 0.0
    tags: list[str] = []
    facts: dict[str, Any] = {}


class OfferFilter(BaseModel):
    item: str | None = None
    tag: list[str] | None = None


@router.post("/offers", may="mrp.plan.make")
async def understand(body: Offer) -> Offer:
    return body


@router.put("/offers", may="mrp.plan.make")
async def understand_many(body: BulkBody[Offer]) -> Loaded:
    loaded = Loaded()
    loaded.created = len(body.well_formed(loaded))
    return loaded


@router.get("/offers", may="mrp.plan.make")
async def list_offers(page: Page, wanted: Annotated[OfferFilter, Query()]) -> Listed[str]:
    return page.of([wanted.item or "", *(wanted.tag or ())], key=str)


@router.get("/offers/{offer}", may="mrp.plan.make")
async def get_offer(offer: str) -> Offer:
    return Offer(item=offer * 100, quantity=Quantity(Decimal(10) ** 20, "EA"), pieces=2**40)


@router.get("/broken", may="mrp.plan.make")
async def break_down(request: Request) -> None:
    raise ZeroDivisionError


@router.post("/counts", may="mrp.plan.make", status_code=202)
async def count(body: WriteNote, transact: Transact) -> dict[str, str]:
    return {"job": await transact(jobs.ask, "count", {"to": int(body.text)})}


async def run_count(work: Work) -> dict[str, int]:
    if work.params["to"] < 0:
        raise TooRude("Nobody counts to \x00 or below.")
    counted = await work.compute(slow_count, work.params["to"])
    await work.transact(write, f"counted to {counted}")
    return {"counted": counted}


async def note_the_failure(tx: Tx, params: dict[str, int], why: str) -> None:
    await write(tx, f"not counted to {params['to']}: {why}")
    if params["to"] == FAILS_TWICE:
        raise ZeroDivisionError


async def tick(tx: Tx) -> None:
    await tx.act_for("acme")
    await write(tx, f"tick at {tx.now:%H}")


service = Service(
    name="api-gateway",
    title="A probe",
    api=[router],
    jobs=[Job("count", run_count, "mrp.plan.make", given_up=note_the_failure)],
    timers=[Timer("tick", timedelta(hours=1), tick)],
    store=metadata,
    migrations=None,
)
