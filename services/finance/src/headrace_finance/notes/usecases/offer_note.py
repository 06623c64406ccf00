"""A holder offers its note to another firm, to pay it or for sale; the note moves when that firm agrees."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from headrace_chassis.names import in_name_of
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.messages import say
from headrace_finance import debts, invoicing, parties
from headrace_finance.notes.model.note import Note, NoteRefused
from headrace_finance.notes.model.offer import NoteOffer, OfferKind
from headrace_finance.notes.store import notes, offers
from headrace_finance.notes.store.offers import note_offers
from headrace_finance.notes.usecases.change_note import write


class AlreadyOffered(NoteRefused):
    """The note is offered already; one note pays once."""


async def offer_transfer(tx: Tx, name: str, to: str, reference: str, by: str) -> NoteOffer:
    """`reference` may name what the holder owes `to`: that debt is then covered, and paid when `to` accepts.

    One that is paid or covered already is refused (WrongState); words that name no debt are only kept.
    """
    if await parties.role_of(tx, to) is None:
        raise NoteRefused(say("finance.note-to-unknown", to=to))
    note = await _in_turn(tx, name)
    for other in await offers.open_offers(tx, [name]):
        if other.kind is OfferKind.PAYMENT:
            raise AlreadyOffered(say("finance.note-already-offered", note=name, to=other.to, offer=other.id))
    offer = NoteOffer.transfer(tx.new_id("off"), note, by, to, reference, tx.today)
    offer.payable = await _cover(tx, note, to, reference)
    await note_offers.add(tx, offer)
    return offer


async def offer_for_sale(tx: Tx, name: str, bank: str, highest_rate: Decimal, by: str) -> NoteOffer:
    """A holder may ask several banks; the first to accept has the note."""
    if await parties.role_of(tx, bank) != "bank":
        raise NoteRefused(say("finance.only-banks-finance", bank=bank))
    note = await _in_turn(tx, name)
    offer = NoteOffer.financing(tx.new_id("off"), note, by, bank, highest_rate, tx.today)
    await note_offers.add(tx, offer)
    return offer


async def accept_offer(tx: Tx, name: str, yearly_rate: Decimal | None, by: str) -> NoteOffer:
    """The firm it was made to takes the note: what it is owed is paid by it, or the holder is paid for it."""
    note_of = (await note_offers.get(tx, name)).note
    await in_turn(tx, f"note {note_of}")
    offer = await note_offers.take(tx, name)
    offer.accept(by, tx.new_id("note"), yearly_rate)
    await note_offers.save(tx, offer)
    async with in_name_of(tx, offer.tenant):
        note = await notes.get(tx, offer.note)
        await (_sell if offer.kind is OfferKind.SALE else _pass_on)(tx, note, offer)
    await lapse(tx, [offer.note])
    return offer


async def decline_offer(tx: Tx, name: str, by: str) -> NoteOffer:
    return await _end(tx, name, lambda offer: offer.decline(by))


async def withdraw_offer(tx: Tx, name: str, by: str) -> NoteOffer:
    return await _end(tx, name, lambda offer: offer.withdraw(by))


async def lapse(tx: Tx, of_notes: Collection[str]) -> None:
    """The notes went another way, or fell due."""
    async with in_name_of(tx, EVERYONE):
        for offer in await offers.open_offers(tx, of_notes):
            offer.lapse()
            await _ended(tx, offer)


async def _in_turn(tx: Tx, name: str) -> Note:
    await in_turn(tx, f"note {name}")
    return await notes.get(tx, name)


async def _cover(tx: Tx, note: Note, to: str, reference: str) -> str | None:
    numbered = await invoicing.ids_of_number(tx, to, note.holder, reference)
    payable = await debts.take_named(tx, note.holder, to, reference, numbered)
    if payable is None:
        return None
    if payable.amount.currency != note.amount.currency:
        raise NoteRefused(say("finance.note-pays-not", payable=payable.id, amount=payable.amount, note=note.amount))
    await debts.cover(tx, payable, note.holder, note.id)
    return payable.id


async def _pass_on(tx: Tx, note: Note, offer: NoteOffer) -> None:
    successor = offer.successor or ""
    await debts.keep_still(tx, note.holder)
    if offer.payable:
        await debts.uncover(tx, offer.payable, note.id)
    paid = await debts.pay_with_note(tx, note.holder, offer.to, note.amount, note=successor, first=offer.payable)
    await write(tx, note.transfer(offer.tenant, offer.to, successor, tx.today, offer.reference, paid))


async def _sell(tx: Tx, note: Note, offer: NoteOffer) -> None:
    rate = offer.yearly_rate or Decimal(0)
    await write(tx, note.finance(offer.tenant, offer.to, rate, offer.successor or "", tx.today))


async def _end(tx: Tx, name: str, end: Callable[[NoteOffer], None]) -> NoteOffer:
    offer = await note_offers.take(tx, name)
    end(offer)
    await _ended(tx, offer)
    return offer


async def _ended(tx: Tx, offer: NoteOffer) -> None:
    """Not taken: what it was to pay is owed as before."""
    await note_offers.save(tx, offer)
    if offer.payable:
        async with in_name_of(tx, offer.tenant):
            await debts.keep_still(tx, offer.tenant)
            await debts.uncover(tx, offer.payable, offer.note)
