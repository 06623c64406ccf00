"""The tree that grew from one issued note, and the sum that must always hold over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headrace_contracts.values import Money

from headrace_finance.model.note import Note, NoteState
from headrace_finance.model.refusal import Refused


@dataclass(frozen=True, slots=True)
class RootBalance:
    """Where the money of one issued note is now."""

    issued: Money
    live: Money
    redeemed: Money
    voided: Money

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
            raise Refused(
                f"a lineage has one root, these notes have {len(roots)}: ask for one root at a time"
            )
        self.root = roots[0]

    def walk(self) -> Iterator[tuple[int, Note]]:
        """Every note with its depth, parents before children."""
        stack = [(0, self.root)]
        while stack:
            depth, note = stack.pop()
            yield depth, note
            children = self._children.get(note.id, [])
            stack.extend((depth + 1, child) for child in reversed(children))

    def balance(self) -> RootBalance:
        currency = self.root.amount.currency

        def in_state(*states: NoteState) -> Money:
            return Money.total((n.amount for _, n in self.walk() if n.state in states), currency)

        return RootBalance(
            issued=self.root.amount,
            live=in_state(NoteState.OFFERED, NoteState.LIVE, NoteState.FINANCED),
            redeemed=in_state(NoteState.REDEEMED),
            voided=in_state(NoteState.VOIDED),
        )
