"""Where lots are, as the warehouse told: whether anything was done with the goods since they were decided on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headrace_contracts.errors import WrongState
from headrace_contracts.messages import Message, Term, say
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Subject

FREE, WAITING = "available", "inspection"


class GoodsMoved(WrongState):
    """Something was done with the goods, so the decision on them stands."""


@dataclass(frozen=True, slots=True)
class Held:
    """So much of a lot, or one piece of it, is at a place; `party` is whom the place is held for."""

    place: str
    party: str
    serial: str
    quantity: Quantity

    @property
    def said(self) -> Message:
        facts = {"quantity": self.quantity, "place": Term(self.place)}
        return say("quality.held-for", **facts, party=self.party) if self.party else say("quality.held", **facts)


def refuse_unless_free(subject: Subject, held: Sequence[Held], undecided: Quantity) -> None:
    """Raises GoodsMoved. What the warehouse has not set free yet still waits, like the `undecided` parts of the lot."""
    named = set(subject.serials)
    ours = [one for one in held if not named or one.serial in named]
    free = _sum((one for one in ours if one.place == FREE), subject)
    waiting = _sum((one for one in ours if one.place == WAITING), subject)
    untouched = free + (waiting if named else max(waiting - undecided, Quantity.zero(free.unit)))
    if untouched >= subject.quantity:
        return
    elsewhere = [one for one in ours if one.place not in (FREE, WAITING)]
    raise GoodsMoved(
        say(
            "quality.acceptance-stands",
            quantity=subject.quantity,
            lot=subject.lot,
            item=subject.item,
            untouched=untouched,
            plant=subject.plant,
            elsewhere=elsewhere or say("quality.nothing"),
        )
    )


def _sum(held: Iterable[Held], subject: Subject) -> Quantity:
    return sum((one.quantity for one in held), start=Quantity.zero(subject.quantity.unit))
