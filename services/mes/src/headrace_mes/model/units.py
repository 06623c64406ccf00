"""The single pieces of a work order that has serial numbers."""

from __future__ import annotations

from collections.abc import Sequence
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


def make_units(work_order: str, count: int) -> list[Unit]:
    """Serials are the order's number and a counter, wide enough to sort as text."""
    width = max(4, len(str(count)))
    return [Unit(f"{work_order}-{number:0{width}}") for number in range(1, count + 1)]


def scrap_units(units: Sequence[Unit], count: int, serials: Sequence[str]) -> None:
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


def finish_units(units: Sequence[Unit], count: int) -> tuple[str, ...]:
    """The next pieces in work are good at the last operation; returns their serials."""
    done = [unit for unit in units if unit.state is UnitState.IN_WORK][:count]
    for unit in done:
        unit.state = UnitState.GOOD
    return tuple(unit.serial for unit in done)


def change_units(
    units: Sequence[Unit], count: int, was: UnitState, now: UnitState, serials: Sequence[str]
) -> list[Unit]:
    """The named pieces, and for those nobody named the last ones, those still in the shop before others."""
    there = [unit for unit in units if unit.state is was and unit.place is not UnitPlace.JUDGED]
    unknown = set(serials) - {unit.serial for unit in there}
    if unknown or len(set(serials)) < len(serials) or len(serials) > count:
        named = sorted(unknown) or serials
        raise UnknownUnit(say("mes.not-such-pieces", named=named, count=count, was=was))
    there.reverse()
    first = sorted(there, key=lambda unit: (unit.serial not in serials, unit.place is not UnitPlace.SHOP))
    chosen = first[:count]
    for unit in chosen:
        unit.state = now
    return chosen
