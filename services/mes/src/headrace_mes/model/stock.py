"""Finished pieces leave the shop: part by part into the order's lot, and back again when their count was wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from headrace_contracts.values import Quantity
from headrace_mes.model import told
from headrace_mes.model.material import Consumption
from headrace_mes.model.units import Unit, UnitPlace, UnitState

if TYPE_CHECKING:
    from headrace_mes.model.work_order import WorkOrder


def hand_over(order: WorkOrder, quantity: Quantity) -> None:
    """So many of the good pieces that are still here; those that were finished first."""
    here = [unit for unit in order.units if unit.state is UnitState.GOOD and unit.place is UnitPlace.SHOP]
    pieces = here[: int(quantity.value)]
    for unit in pieces:
        unit.place = UnitPlace.INSPECTION
    order.handed_over += quantity
    for event in told.completed(order, quantity, pieces, _used_since(order)):
        order.tell(event)


def take_back(order: WorkOrder, quantity: Quantity, pieces: Sequence[Unit], reason: str) -> None:
    """Pieces that were handed over are not good, or were never made."""
    for unit in pieces:
        unit.place = UnitPlace.SHOP
    order.handed_over -= quantity
    less = _used_since(order, lambda use: use.quantity.value < 0)
    for event in told.taken_back(order, quantity, pieces, less, reason):
        order.tell(event)


def to_take_back(order: WorkOrder) -> Quantity:
    """Handed over, and not judged yet."""
    return max(Quantity.zero(order.quantity.unit), order.handed_over - order.judged)


def judge(order: WorkOrder, quantity: Quantity, serials: Sequence[str]) -> None:
    """Quality has decided on these: from here on they are a matter of the warehouse, not of the shop."""
    order.judged += quantity
    for unit in order.units.named(serials):
        unit.place = UnitPlace.JUDGED


def judge_again(order: WorkOrder, quantity: Quantity, serials: Sequence[str]) -> None:
    """The decision on these is withdrawn: they wait for quality, and the shop may take them back."""
    order.judged -= quantity
    for unit in order.units.named(serials):
        unit.place = UnitPlace.INSPECTION


def used_up(order: WorkOrder) -> list[Consumption]:
    """What scrap took since the last pieces were handed over."""
    return _used_since(order, lambda use: bool(use.quantity))


def _used_since(order: WorkOrder, told: Callable[[Consumption], bool] = lambda _: True) -> list[Consumption]:
    """Beyond what was told before; nothing once the order is closed, for then its material has gone back."""
    if order.closed_at:
        return []
    return order.material.settle(order.output(order.handed_over), order.per_unit, told)
