"""Pieces that machines counted for nobody, and what was decided on them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_contracts.errors import Missing
from headrace_mes.api.views import WorkOrderView
from headrace_mes.model.counting import MachineCount, NoneLeft
from headrace_mes.model.operation import WrongCount, WrongMachine, WrongMoment
from headrace_mes.model.work_order import UnknownOperation, WrongStage
from headrace_mes.store import counts
from headrace_mes.usecases import unassigned
from headrace_mes.usecases.show import show_after

router = Router(tags=["unassigned counts"])


class UnassignedCountView(BaseModel):
    """Pieces that a machine made while no work order with room for them was dispatched to it."""

    machine: str
    plant: str
    work_centre: str
    pieces: int
    last_counted_at: datetime

    @classmethod
    def of(cls, count: MachineCount) -> UnassignedCountView:
        return cls(
            machine=count.machine,
            plant=count.plant,
            work_centre=count.work_centre,
            pieces=count.pieces,
            last_counted_at=count.counted_at,
        )


class Assignment(BaseModel):
    """The operation that the pieces belong to; it is given to their machine when it has none yet."""

    work_order: str
    sequence: int
    pieces: int = Field(ge=1)


class Dismissal(BaseModel):
    """They belong to no work order, such as strokes of a trial run."""

    pieces: int = Field(ge=1)
    reason: str = Field(min_length=1)


class DecisionView(BaseModel):
    """Given to an operation of a work order, or dismissed for a reason."""

    machine: str
    pieces: int
    work_order: str
    sequence: int
    reason: str
    person: str
    at: datetime


@router.get("/unassigned-counts", may="mes.unassigned-count.read")
async def list_unassigned_counts(tx: ReadTx, page: Page) -> Listed[UnassignedCountView]:
    return (await counts.unassigned(tx, page)).map(UnassignedCountView.of)


@router.get("/unassigned-counts/{machine}/decisions", may="mes.unassigned-count.read", errors=[Missing])
async def list_decisions(machine: str, tx: ReadTx, page: Page) -> Listed[DecisionView]:
    return (await counts.decisions(tx, machine, page)).map(
        lambda found: DecisionView.model_validate(found, from_attributes=True)
    )


@router.post(
    "/unassigned-counts/{machine}/assignments",
    may="mes.unassigned-count.assign",
    status_code=201,
    errors=[Missing, NoneLeft, WrongStage, WrongMoment, UnknownOperation, WrongCount, WrongMachine],
)
async def assign(machine: str, body: Assignment, transact: Transact, tags: Tags) -> WorkOrderView:
    shown = await transact(show_after, unassigned.assign, machine, body.work_order, body.sequence, body.pieces)
    return tags.on(WorkOrderView.showing(shown))


@router.post(
    "/unassigned-counts/{machine}/dismissals",
    may="mes.unassigned-count.dismiss",
    status_code=201,
    errors=[Missing, NoneLeft],
)
async def dismiss(machine: str, body: Dismissal, transact: Transact) -> UnassignedCountView:
    return UnassignedCountView.of(await transact(unassigned.dismiss, machine, body.pieces, body.reason))
