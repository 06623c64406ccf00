"""What is known of a lot as a whole is booked on the delivery notes that it came with; it may have come with several.

Each note takes what it has room for, by the best measure first. Services are heard in any order, so what has room
nowhere yet is the first note's: the sums of all notes are always those of the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from headrace_contracts.values import Quantity
from headrace_srm.model.delivery_note import DeliveryNote, NoteLine
from headrace_srm.model.progress import Progress

Measure = Callable[[NoteLine], Quantity]


@dataclass(frozen=True, slots=True)
class NotedLot:
    """Its number is one of an item's, which the line of the order says."""

    order_line: int
    number: str

    def is_on(self, line: NoteLine) -> bool:
        return (line.order_line, line.lot) == (self.order_line, self.number)


def judge(notes: Sequence[DeliveryNote], lot: NotedLot, quantity: Quantity, *, good: bool) -> list[DeliveryNote]:
    """A receipt is inspected as a whole, so the note that waits for just as much is meant. Those that changed."""
    first: list[Measure] = [_owed] if good else []
    measures: list[Measure] = [*first, partial(_just, quantity, _waiting), _waiting, _may_wait]
    return _book(notes, lot, quantity, measures, lambda progress, part: progress.judge(part, good=good))


def withdraw(notes: Sequence[DeliveryNote], lot: NotedLot, quantity: Quantity, *, good: bool) -> list[DeliveryNote]:
    """It is to be judged again; of several notes with it the last that was judged is the one. Those that changed."""
    judged: Measure = _accepted if good else _rejected
    measures = (partial(_just, quantity, judged), judged, _rejected)
    newest_first = list(reversed(notes))
    return _book(newest_first, lot, quantity, measures, lambda progress, part: progress.judge(-part, good=good))


def reconsider(
    notes: Sequence[DeliveryNote], lot: NotedLot, quantity: Quantity, *, good: bool | None
) -> list[DeliveryNote]:
    """What was judged counts otherwise, or will. Those that changed."""
    measures = {True: (_owed, _rejected), None: (_rejected,), False: (_accepted, _may_be_accepted)}[good]
    return _book(notes, lot, quantity, measures, lambda progress, part: progress.reconsider(part, good=good))


def _book(
    notes: Iterable[DeliveryNote],
    lot: NotedLot,
    quantity: Quantity,
    measures: Iterable[Measure],
    change: Callable[[Progress, Quantity], None],
) -> list[DeliveryNote]:
    nothing = Quantity.zero(quantity.unit)
    lines = [(note, line) for note in notes for line in note.lines if lot.is_on(line)]
    changed: dict[str, DeliveryNote] = {}
    rest: Measure = partial(_all, quantity)
    for measure in (*measures, rest):
        for note, line in lines:
            part = max(nothing, min(quantity, measure(line)))
            if part:
                change(line.progress, part)
                changed[note.id] = note
                quantity -= part
    return list(changed.values())


def _all(quantity: Quantity, _line: NoteLine) -> Quantity:
    return quantity


def _just(quantity: Quantity, measure: Measure, line: NoteLine) -> Quantity:
    return quantity if measure(line) == quantity else Quantity.zero(quantity.unit)


def _accepted(line: NoteLine) -> Quantity:
    return line.progress.accepted


def _rejected(line: NoteLine) -> Quantity:
    return line.progress.found_bad


def _waiting(line: NoteLine) -> Quantity:
    return line.progress.received - _taken(line)


def _may_wait(line: NoteLine) -> Quantity:
    return line.coming - _taken(line)


def _taken(line: NoteLine) -> Quantity:
    """By judgements, and by returns of what is still to be judged."""
    return max(line.progress.judged, line.progress.rejected)


def _owed(line: NoteLine) -> Quantity:
    """It went back from here before it was heard that it was good."""
    return -line.progress.accepted


def _may_be_accepted(line: NoteLine) -> Quantity:
    """A return may be heard before the judgement that it undoes."""
    return max(line.coming, line.progress.received) - line.progress.rejected
