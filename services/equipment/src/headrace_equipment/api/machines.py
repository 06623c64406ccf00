"""The ledger of machines, their states and key figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.language import in_words
from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_contracts.equipment.v1 import MachineState, PlannedTimeBasis
from headrace_contracts.errors import Missing
from headrace_equipment.api.moments import Day, Moment
from headrace_equipment.engine.oee import KeyFigures, Production
from headrace_equipment.model.machine import PLANNED_TIME_BASIS, Entry, Machine
from headrace_equipment.model.timeline import StateInterval, said
from headrace_equipment.store import states
from headrace_equipment.store.machines import machines
from headrace_equipment.store.tables import machine as ledger_table
from headrace_equipment.usecases import days, ledger, reasons

router = Router(tags=["machines"])
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
CycleSeconds = Annotated[
    Decimal,
    Field(ge=Decimal("0.001"), le=31 * 86_400, decimal_places=6, description="planned run time of one piece"),
]


class MachineRow(BaseModel):
    machine: Name
    plant: Name
    work_centre: Name
    name: Name
    ideal_cycle_seconds: CycleSeconds
    ideal_cycle_since: Moment | None = Field(
        None, description="since when it holds: now, unless it corrects what was given before"
    )

    def to_entry(self) -> Entry:
        ideal = timedelta(microseconds=int(self.ideal_cycle_seconds * 1_000_000))
        return Entry(self.machine, self.name, self.plant, self.work_centre, ideal, self.ideal_cycle_since)


class MachineView(BaseModel):
    """`availability` to `oee` are those of `last_day`, the latest closed day of the plant.

    They are of its planned time, which is what `planned_time_basis` says: `calendar_day` is all of the day.
    """

    id: str
    version: int
    name: str
    plant: str
    work_centre: str
    ideal_cycle_seconds: float | None
    ideal_cycle_since: datetime | None
    state: MachineState | None
    reason: str
    since: datetime | None
    running_total: int
    last_day: date | None
    planned_time_basis: PlannedTimeBasis | None
    availability: float | None
    performance: float | None
    quality: float | None
    oee: float | None

    @classmethod
    def of(cls, machine: Machine, now: datetime) -> MachineView:
        last, ideal, standing = machine.last_day, machine.ideal_cycle, machine.standing(now)
        return cls(
            id=machine.id,
            version=machine.version,
            name=machine.name,
            plant=machine.plant,
            work_centre=machine.work_centre,
            ideal_cycle_seconds=ideal.total_seconds() if ideal else None,
            ideal_cycle_since=machine.ideal_since,
            state=standing.state if standing else None,
            reason=in_words(said(standing.reason)) if standing else "",
            since=standing.start if standing else None,
            running_total=machine.running_total,
            last_day=last.day if last else None,
            planned_time_basis=last.planned_time_basis if last else None,
            availability=last.availability if last else None,
            performance=last.performance if last else None,
            quality=last.quality if last else None,
            oee=last.oee if last else None,
        )


class StateView(BaseModel):
    """`end` is null while the state lasts; `pieces` were made in it."""

    state: MachineState
    start: datetime
    end: datetime | None
    reason: str
    pieces: int

    @classmethod
    def of(cls, interval: StateInterval) -> StateView:
        return cls(
            state=interval.state,
            start=interval.start,
            end=interval.end,
            reason=in_words(said(interval.reason)),
            pieces=interval.pieces,
        )


class GiveReason(BaseModel):
    reason: str = Field(min_length=1, max_length=500)


class OeeView(BaseModel):
    """ISO 22400-2. Ratios are null where their divisor is zero or not known; durations are seconds by use of time.

    `planned_time_basis` says what `planned_seconds` are: `calendar_day` is all of the plant's day, nights and breaks
    too, since machines have no shifts yet. Availability and OEE are lower by it than those of a shift.
    """

    machine: str
    day: date
    produced: int
    good: float
    planned_time_basis: PlannedTimeBasis
    planned_seconds: float
    seconds: dict[str, float]
    availability: float | None
    performance: float | None
    quality: float | None
    oee: float | None
    utilisation: float | None
    failures: int
    failures_per_planned_hour: float | None
    mtbf_seconds: float | None
    mttr_seconds: float | None
    too_fast: bool

    @classmethod
    def of(cls, machine: Machine, day: date, made: Production, found: KeyFigures) -> OeeView:
        planned = found.planned.total_seconds()
        return cls(
            machine=machine.id,
            day=day,
            produced=made.produced,
            good=float(made.good),
            planned_time_basis=PLANNED_TIME_BASIS,
            planned_seconds=planned,
            seconds={use.value: spent.total_seconds() for use, spent in found.durations.items()},
            availability=found.availability,
            performance=found.performance,
            quality=found.quality,
            oee=found.oee,
            utilisation=found.utilisation,
            failures=found.failures,
            failures_per_planned_hour=found.failures * 3600 / planned if planned else None,
            mtbf_seconds=found.mtbf.total_seconds() if found.mtbf else None,
            mttr_seconds=found.mttr.total_seconds() if found.mttr else None,
            too_fast=found.too_fast,
        )


class MachineFilter(BaseModel):
    state: MachineState | None = None
    plant: str | None = None
    work_centre: str | None = None


@router.put("/machines", may="equipment.machine.change")
async def put_machines(body: BulkBody[MachineRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.machine, "machine", loaded)
    return await transact(ledger.enter_machines, [(number, row.to_entry()) for number, row in rows], loaded)


@router.get("/machines", may="equipment.machine.read")
async def list_machines(tx: ReadTx, page: Page, wanted: Annotated[MachineFilter, Query()]) -> Listed[MachineView]:
    where = matching(ledger_table, wanted)
    return (await machines.page(tx, page, *where, by_code=True)).map(lambda each: MachineView.of(each, tx.now))


@router.get("/machines/{machine}", may="equipment.machine.read", errors=[Missing])
async def get_machine(machine: str, tx: ReadTx, tags: Tags) -> MachineView:
    return tags.on(MachineView.of(await machines.get(tx, machine), tx.now))


@router.get("/machines/{machine}/states", may="equipment.machine.read", errors=[Missing])
async def list_states(machine: str, tx: ReadTx, page: Page) -> Listed[StateView]:
    return (await states.page(tx, page, await machines.get(tx, machine))).map(StateView.of)


@router.put("/machines/{machine}/states/{start}/reason", may="equipment.machine.explain", errors=[Missing])
async def give_reason(machine: str, start: Moment, body: GiveReason, transact: Transact) -> StateView:
    return StateView.of(await transact(reasons.give_reason, machine, start, body.reason))


@router.get("/machines/{machine}/oee", may="equipment.machine.read", errors=[Missing])
async def get_oee(machine: str, tx: ReadTx, day: Annotated[Day | None, Query()] = None) -> OeeView:
    """The figures of a day of the plant, today's until now when no day is named."""
    return OeeView.of(*await days.figures_of(tx, machine, day))
