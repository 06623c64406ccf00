"""What a person decided on stock that lies free or is held back: a note, written once.

What a block still holds is what the ledger has at its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import (
    ReturnedPart,
    StockBlocked,
    StockCounted,
    StockReleased,
    StockReturned,
    StockScrapped,
)
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import Goods


class NoteKind(StrEnum):
    """`scrapped` and `returned` are final; a block is released; a count stands until the next."""

    BLOCKED = "blocked"
    RELEASED = "released"
    SCRAPPED = "scrapped"
    RETURNED = "returned"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class BoughtPart:
    """So much of a lot was accepted for a line of a purchase order."""

    purchase_order: str
    order_line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Handled:
    """The goods of a note. `block` is the note that held them back; `serials` are the pieces that were handled.

    Of a count `quantity` and `serials` are what is there, and `before` is what the books said.
    """

    plant: str
    goods: Goods
    quantity: Quantity
    serials: Sequence[str] = ()
    block: str = ""
    before: Quantity | None = None
    parts: Sequence[BoughtPart] = ()


@dataclass(kw_only=True)
class StockNote(Aggregate):
    """`parts` are the purchases that goods went back from."""

    number: str
    kind: NoteKind
    plant: str
    item: str
    lot: str
    maker: str
    quantity: Quantity
    serials: list[str]
    block: str
    before: Quantity | None
    parts: list[BoughtPart]
    reason: str
    noted_by: str
    noted_at: datetime

    @classmethod
    def write(
        cls,
        note: str,
        number: str,
        tenant: str,
        kind: NoteKind,
        what: Handled,
        *,
        reason: str,
        by: str,
        at: datetime,
    ) -> StockNote:
        new = cls(
            id=note,
            tenant=tenant,
            number=number,
            kind=kind,
            plant=what.plant,
            item=what.goods.item,
            lot=what.goods.lot,
            maker=what.goods.maker,
            quantity=what.quantity,
            serials=sorted(what.serials),
            block=what.block,
            before=what.before,
            parts=list(what.parts),
            reason=reason,
            noted_by=by,
            noted_at=at,
        )
        new.tell(new._told())
        return new

    def _told(self) -> Event:
        facts: dict[str, Any] = {
            "note": self.id,
            "item": self.item,
            "plant": self.plant,
            "lot": self.lot,
            "quantity": self.quantity,
            "serials": tuple(self.serials),
            "reason": self.reason,
        }
        match self.kind:
            case NoteKind.BLOCKED:
                return StockBlocked(**facts, maker=self.maker)
            case NoteKind.RELEASED:
                return StockReleased(**facts, maker=self.maker, block=self.block)
            case NoteKind.SCRAPPED:
                return StockScrapped(**facts, maker=self.maker, block=self.block)
            case NoteKind.RETURNED:
                return StockReturned(**facts, supplier=self.maker, block=self.block, parts=self._returned())
            case NoteKind.COUNTED:
                assert self.before is not None
                return StockCounted(**facts, maker=self.maker, block=self.block, before=self.before)

    def _returned(self) -> tuple[ReturnedPart, ...]:
        return tuple(
            ReturnedPart(purchase_order=p.purchase_order, order_line=p.order_line, quantity=p.quantity)
            for p in self.parts
        )
