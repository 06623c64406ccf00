"""Finished pieces leave the shop: part by part into the order's lot, and back again when their count was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headrace_contracts.values import Quantity
from headrace_mes.model import told
from headrace_mes.model.genealogy import Consumption, IssuedLot, changed
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
    order.tell(told.completed(order, quantity, pieces, _used_since(order)))


def take_back(order: WorkOrder, quantity: Quantity, pieces: Sequence[Unit], reason: str) -> None:
    """Pieces that were handed over are not good, or were never made."""
    for unit in pieces:
        unit.place = UnitPlace.SHOP
    order.handed_over -= quantity
    less = [use for use in _used_since(order) if use.quantity.value < 0]
    order.tell(told.taken_back(order, quantity, pieces, less, reason))


def to_take_back(order: WorkOrder) -> Quantity:
    """Handed over, and not judged yet."""
    return max(Quantity.zero(order.quantity.unit), order.handed_over - order.judged)


def judge(order: WorkOrder, quantity: Quantity, serials: Sequence[str]) -> None:
    """Quality has decided on these: from here on they are a matter of the warehouse, not of the shop."""
    order.judged += quantity
    named = set(serials)
    for unit in order.units:
        if unit.serial in named:
            unit.place = UnitPlace.JUDGED


def judge_again(order: WorkOrder, quantity: Quantity, serials: Sequence[str]) -> None:
    """The decision on these is withdrawn: they wait for quality, and the shop may take them back."""
    order.judged -= quantity
    named = set(serials)
    for unit in order.units:
        if unit.serial in named:
            unit.place = UnitPlace.INSPECTION


def used_up(order: WorkOrder) -> list[Consumption]:
    """What scrap took since the last pieces were handed over."""
    return [use for use in _used_since(order) if use.quantity]


def _used_since(order: WorkOrder) -> list[Consumption]:
    """Beyond what was told before; nothing once the order is closed, for then its material has gone back."""
    if order.closed_at:
        return []
    consumed = order.allocated(order.handed_over).consumed
    more = changed(consumed, order.used)
    order.used = [IssuedLot(use.item, use.lot, use.serial, use.quantity, use.maker) for use in consumed if use.quantity]
    return more
