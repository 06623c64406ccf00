"""What every load of product data has in common: compare with what is stored, keep and tell what differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from headrace_chassis.documents import Documents
from headrace_chassis.loading import Change
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.aggregate import Aggregate
from headrace_product.store import catalogue

A = TypeVar("A", bound=Aggregate)


class Load(Generic[A]):
    """One load: `known` are the stored things it names; what it makes or changes is written at the end."""

    def __init__(self, tx: Tx, documents: Documents[A], known: dict[str, A]) -> None:
        self.known = known
        self._tx = tx
        self._documents = documents
        self._kept: list[A] = []

    @classmethod
    async def begun(cls, tx: Tx, documents: Documents[A], names: Iterable[str]) -> Load[A]:
        """One load of a kind at a time for each organisation, so that none decides on what another is changing."""
        await in_turn(tx, f"{documents.kind} {tx.tenant}")
        return cls(tx, documents, await catalogue.taken(tx, documents, names))

    def created(self, thing: A) -> Change:
        self._kept.append(thing)
        return Change.CREATED

    def compared(self, thing: A, *, changed: bool) -> Change:
        if changed:
            self._kept.append(thing)
        return Change.CHANGED if changed else Change.UNCHANGED

    async def finish(self) -> None:
        await self._documents.put(self._tx, self._kept)
        for thing in self._kept:
            self._tx.tell(thing)
