"""Which issued lots went into which piece: first issued, first used, exact to the last digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import Quantity


class NotEnoughIssued(RuleBroken):
    """More was made than the issued material allows."""


@dataclass(frozen=True, slots=True)
class Output:
    """A piece with a serial, or a whole lot, and how much of the product it is; scrap used material too."""

    name: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class IssuedLot:
    """Part of a lot, or one serial of it, in the order it was issued."""

    item: str
    lot: str
    serial: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Consumption:
    output: str
    item: str
    lot: str
    serial: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Genealogy:
    consumed: tuple[Consumption, ...]
    left: tuple[IssuedLot, ...]


def issued_of(item: str, unit: str, issued: Iterable[IssuedLot]) -> Quantity:
    """How much of an item was issued in the unit the order needs it in; what came in another unit can't be used."""
    usable = (lot.quantity for lot in issued if lot.item == item and lot.quantity.unit == unit)
    return sum(usable, start=Quantity.zero(unit))


def allocate(outputs: Sequence[Output], issued: Iterable[IssuedLot], per_unit: Mapping[str, Quantity]) -> Genealogy:
    """Spread the issued lots over the outputs; what they don't use is left."""
    stacks: dict[str, list[IssuedLot]] = {item: [] for item in per_unit}
    left: list[IssuedLot] = []
    for lot in issued:
        needed = per_unit.get(lot.item)
        usable = needed is not None and needed.unit == lot.quantity.unit
        (stacks[lot.item] if usable else left).append(lot)
    consumed: list[Consumption] = []
    for item, each in per_unit.items():
        taken, rest = _use(outputs, stacks[item], item, each)
        consumed += taken
        left += rest
    return Genealogy(tuple(consumed), tuple(left))


def _use(
    outputs: Sequence[Output], stack: Sequence[IssuedLot], item: str, per_unit: Quantity
) -> tuple[list[Consumption], list[IssuedLot]]:
    rest = list(reversed(stack))
    taken: list[Consumption] = []
    for output in outputs:
        wanted = per_unit * output.quantity.value
        while wanted:
            if not rest:
                raise NotEnoughIssued(f"{wanted} of {item} are missing for {output.name}: issue them first")
            lot = rest.pop()
            used = min(lot.quantity, wanted)
            taken.append(Consumption(output.name, item, lot.lot, lot.serial, used))
            wanted -= used
            if lot.quantity > used:
                rest.append(replace(lot, quantity=lot.quantity - used))
    return taken, list(reversed(rest))
