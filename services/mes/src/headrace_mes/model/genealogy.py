"""Which issued lots went into what an order makes.

Material is issued to the order, not to a piece of it. So what is issued for the one thing that an order makes (its lot,
or a single piece) is recorded of it; of an order with several pieces each lot that was issued may be in each piece.
Quantities are used in the order of issue, exact to the last digit; what was told as used stays told, whatever is issued
later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from headrace_contracts.errors import RuleBroken
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity


class NotEnoughIssued(RuleBroken):
    """More was made than the issued material allows."""


@dataclass(frozen=True, slots=True)
class Output:
    """What the order makes: its one piece, or its lot. `made` used material; `kept` of it is good and in the output."""

    name: str
    made: Quantity
    kept: Quantity


@dataclass(frozen=True, slots=True)
class IssuedLot:
    """Part of a lot, or one serial of it, in the order it was issued."""

    item: str
    lot: str
    serial: str
    quantity: Quantity
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Consumption:
    """`quantity` of an issued lot, by the order of issue; `certainty` says whether it is surely in the output."""

    output: str
    item: str
    lot: str
    serial: str
    quantity: Quantity
    certainty: Certainty
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Genealogy:
    consumed: tuple[Consumption, ...] = ()
    left: tuple[IssuedLot, ...] = ()


LotKey = tuple[str, str, str, str | None, str]


def key_of(lot: IssuedLot | Consumption) -> LotKey:
    return lot.item, lot.lot, lot.serial, lot.maker, lot.quantity.unit


def together(lots: Iterable[IssuedLot]) -> list[IssuedLot]:
    """Each lot once, with all of it."""
    by_lot: dict[LotKey, IssuedLot] = {}
    for lot in lots:
        have = by_lot.get(key_of(lot))
        by_lot[key_of(lot)] = replace(have, quantity=have.quantity + lot.quantity) if have else lot
    return list(by_lot.values())


def issued_of(item: str, unit: str, issued: Iterable[IssuedLot]) -> Quantity:
    """How much of an item was issued in the unit the order needs it in; what came in another unit can't be used."""
    usable = (lot.quantity for lot in issued if lot.item == item and lot.quantity.unit == unit)
    return sum(usable, start=Quantity.zero(unit))


def unbroken(
    issued: Sequence[IssuedLot], broken: Sequence[IssuedLot], told: Sequence[IssuedLot] = ()
) -> list[IssuedLot]:
    """What is there of the issued lots, or was told as used before it was heard that it broke."""
    gone = _by_lot(broken)
    used = _by_lot(told)
    there = []
    for lot in issued:
        none = _none(lot.quantity)
        rest = max(lot.quantity - gone.get(key_of(lot), none), used.get(key_of(lot), none))
        if rest:
            there.append(replace(lot, quantity=rest))
    return there


def allocate(
    output: Output,
    issued: Sequence[IssuedLot],
    per_unit: Mapping[str, Quantity],
    told: Sequence[IssuedLot] = (),
    broken: Sequence[IssuedLot] = (),
) -> Genealogy:
    """Every issued lot that the output may hold, and what is left of them; `told` is what was used before.

    What broke is in no output. Where more of it broke than pieces were still to be made of, the rest is used when it
    is issued anew.
    """
    before, there = _by_lot(told), unbroken(issued, broken, told)
    consumed: list[Consumption] = []
    left = [lot for lot in there if lot.item not in per_unit or per_unit[lot.item].unit != lot.quantity.unit]
    for item, each in per_unit.items():
        lots = [lot for lot in there if lot.item == item and lot.quantity.unit == each.unit]
        taken, rest = _use(output, item, lots, before, each, issued_of(item, each.unit, broken))
        consumed += taken
        left += rest
    return Genealogy(tuple(consumed), tuple(left))


def changed(consumed: Sequence[Consumption], told: Sequence[IssuedLot]) -> list[Consumption]:
    """What is used beyond what was told before; below 0 where less is used than was told."""
    before = _by_lot(told)
    return [replace(use, quantity=use.quantity - before.get(key_of(use), _none(use.quantity))) for use in consumed]


def _use(
    output: Output,
    item: str,
    lots: Sequence[IssuedLot],
    told: Mapping[LotKey, Quantity],
    per_unit: Quantity,
    broke: Quantity,
) -> tuple[list[Consumption], list[IssuedLot]]:
    used, missing = _spread(
        lots, [told.get(key_of(lot), _none(per_unit)) for lot in lots], per_unit * output.made.value
    )
    if missing > broke:
        raise NotEnoughIssued(say("mes.material-missing", missing=missing, item=item, name=output.name))
    elsewhere = issued_of(item, per_unit.unit, lots) - per_unit * output.kept.value
    taken, rest = [], []
    for lot, quantity in zip(lots, used, strict=True):
        certainty = Certainty.RECORDED if lot.quantity > elsewhere else Certainty.POSSIBLE
        taken.append(Consumption(output.name, item, lot.lot, lot.serial, quantity, certainty, lot.maker))
        if lot.quantity > quantity:
            rest.append(replace(lot, quantity=lot.quantity - quantity))
    return taken, rest


def _spread(lots: Sequence[IssuedLot], told: Sequence[Quantity], wanted: Quantity) -> tuple[list[Quantity], Quantity]:
    """What each lot gave, and what is missing. More comes first of what was issued first, less goes back last first."""
    used, nothing = list(told), _none(wanted)
    more = wanted - sum(used, start=nothing)
    for n, lot in enumerate(lots):
        part = max(nothing, min(lot.quantity - used[n], more))
        used[n], more = used[n] + part, more - part
    for n in reversed(range(len(lots))):
        back = max(nothing, min(used[n], -more))
        used[n], more = used[n] - back, more + back
    return used, more


def _by_lot(lots: Iterable[IssuedLot]) -> dict[LotKey, Quantity]:
    return {key_of(lot): lot.quantity for lot in lots}


def _none(like: Quantity) -> Quantity:
    return Quantity.zero(like.unit)
