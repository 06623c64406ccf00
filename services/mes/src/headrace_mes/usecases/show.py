"""A work order with the first of its pieces and lots; the others are read in pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from headrace_chassis.tx import Tx
from headrace_mes.model.material import Material
from headrace_mes.model.units import Unit
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store import lots, units

P = ParamSpec("P")
SHOWN = 50  # so that what a step answers does not grow with the order


@dataclass(frozen=True, slots=True)
class Shown:
    order: WorkOrder
    units: list[Unit]
    material: Material


async def show(tx: Tx, order: WorkOrder) -> Shown:
    return Shown(order, await units.first(tx, order, SHOWN), await lots.first(tx, order, SHOWN))


async def show_after(
    tx: Tx, step: Callable[Concatenate[Tx, P], Awaitable[WorkOrder]], /, *args: P.args, **kwargs: P.kwargs
) -> Shown:
    return await show(tx, await step(tx, *args, **kwargs))
