"""An inspection: requested for a lot, recorded on its sample, decided by its plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Any

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.quality.v1 import (
    InspectionKind,
    InspectionReopened,
    InspectionRequested,
    LotAccepted,
    LotRejected,
)
from headrace_contracts.values import Quantity
from headrace_quality.model.sampling import SamplingPlan
from headrace_quality.model.switching import Counted, DecidedLot

MOST_DEFECTS = 1_000_000


class InspectionState(StrEnum):
    REQUESTED = "requested"
    DRAWN = "drawn"
    RECORDED = "recorded"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


UNDECIDED = (InspectionState.REQUESTED, InspectionState.DRAWN, InspectionState.RECORDED)


class WrongCount(RuleBroken):
    """What was recorded can't be the result of this sample."""


class AlreadyDecided(WrongState):
    """A decided inspection changes no more."""


class NotDecided(WrongState):
    """There is no decision to withdraw."""


class SampleIncomplete(WrongState):
    """Too little of the sample is inspected to decide."""


class SampleDrawn(WrongState):
    """The sample is drawn already; its plan stands."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The lot under inspection and where it came from; what does not apply is empty or 0.

    `serials` are the single pieces of what was made: an order may hand over its lot in parts.
    """

    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str = ""
    purchase_order: str = ""
    order_line: int = 0
    work_order: str = ""
    serials: tuple[str, ...] = ()

    def with_more(self, quantity: Quantity, serials: Sequence[str]) -> Subject:
        return replace(self, quantity=self.quantity + quantity, serials=(*self.serials, *serials))

    def without(self, quantity: Quantity, serials: Collection[str]) -> Subject:
        left = tuple(serial for serial in self.serials if serial not in serials)
        return replace(self, quantity=self.quantity - quantity, serials=left)

    @property
    def lot_size(self) -> int:
        """Units to draw the sample from; a started unit of a continuous measure counts as one."""
        return ceil(self.quantity.value)

    @property
    def source(self) -> str:
        """Whose lots of an item make one series: the supplier's, or those made in the plant."""
        return self.supplier or self.plant


@dataclass(kw_only=True)
class Inspection(Aggregate):
    """`plan` is that of the day it was asked for until the sample is drawn; the one in force at that moment stands.

    `repeated`: the lot was rejected before and is inspected again after rework. `counted` says where a decided lot
    stands in its series.
    """

    subject: Subject
    plan: SamplingPlan
    requested_at: datetime
    repeated: bool = False
    state: InspectionState = InspectionState.REQUESTED
    inspected: int = 0
    defects: int = 0
    drawn_at: datetime | None = None
    findings: list[str] = field(default_factory=list)
    inspector: str = ""
    decided_at: datetime | None = None
    counted: Counted | None = None

    @classmethod
    def request(
        cls, inspection: str, tenant: str, subject: Subject, plan: SamplingPlan, at: datetime, *, repeated: bool = False
    ) -> Inspection:
        if subject.quantity.value <= 0:
            raise WrongCount(
                f"lot {subject.lot} of {subject.item} holds {subject.quantity}: there is nothing to inspect"
            )
        _refuse_plan_for_another_size(subject, plan)
        new = cls(id=inspection, tenant=tenant, subject=subject, plan=plan, requested_at=at, repeated=repeated)
        new.tell(_requested(new))
        return new

    def draw(self, plan: SamplingPlan, at: datetime) -> None:
        """The sample is taken out of the lot, by the plan that is in force now."""
        self._refuse_if_decided()
        if self.is_drawn:
            raise SampleDrawn(f"the sample of inspection {self.id} is drawn: inspect its {self.plan.sample_size} units")
        _refuse_plan_for_another_size(self.subject, plan)
        self.plan, self.drawn_at, self.state = plan, at, InspectionState.DRAWN

    @property
    def is_drawn(self) -> bool:
        return self.state is not InspectionState.REQUESTED

    def grow(self, quantity: Quantity, serials: Sequence[str], plan: SamplingPlan) -> None:
        """More of the lot came before its sample was drawn."""
        if self.is_drawn:
            raise SampleDrawn(f"the sample of inspection {self.id} is drawn: what comes later is inspected by itself")
        self.subject, self.plan = self.subject.with_more(quantity, serials), plan
        self.tell(_requested(self))

    def shrink(self, quantity: Quantity, serials: Collection[str], at: datetime) -> None:
        """Part of the lot was taken back, or all of it: then there is nothing to decide."""
        self._refuse_if_decided()
        self.subject = self.subject.without(quantity, serials)
        if not self.subject.quantity:
            self.state, self.decided_at = InspectionState.WITHDRAWN, at
            return
        size = max(self.inspected, min(self.plan.sample_size, self.subject.lot_size))
        self.plan = replace(self.plan, sample_size=size)

    def record(self, inspected: int | None, defects: int, inspector: str, finding: str = "") -> None:
        """Add the result of some units of the sample, or of all that are left of it; several records add up."""
        self._refuse_if_decided()
        if inspected is None:
            inspected = self.plan.sample_size - self.inspected
        if inspected < 1 or defects < 0:
            raise WrongCount(
                f"{inspected} inspected with {defects} defects: inspect at least 1, defects can't be below 0"
            )
        if self.inspected + inspected > self.plan.sample_size:
            raise WrongCount(
                f"inspection {self.id}: {self.inspected} of {self.plan.sample_size} units are inspected, "
                f"{inspected} more are too many"
            )
        if defects > inspected and not self.plan.counts_defects:
            raise WrongCount(f"{defects} defective of {inspected} inspected: at AQL {self.plan.aql} a unit counts once")
        if self.defects + defects > MOST_DEFECTS:
            raise WrongCount(
                f"{self.defects + defects} defects in one inspection; up to {MOST_DEFECTS} can be recorded"
            )
        self.inspected += inspected
        self.defects += defects
        self.inspector = inspector
        if finding:
            self.findings.append(finding)
        self.state = InspectionState.RECORDED

    def correct(self, inspected: int, defects: int, inspector: str, reason: str) -> None:
        """What was recorded so far was wrong: these are the numbers. A decision can't be taken back here."""
        self._refuse_if_decided()
        if self.state is not InspectionState.RECORDED:
            raise SampleIncomplete(f"nothing is recorded of inspection {self.id} yet: record its result")
        if not reason.strip():
            raise WrongCount(f"the result of inspection {self.id} is corrected only for a reason: state it")
        was = f"{self.defects} defects in {self.inspected}"
        self.inspected = self.defects = 0
        self.record(inspected, defects, inspector, f"corrected from {was}: {reason}")

    @property
    def decidable(self) -> bool:
        """The sample is complete, or what is found already rejects."""
        return self.inspected == self.plan.sample_size or self.defects >= self.plan.reject

    @property
    def reason(self) -> str:
        """What was found, in words."""
        return "; ".join(self.findings) or f"{self.defects} defects in {self.inspected} inspected"

    def decide(self, at: datetime) -> DecidedLot:
        """Accept or reject the lot by its plan."""
        self._refuse_if_decided()
        if not self.decidable:
            raise SampleIncomplete(
                f"inspection {self.id}: {self.inspected} of {self.plan.sample_size} units are inspected; "
                "record the rest first"
            )
        accepted = self.defects < self.plan.reject
        self.state = InspectionState.ACCEPTED if accepted else InspectionState.REJECTED
        self.decided_at = at
        self.tell(_accepted(self) if accepted else _rejected(self))
        return self.decided

    @property
    def decided(self) -> DecidedLot:
        return DecidedLot(self.plan, self.defects, self.state is InspectionState.ACCEPTED)

    def reopen(self, by: str, reason: str) -> Counted | None:
        """The decision was wrong: what was recorded can be corrected, and decides anew. How it counted until now.

        Nothing may have been done with the goods.
        """
        if self.state not in (InspectionState.ACCEPTED, InspectionState.REJECTED):
            raise NotDecided(f"inspection {self.id} is {self.state}: there is no decision to withdraw")
        self.tell(_reopened(self, reason))
        self.findings.append(f"{self.state} by mistake, withdrawn by {by}: {reason}")
        was, self.counted = self.counted, None
        self.state, self.decided_at = InspectionState.RECORDED, None
        return was

    def _refuse_if_decided(self) -> None:
        if self.state not in UNDECIDED:
            raise AlreadyDecided(f"inspection {self.id} is {self.state}{_WAY_ON[self.state]}")


