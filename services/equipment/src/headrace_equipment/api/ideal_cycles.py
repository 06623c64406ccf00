"""Ideal cycles of items on machines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_equipment.api.machines import CycleSeconds, Name
from headrace_equipment.api.moments import Moment
from headrace_equipment.model.item_cycle import ItemCycle, Statement
from headrace_equipment.store import item_cycles
from headrace_equipment.store.tables import item_cycle
from headrace_equipment.usecases.cycles import state_cycles

router = Router(tags=["ideal-cycles"])


class IdealCycleRow(BaseModel):
    """Without `ideal_cycle_seconds` the item runs as long as any other piece again, from then on."""

    machine: Name
    item: Name
    ideal_cycle_seconds: CycleSeconds | None
    ideal_cycle_since: Moment | None = Field(
        None, description="since when it holds: now, unless it corrects what was given before"
    )

    def to_statement(self) -> Statement:
        seconds = self.ideal_cycle_seconds
        cycle = None if seconds is None else timedelta(microseconds=int(seconds * 1_000_000))
        return Statement(self.machine, self.item, cycle, self.ideal_cycle_since)


class IdealCycleView(BaseModel):
    """It holds from `ideal_cycle_since` until the next of the item; null: from then on the machine's own holds."""

    machine: str
    item: str
    ideal_cycle_seconds: float | None
    ideal_cycle_since: datetime

    @classmethod
    def of(cls, stated: ItemCycle) -> IdealCycleView:
        seconds = stated.cycle.total_seconds() if stated.cycle else None
        return cls(
            machine=stated.machine, item=stated.item, ideal_cycle_seconds=seconds, ideal_cycle_since=stated.since
        )


class IdealCycleFilter(BaseModel):
    machine: str | None = None
    item: str | None = None


@router.put("/ideal-cycles", may="equipment.ideal-cycle.change")
async def put_ideal_cycles(body: BulkBody[IdealCycleRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: (row.machine, row.item), "item", loaded)
    return await transact(state_cycles, [(number, row.to_statement()) for number, row in rows], loaded)


@router.get("/ideal-cycles", may="equipment.ideal-cycle.read")
async def list_ideal_cycles(
    tx: ReadTx, page: Page, wanted: Annotated[IdealCycleFilter, Query()]
) -> Listed[IdealCycleView]:
    return (await item_cycles.page(tx, page, *matching(item_cycle, wanted))).map(IdealCycleView.of)
