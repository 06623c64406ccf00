"""The tree that grew from one issued note, and the sum that must always hold over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.notes.model.note import Note, NoteState


@dataclass(frozen=True, slots=True)
class RootBalance:
    """Where the money of one issued note is now."""

    issued: Money
    live: Money
    redeemed: Money
    voided: Money

    @classmethod
    def of(cls, issued: Money, minor_by_state: Mapping[NoteState, int]) -> RootBalance:
        def in_state(*states: NoteState) -> Money:
            return Money(sum(minor_by_state.get(s, 0) for s in states), issued.currency)

        return cls(
            issued=issued,
            live=in_state(NoteState.OFFERED, NoteState.LIVE, NoteState.FINANCED),
            redeemed=in_state(NoteState.REDEEMED),
            voided=in_state(NoteState.VOIDED),
        )

    @property
    def holds(self) -> bool:
        return self.live + self.redeemed + self.voided == self.issued


class Lineage:
    """All notes under one root; deep chains are walked without recursion."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self._children: dict[str | None, list[Note]] = {}
        for note in notes:
            self._children.setdefault(note.parent, []).append(note)
        roots = self._children.get(None, [])
        if len(roots) != 1:
            raise RuleBroken(say("finance.lineage-roots", count=len(roots)))
        self.root = roots[0]

    def walk(self) -> Iterator[tuple[int, Note]]:
        """Every note with its depth, parents before children."""
        stack = [(0, self.root)]
        while stack:
            depth, note = stack.pop()
            yield depth, note
            children = self._children.get(note.id, [])
            stack.extend((depth + 1, child) for child in reversed(children))

    def seen_by(self, organisation: str) -> list[tuple[int, Note]]:
        """What one firm may know: the debtor all of it, a holder its notes and how they came to it."""
        walked = list(self.walk())
        if organisation == self.root.debtor:
            return walked
        by_id = {note.id: note for _, note in walked}
        known: set[str] = set()
        for note in by_id.values():
            above = note if note.holder == organisation else None
            while above is not None and above.id not in known:
                known.add(above.id)
                above = by_id.get(above.parent or "")
        return [(depth, note) for depth, note in walked if note.id in known]

    def balance(self) -> RootBalance:
        sums: dict[NoteState, int] = {}
        for _, note in self.walk():
            sums[note.state] = sums.get(note.state, 0) + note.amount.minor
        return RootBalance.of(self.root.amount, sums)
