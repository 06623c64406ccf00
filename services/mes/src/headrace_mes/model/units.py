"""The single pieces of a work order that has serial numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

MOST_SERIALS = 20_000  # so that they fit into one event


class UnknownUnit(RuleBroken):
    """The serial is not one of this order's pieces in work."""


class UnitState(StrEnum):
    IN_WORK = "in_work"
    GOOD = "good"
    SCRAPPED = "scrapped"
    NOT_MADE = "not_made"


class UnitPlace(StrEnum):
    """Handed over pieces wait for inspection, until quality has judged them."""

    SHOP = "shop"
    INSPECTION = "inspection"
    JUDGED = "judged"


@dataclass(slots=True)
class Unit:
    serial: str
    state: UnitState = UnitState.IN_WORK
    place: UnitPlace = UnitPlace.SHOP


class Units:
    """Pieces of one order in the order of their serials: all of them, or those that a step can touch.

    They are stored apart from the order, each for itself: the store loads what a step needs and keeps what it changed.
    """

    def __init__(self) -> None:
        self._pieces: dict[str, Unit] = {}
        self._stored: dict[str, tuple[UnitState, UnitPlace]] = {}
        self._are_all = True

    @property
    def at_hand(self) -> bool:
        """These are all: they were made just now, or came in the order's body."""
        return self._are_all and bool(self._pieces)

    def load(self, pieces: Iterable[Unit]) -> None:
        """As they are stored; there may be others."""
        self._are_all = False
        fresh = [unit for unit in pieces if unit.serial not in self._pieces]
        self._stored |= {unit.serial: (unit.state, unit.place) for unit in fresh}
        self.add(fresh)

    def add(self, pieces: Iterable[Unit]) -> None:
        together = [*self._pieces.values(), *pieces]
        self._pieces = {unit.serial: unit for unit in sorted(together, key=lambda unit: unit.serial)}

    def named(self, serials: Iterable[str]) -> list[Unit]:
        """Those of them that are this order's."""
        return [self._pieces[serial] for serial in serials if serial in self._pieces]

    def changed(self) -> list[Unit]:
        """New, or not as they were stored."""
        return [unit for unit in self if self._stored.get(unit.serial) != (unit.state, unit.place)]

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._pieces.values())

    def __len__(self) -> int:
        return len(self._pieces)


def serial_of(work_order: str, number: int, count: int) -> str:
    """The order's number and a counter, wide enough for its `count` pieces to sort as text."""
    return f"{work_order}-{number:0{max(4, len(str(count)))}}"


def make_units(work_order: str, count: int) -> list[Unit]:
    return [Unit(serial_of(work_order, number, count)) for number in range(1, count + 1)]


def scrap_units(units: Units, count: int, serials: Sequence[str]) -> None:
    """Scrap the named pieces, and for those nobody named the last ones in work."""
    in_work = {unit.serial: unit for unit in units if unit.state is UnitState.IN_WORK}
    unknown = [serial for serial in serials if serial not in in_work]
    told = set(serials)
    if unknown or len(told) < len(serials) or len(serials) > count:
        named = unknown or serials
        raise UnknownUnit(say("mes.cannot-scrap", count=count, named=named))
    unnamed = [unit for serial, unit in in_work.items() if serial not in told]
    last = unnamed[len(unnamed) - (count - len(serials)) :]
    for unit in (*(in_work[serial] for serial in serials), *last):
        unit.state = UnitState.SCRAPPED


def finish_units(units: Units, count: int) -> None:
    """The next pieces in work are good at the last operation."""
    for unit in [unit for unit in units if unit.state is UnitState.IN_WORK][:count]:
        unit.state = UnitState.GOOD


def choose_units(units: Units, count: int, was: UnitState, serials: Sequence[str]) -> list[Unit]:
    """The named pieces, and for those nobody named the last ones, those still in the shop before others."""
    there = [unit for unit in units if unit.state is was and unit.place is not UnitPlace.JUDGED]
    unknown = set(serials) - {unit.serial for unit in there}
    if unknown or len(set(serials)) < len(serials) or len(serials) > count:
        named = sorted(unknown) or serials
        raise UnknownUnit(say("mes.not-such-pieces", named=named, count=count, was=was))
    there.reverse()
    return sorted(there, key=lambda unit: (unit.serial not in serials, unit.place is not UnitPlace.SHOP))[:count]
