"""What people ask for: a number, a name, a code or a scanned label, and perhaps whose or of which item it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headrace_contracts import gs1
from headrace_contracts.errors import WrongState
from headrace_contracts.gs1 import CodeRefused
from headrace_contracts.messages import Message, say
from headrace_traceability.model.happening import NODE_KINDS
from headrace_traceability.model.thing import KINDS, Thing

MOST_ALIKE = 50  # so many are named of those that a number may be


class SeveralThings(WrongState):
    """The number stands for several things; say which."""

    def __init__(self, asked: str, alike: Sequence[Thing]) -> None:
        self.candidates = alike[:MOST_ALIKE]
        things = [_told(one) for one in self.candidates]
        if len(alike) > MOST_ALIKE:
            super().__init__(say("traceability.many-things", asked=asked, most=MOST_ALIKE, things=things))
        else:
            super().__init__(say("traceability.several-things", asked=asked, count=len(alike), things=things))

    @property
    def members(self) -> dict[str, Any]:
        return {
            "candidates": [
                {"code": one.exactly, "kind": one.kind, "number": one.number, "item": one.item, "maker": one.maker}
                for one in self.candidates
            ]
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """`readings` are what the text may mean, the likeliest first; `node` is set for what has one name only.

    `exact`: it is a whole code, so what it leaves out is not known rather than not said.
    """

    text: str
    readings: tuple[Thing, ...] = ()
    node: str = ""
    exact: bool = False

    @classmethod
    def of(cls, text: str, item: str = "", maker: str = "", *, bare: str = "") -> Asked:
        """`bare` is the kind that a number without any is of. Raises CodeRefused."""
        kind, separator, name = text.partition(":")
        if separator and kind in NODE_KINDS:
            if not name:
                raise CodeRefused(say("traceability.names-nothing", text=text, kind=kind))
            if kind not in KINDS:
                return cls(text, node=text)
            readings = _meant(kind, name)
        elif not bare or gs1.is_marked(text):
            readings = [_labelled(text)]
        else:
            readings = []
        if bare and (not readings or kind in KINDS):
            readings += _meant(bare, text)
        narrowed = tuple(_narrowed(reading, item, maker) for reading in readings)
        return cls(text, narrowed, exact=Thing.is_whole(text))


def one_of(asked: Asked, reading: Thing, known: Iterable[Thing]) -> Thing | None:
    """The one known thing that a reading means, none when there is none. Raises SeveralThings."""
    may_be = [thing for thing in known if reading.may_be(thing)]
    if asked.exact and reading in may_be:
        return reading
    if len(may_be) > 1:
        raise SeveralThings(asked.text, may_be)
    return may_be[0] if may_be else None


def _meant(kind: str, said: str) -> list[Thing]:
    """What looks like a whole code may be a number that looks so."""
    text = f"{kind}:{said}"
    return [Thing.read(text), Thing(kind, said)] if Thing.is_whole(text) else [Thing(kind, said)]


def _labelled(text: str) -> Thing:
    """A GS1 label names a piece before its lot. Its item is a trade number (GTIN), not one of ours."""
    code = gs1.parse(text)
    if not code.serial and not code.lot:
        raise CodeRefused(say("traceability.item-only", code=str(code)))
    return Thing("serial", code.serial) if code.serial else Thing("lot", code.lot or "")


def _narrowed(thing: Thing, item: str, maker: str) -> Thing:
    return replace(thing, item=item or thing.item, maker=maker or thing.maker)


def _told(one: Thing) -> Message:
    item = one.item or say("traceability.item-not-told")
    return say("traceability.thing", item=item, maker=one.maker or say("traceability.maker-not-told"))
