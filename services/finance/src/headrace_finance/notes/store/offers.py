"""Offers of notes."""

from __future__ import annotations

from datetime import date

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_finance.notes.model.offer import NoteOffer, OfferState
from headrace_finance.notes.store.tables import note_offer

note_offers = Documents(
    "note offer",
    NoteOffer,
    note_offer,
    columns=lambda o: {"kind": o.kind.value, "note": o.note, "taker": o.to, "state": o.state.value, "due": o.due},
)


async def open_offers(tx: Tx, *, note: str | None = None, due: date | None = None) -> list[NoteOffer]:
    """Offers not yet answered: of one note, or of notes that are due by then; locked."""
    o = note_offer.c
    which = o.note == note if note else o.due <= due
    return await note_offers.all(tx, o.state == OfferState.OFFERED.value, which, lock=True)
