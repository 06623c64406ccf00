"""Offers of notes."""

from __future__ import annotations

from collections.abc import Collection

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


async def open_offers(tx: Tx, notes: Collection[str]) -> list[NoteOffer]:
    """Offers of these notes not yet answered; locked."""
    o = note_offer.c
    return await note_offers.all(tx, o.state == OfferState.OFFERED.value, o.note.in_(notes), lock=True)