_WAY_ON: Mapping[InspectionState, str] = {
    InspectionState.ACCEPTED: ": if that was wrong, reopen it while the goods are untouched, or block them there",
    InspectionState.REJECTED: ": if that was wrong, reopen it while the goods are untouched, or use them as they are",
    InspectionState.WITHDRAWN: ": the shop took the whole lot back",
}


def _refuse_plan_for_another_size(subject: Subject, plan: SamplingPlan) -> None:
    if plan.sample_size > subject.lot_size:
        raise WrongCount(
            f"the plan asks for {plan.sample_size} units, lot {subject.lot} has {subject.lot_size}: "
            "take the plan made for this lot size"
        )


def _requested(inspection: Inspection) -> InspectionRequested:
    subject, plan = inspection.subject, inspection.plan
    return InspectionRequested(
        inspection=inspection.id,
        kind=subject.kind,
        item=subject.item,
        lot=subject.lot,
        plant=subject.plant,
        quantity=subject.quantity,
        sample_size=plan.sample_size,
        acceptance_number=plan.accept,
        rejection_number=plan.reject,
        severity=plan.severity.value,
        aql=str(plan.aql),
        code_letter=plan.letter,
        supplier=subject.supplier,
    )


def _judged(inspection: Inspection) -> dict[str, Any]:
    """What is told alike of a lot whichever way it was judged."""
    subject = inspection.subject
    return {
        "inspection": inspection.id,
        "kind": subject.kind,
        "item": subject.item,
        "lot": subject.lot,
        "plant": subject.plant,
        "quantity": subject.quantity,
        "supplier": subject.supplier,
        "purchase_order": subject.purchase_order,
        "order_line": subject.order_line,
        "work_order": subject.work_order,
        "serials": subject.serials,
        "again": inspection.repeated,
    }


def _reopened(inspection: Inspection, reason: str) -> InspectionReopened:
    accepted = inspection.state is InspectionState.ACCEPTED
    return InspectionReopened(**_judged(inspection), accepted=accepted, reason=reason)


def _accepted(inspection: Inspection) -> LotAccepted:
    return LotAccepted(**_judged(inspection))


def _rejected(inspection: Inspection) -> LotRejected:
    return LotRejected(**_judged(inspection), defects=inspection.defects, reason=inspection.reason)
