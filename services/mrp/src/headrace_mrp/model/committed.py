"""A plan that stands: its figures, and the proposals in it that wait for release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import kept, say
from headrace_contracts.mrp import v1 as events
from headrace_contracts.values import Quantity
from headrace_planning.model.proposals import PlanException

TOLD_AT_MOST = 100
"""Of the items that were set aside; the exceptions of the plan name all."""


class PlanState(StrEnum):
    COMMITTED = "committed"
    SUPERSEDED = "superseded"


class ProposalKind(StrEnum):
    PURCHASE = "purchase"
    WORK = "work"


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    RELEASED = "released"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class OrderPeg:
    """The part of a supply that serves a customer order line; 0 when it only completes a lot that does."""

    order: str
    line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Proposal:
    """To buy or to make. A purchase is to be ordered on `start`, a work order begun; it is there on `due`."""

    id: str
    plan: str
    kind: ProposalKind
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    state: ProposalState = ProposalState.PROPOSED
    supplier: str | None = None
    batch: str | None = None
    became: str | None = None
    pegs: tuple[OrderPeg, ...] = ()


@dataclass(frozen=True, slots=True)
class PegRow:
    """A supply that serves a customer order line: stock, a lot under inspection, a firm order or a proposal."""

    kind: str
    reference: str
    item: str
    plant: str
    order: str
    line: int
    quantity: Quantity
    expected: date


@dataclass(kw_only=True)
class CommittedPlan(Aggregate):
    """`plant` is null for a plan of all plants. `start` is the day it was made for."""

    plant: str | None
    horizon_days: int
    start: date
    items: int
    proposals: int
    exceptions: int
    late_orders: int
    forecast_release: str
    committed_at: datetime
    committed_by: str
    not_planned: int = 0
    state: PlanState = PlanState.COMMITTED

    def take_effect(self, set_aside: Sequence[PlanException]) -> None:
        """`set_aside` says which items could not be planned."""
        self.tell(
            events.PlanCommitted(
                plan=self.id,
                items=self.items,
                proposals=self.proposals,
                exceptions=self.exceptions,
                late_orders=self.late_orders,
                forecast_release=self.forecast_release,
                set_aside=self.not_planned,
                not_planned=tuple(_not_planned(e) for e in set_aside[:TOLD_AT_MOST]),
            )
        )

    def supersede(self) -> None:
        self.state = PlanState.SUPERSEDED

    def expect_current(self) -> None:
        if self.state is not PlanState.COMMITTED:
            raise WrongState(say("mrp.plan-superseded", id=self.id))


def _not_planned(one: PlanException) -> events.NotPlanned:
    reason, message = kept(one.message)
    return events.NotPlanned(item=one.item, plant=one.plant, code=one.reference, reason=reason, reason_said=message)
