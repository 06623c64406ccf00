"""Which issued lots went into what an order makes.

What is issued for the one thing that an order makes (its lot, or a single piece) is recorded of it; of an order with
several pieces each lot that was issued may be in each piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.values import Quantity
from headrace_mes.model.material import Consumption, IssuedLot, Material, MaterialLot, Output, key_of


@dataclass(frozen=True, slots=True)
class Genealogy:
    consumed: tuple[Consumption, ...] = ()
    left: tuple[IssuedLot, ...] = ()


def allocate(output: Output, material: Material, per_unit: Mapping[str, Quantity]) -> Genealogy:
    """Every issued lot that the output may hold, and what is left of it; of all lots, or of the first ones."""
    there = {key_of(lot) for lot in material if lot.there}
    after = material.copy()
    after.settle(output, per_unit)
    needed = [(item, each.unit) for item, each in per_unit.items()]
    parts = [lot for item, unit in needed for lot in after.of(item, unit)]
    others = [lot for lot in after if (lot.item, lot.issued.unit) not in needed]
    consumed = tuple(_consumed(output, lot) for lot in parts if key_of(lot) in there)
    return Genealogy(consumed, left_of([*others, *parts]))


def left_of(lots: Iterable[MaterialLot]) -> tuple[IssuedLot, ...]:
    return tuple(IssuedLot(lot.item, lot.lot, lot.serial, lot.free, lot.maker) for lot in lots if lot.free)


def _consumed(output: Output, lot: MaterialLot) -> Consumption:
    certainty = lot.told or Certainty.POSSIBLE
    return Consumption(output.name, lot.item, lot.lot, lot.serial, lot.used, certainty, lot.maker)
