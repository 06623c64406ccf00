"""What the shop takes back is not made any more: which links end by it, and what of them is undone.

Pieces that have serials leave their lot. What goes back to production is taken off the links of its lots, those of last
first. It may still be in what is left of the order's lot, until nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from headrace_contracts.mes import v1 as mes
from headrace_contracts.mes.v1 import UnitsTakenBack
from headrace_contracts.values import Quantity
from headrace_traceability.model import thing
from headrace_traceability.model.genealogy import Certainty, Edge, EdgeKind
from headrace_traceability.model.thing import Thing


@dataclass(frozen=True, slots=True)
class Unused:
    """So much of a component is not in the output any more; it may be there still where that is not excluded."""

    component: Thing
    output: str
    quantity: Quantity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class TakenBack:
    work_order: str
    at: datetime
    lot: str
    pieces: frozenset[str]
    unused: tuple[Unused, ...]

    @classmethod
    def of(cls, told: UnitsTakenBack, maker: str, at: datetime) -> TakenBack:
        lot = thing.lot(told.lot, told.item, maker)
        pieces = {serial: thing.piece_or_lot(told.lot, serial, told.item, maker) for serial in told.serials}
        unused = tuple(
            Unused(
                Thing.read(thing.piece_or_lot(part.lot, part.serial, part.component, part.maker or "")),
                pieces.get(part.output, lot),
                part.quantity,
                Certainty.RECORDED if part.certainty is mes.Certainty.RECORDED else Certainty.POSSIBLE,
            )
            for part in told.unused
        )
        return cls(told.work_order, at, lot, frozenset(pieces.values()), unused)

    @property
    def outputs(self) -> set[str]:
        return {self.lot, *self.pieces}


def changed(links: Iterable[Edge], back: TakenBack, *, nothing_left: bool) -> list[Edge]:
    """Those of the links into the outputs that are not as they were; `nothing_left` of the order's lot."""
    before = {link.id: link for link in sorted(links, key=lambda link: (link.at, link.id))}
    after = dict(before)
    for part in back.unused:
        after |= _less(list(after.values()), part)
    for link in before.values():
        if _ends(link, back, nothing_left=nothing_left):
            after[link.id] = replace(after[link.id], ended_at=back.at)
    return [link for name, link in after.items() if link != before[name]]


def _ends(link: Edge, back: TakenBack, *, nothing_left: bool) -> bool:
    if link.target in back.pieces:
        return link.source == back.lot or link.kind is EdgeKind.CONSUME
    return nothing_left and link.kind is EdgeKind.CONSUME and link.work_order == back.work_order


def _less(links: list[Edge], part: Unused) -> dict[str, Edge]:
    left, found = part.quantity, {}
    for link in reversed(links):
        if link.target == part.output and part.component.may_be(Thing.read(link.source)):
            gone = min(left, link.quantity)
            left -= gone
            found[link.id] = replace(link, quantity=link.quantity - gone, certainty=part.certainty)
    return found
