"""An order whose pieces and lots lie in a store that gives out, by the rules of the tables, what a step can touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from headrace_mes.model.material import LotKey, MaterialLot, key_of
from headrace_mes.model.reach import Reach
from headrace_mes.model.units import Unit
from headrace_mes.model.work_order import WorkOrder


@dataclass
class FakeStore:
    order: dict[str, Any] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    lots: dict[LotKey, MaterialLot] = field(default_factory=dict)

    def keep(self, order: WorkOrder) -> None:
        self.units |= {unit.serial: replace(unit) for unit in order.units.changed()}
        self.lots |= {key_of(lot): lot for lot in order.material.changed()}
        self.order = {name: deepcopy(value) for name, value in order.__dict__.items() if not name.startswith("_")}

    def read(self) -> WorkOrder:
        """Nothing of its parts is loaded."""
        return WorkOrder(**deepcopy(self.order))

    def load_all(self, order: WorkOrder) -> None:
        order.units.load(replace(unit) for unit in self.units.values())
        order.material.load(self.lots.values())

    def load_near(self, order: WorkOrder, reach: Reach) -> None:
        order.units.load(replace(unit) for unit in self._near_units(reach))
        for component in order.components:
            held = order.material.held(component.item, component.per_unit.unit)
            if held.lots:
                order.material.load(self._near_lots(order, component.item, component.per_unit.value, reach))

    def load_lots(self, order: WorkOrder, numbers: set[str]) -> None:
        order.material.load([lot for lot in self.lots.values() if lot.lot in numbers])

    def _near_units(self, reach: Reach) -> Iterator[Unit]:
        for standing in {(unit.state, unit.place) for unit in self.units.values()}:
            there = [self.units[name] for name in sorted(self.units)]
            there = [unit for unit in there if (unit.state, unit.place) == standing]
            yield from there[: reach.pieces + reach.leaving]
            yield from there[len(there) - min(reach.pieces, len(there)) :]
        yield from (self.units[serial] for serial in reach.serials if serial in self.units)

    def _near_lots(self, order: WorkOrder, item: str, each: Decimal, reach: Reach) -> list[MaterialLot]:
        if not (reach.hands_over or reach.takes_back):
            return []
        held = order.material.held(item, order.quantity.unit)
        lots = sorted((lot for lot in self.lots.values() if lot.item == item), key=lambda lot: lot.position)
        most = ((order.handed_over + order.scrap).value + reach.pieces + reach.leaving) * each - held.used.value
        near = _until(most, lots, lambda lot: lot.free.value)
        if reach.takes_back:
            near += _until(reach.pieces * each, lots[::-1], lambda lot: lot.used.value)
        if reach.hands_over:
            near += [lot for lot in lots if not lot.told or held.recorded or _may_be_sure(order, lot, each, reach)]
        return near


def _may_be_sure(order: WorkOrder, lot: MaterialLot, each: Decimal, reach: Reach) -> bool:
    held = order.material.held(lot.item, order.quantity.unit)
    return lot.there.value > held.there.value - (order.handed_over.value + reach.pieces + reach.leaving) * each


def _until(most: Decimal, lots: list[MaterialLot], part: Callable[[MaterialLot], Decimal]) -> list[MaterialLot]:
    near = []
    for lot in lots:
        if most <= 0:
            break
        if part(lot):
            near.append(lot)
            most -= part(lot)
    return near
