"""Notes offered to other firms: passed on to pay them, or for sale to a bank; each answers for itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.filters import matching
from headrace_chassis.web.prices import PlainDecimal
from headrace_contracts.errors import Missing, RuleBroken, WrongState
from headrace_contracts.values import Money
from headrace_finance.ledger import NotBooked
from headrace_finance.notes.model.note import NoteRefused
from headrace_finance.notes.model.offer import NoteOffer, OfferKind, OfferRefused, OfferState
from headrace_finance.notes.store.offers import note_offers
from headrace_finance.notes.store.tables import note_offer as table
from headrace_finance.notes.usecases import offer_note
from headrace_finance.notes.usecases.offer_note import AlreadyOffered

router = Router(tags=["note offers"])
OFFERS: list[type[RuleBroken]] = [Missing, NoteRefused, WrongState]
ANSWERS: list[type[RuleBroken]] = [Missing, OfferRefused, NoteRefused, WrongState, NotBooked]


class TransferNote(BaseModel):
    """`reference` says what for. When it names what the holder owes `to` (a payable by its id, or its invoice by the
    number), that is covered by the offer and paid first; else the note pays what is due next. The rest is an advance.
    """

    to: str
    reference: str = Field("", max_length=200)


class FinanceNote(BaseModel):
    """`yearly_rate` is the highest that the holder agrees to; 0.045 is 4.5 % a year, by actual days over 360."""

    bank: str
    yearly_rate: Decimal


class Acceptance(BaseModel):
    """A bank says its yearly rate, up to the highest that the holder agreed to."""

    yearly_rate: Decimal | None = None


class OfferView(BaseModel):
    """`payable` is what the note is to pay, `successor` the note that the taker holds since it accepted."""

    id: str
    version: int
    kind: OfferKind
    state: OfferState
    note: str
    root: str
    debtor: str
    holder: str
    to: str
    amount: Money
    maturity: date
    offered_on: date
    reference: str
    payable: str | None
    highest_rate: PlainDecimal | None
    yearly_rate: PlainDecimal | None
    successor: str | None

    @classmethod
    def of(cls, offer: NoteOffer) -> OfferView:
        own = {"holder": offer.tenant, "maturity": offer.due}
        return cls.model_validate({**vars(offer), **own}, from_attributes=True)


class OfferFilter(BaseModel):
    kind: OfferKind | None = None
    state: OfferState | None = None
    note: str | None = None
    to: str | None = None


@router.post("/notes/{note}/transfer", may="finance.note-offer.make", status_code=201, errors=[*OFFERS, AlreadyOffered])
async def offer_transfer(note: str, body: TransferNote, transact: Transact, caller: Caller) -> OfferView:
    return OfferView.of(await transact(offer_note.offer_transfer, note, body.to, body.reference, caller.tenant))


@router.post("/notes/{note}/financing", may="finance.note-offer.make", status_code=201, errors=OFFERS)
async def offer_for_sale(note: str, body: FinanceNote, transact: Transact, caller: Caller) -> OfferView:
    return OfferView.of(await transact(offer_note.offer_for_sale, note, body.bank, body.yearly_rate, caller.tenant))


@router.get("/note-offers", may="finance.note-offer.read")
async def list_offers(tx: ReadTx, page: Page, wanted: Annotated[OfferFilter, Query()]) -> Listed[OfferView]:
    return (await note_offers.page(tx, page, *matching(table, wanted, to="taker"))).map(OfferView.of)


@router.get("/note-offers/{offer}", may="finance.note-offer.read", errors=[Missing])
async def get_offer(offer: str, tx: ReadTx) -> OfferView:
    return OfferView.of(await note_offers.get(tx, offer))


@router.post("/note-offers/{offer}/acceptance", may="finance.note-offer.answer", errors=ANSWERS)
async def accept_offer(offer: str, body: Acceptance, transact: Transact, caller: Caller) -> OfferView:
    return OfferView.of(await transact(offer_note.accept_offer, offer, body.yearly_rate, caller.tenant))


@router.post("/note-offers/{offer}/refusal", may="finance.note-offer.answer", errors=ANSWERS)
async def decline_offer(offer: str, transact: Transact, caller: Caller) -> OfferView:
    return OfferView.of(await transact(offer_note.decline_offer, offer, caller.tenant))


@router.post("/note-offers/{offer}/withdrawal", may="finance.note-offer.withdraw", errors=ANSWERS)
async def withdraw_offer(offer: str, transact: Transact, caller: Caller) -> OfferView:
    return OfferView.of(await transact(offer_note.withdraw_offer, offer, caller.tenant))
