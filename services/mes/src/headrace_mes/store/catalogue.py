"""What is made of what and how, as heard from product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.messages import say
from headrace_contracts.product.v1 import (
    BomLine,
    BomPublished,
    ItemDefined,
    RoutingOperation,
    RoutingPublished,
    Tracking,
)
from headrace_contracts.values import Quantity, plain
from headrace_mes.model.operation import Step, minutes
from headrace_mes.model.work_order import Component
from headrace_mes.store.tables import bom, item, routing


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known of some items: how they are tracked, their BOM lines, and their steps by (item, plant)."""

    tracking: Mapping[str, Tracking]
    lines: Mapping[str, Sequence[Mapping[str, Any]]]
    routings: Mapping[tuple[str, str], Sequence[Step]]

    def components(self, product: str, day: date) -> list[Component]:
        """The BOM lines valid on a day, one for each component; the day a line ends is its last."""
        needed: dict[str, Quantity] = {}
        for line in self.lines.get(product, ()):
            if line["from"] <= day.isoformat() <= (line["to"] or day.isoformat()):
                each = Quantity(Decimal(line["quantity"]), line["unit"])
                known = needed.get(line["component"], Quantity.zero(each.unit))
                needed[line["component"]] = known + each
        return [Component(name, each) for name, each in needed.items() if each]


async def keep_items(tx: Tx, events: Sequence[ItemDefined]) -> None:
    await put(tx, item, [{"tenant": tx.tenant, "item": e.item, "tracking": e.tracking.value} for e in events])


async def keep_boms(tx: Tx, events: Sequence[BomPublished]) -> None:
    await put(
        tx, bom, [{"tenant": tx.tenant, "item": e.item, "lines": [_kept(line) for line in e.lines]} for e in events]
    )


async def keep_routings(tx: Tx, events: Sequence[RoutingPublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "item": event.item,
            "plant": event.plant,
            "operations": [_kept_operation(operation, event.item) for operation in event.operations],
        }
        for event in events
    ]
    await put(tx, routing, rows)


async def of(tx: Tx, items: Iterable[str]) -> Catalogue:
    wanted = set(items)
    tracked = select(item.c.item, item.c.tracking).where(item.c.item.in_(wanted))
    lines = select(bom.c.item, bom.c.lines).where(bom.c.item.in_(wanted))
    routes = select(routing).where(routing.c.item.in_(wanted))
    return Catalogue(
        {row.item: Tracking(row.tracking) for row in await tx.execute(tracked)},
        {row.item: row.lines for row in await tx.execute(lines)},
        {(row.item, row.plant): _steps(row.operations) for row in await tx.execute(routes)},
    )


def _kept(line: BomLine) -> dict[str, str | None]:
    return {
        "component": line.component,
        "quantity": plain(line.quantity_per.value),
        "unit": line.quantity_per.unit,
        "from": line.valid_from.isoformat(),
        "to": line.valid_to.isoformat() if line.valid_to else None,
    }


def _kept_operation(operation: RoutingOperation, item: str) -> dict[str, str | int]:
    what = say("mes.operation-of", sequence=operation.sequence, item=item)
    return {
        "sequence": operation.sequence,
        "name": operation.name,
        "work_centre": operation.work_centre,
        "setup": str(minutes(operation.setup_minutes, what)),
        "run": str(minutes(operation.run_minutes, what)),
    }


def _steps(operations: Sequence[Mapping[str, Any]]) -> list[Step]:
    steps = (
        Step(o["sequence"], o["name"], o["work_centre"], Decimal(o["setup"]), Decimal(o["run"])) for o in operations
    )
    return sorted(steps, key=lambda step: step.sequence)
