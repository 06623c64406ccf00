"""An inspection: requested for a lot, recorded on its sample, decided by its plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import Any

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import Message, Said, kept, said, say, several
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
    findings_said: dict[int, Message] = field(default_factory=dict)
    """By their places those that no person wrote."""
    inspector: str = ""
    decided_at: datetime | None = None
    counted: Counted | None = None

    @classmethod
    def request(
        cls, inspection: str, tenant: str, subject: Subject, plan: SamplingPlan, at: datetime, *, repeated: bool = False
    ) -> Inspection:
        if subject.quantity.value <= 0:
            raise WrongCount(
                say("quality.nothing-to-inspect", lot=subject.lot, item=subject.item, quantity=subject.quantity)
            )
        _refuse_plan_for_another_size(subject, plan)
        new = cls(id=inspection, tenant=tenant, subject=subject, plan=plan, requested_at=at, repeated=repeated)
        new.tell(_requested(new))
        return new

    def draw(self, plan: SamplingPlan, at: datetime) -> None:
        """The sample is taken out of the lot, by the plan that is in force now."""
        self._refuse_if_decided()
        if self.is_drawn:
            raise SampleDrawn(say("quality.sample-drawn", id=self.id, sample_size=self.plan.sample_size))
        _refuse_plan_for_another_size(self.subject, plan)
        self.plan, self.drawn_at, self.state = plan, at, InspectionState.DRAWN

    @property
    def is_drawn(self) -> bool:
        return self.state is not InspectionState.REQUESTED

    def grow(self, quantity: Quantity, serials: Sequence[str], plan: SamplingPlan) -> None:
        """More of the lot came before its sample was drawn."""
        if self.is_drawn:
            raise SampleDrawn(say("quality.sample-drawn-before", id=self.id))
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

    def record(self, inspected: int | None, defects: int, inspector: str, finding: Said = "") -> None:
        """Add the result of some units of the sample, or of all that are left of it; several records add up."""
        self._refuse_if_decided()
        if inspected is None:
            inspected = self.plan.sample_size - self.inspected
        if inspected < 1 or defects < 0:
            raise WrongCount(say("quality.impossible-result", inspected=inspected, defects=defects))
        if self.inspected + inspected > self.plan.sample_size:
            raise WrongCount(
                say(
                    "quality.too-many-inspected",
                    id=self.id,
                    inspected=self.inspected,
                    sample_size=self.plan.sample_size,
                    more=inspected,
                )
            )
        if defects > inspected and not self.plan.counts_defects:
            raise WrongCount(say("quality.a-unit-counts-once", defects=defects, inspected=inspected, aql=self.plan.aql))
        if self.defects + defects > MOST_DEFECTS:
            raise WrongCount(say("quality.too-many-defects", defects=self.defects + defects, most=MOST_DEFECTS))
        self.inspected += inspected
        self.defects += defects
        self.inspector = inspector
        if finding:
            self._note(finding)
        self.state = InspectionState.RECORDED

    def correct(self, inspected: int, defects: int, inspector: str, reason: str) -> None:
        """What was recorded so far was wrong: these are the numbers. A decision can't be taken back here."""
        self._refuse_if_decided()
        if self.state is not InspectionState.RECORDED:
            raise SampleIncomplete(say("quality.nothing-recorded", id=self.id))
        if not reason.strip():
            raise WrongCount(say("quality.correct-for-a-reason", id=self.id))
        why = say("quality.corrected", defects=self.defects, inspected=self.inspected, reason=reason)
        self.inspected = self.defects = 0
        self.record(inspected, defects, inspector, why)

    @property
    def decidable(self) -> bool:
        """The sample is complete, or what is found already rejects."""
        return self.inspected == self.plan.sample_size or self.defects >= self.plan.reject

    @property
    def said(self) -> list[Said]:
        """The findings, as people wrote them or we say them."""
        return [said(text, self.findings_said.get(place)) for place, text in enumerate(self.findings)]

    @property
    def reason(self) -> Said:
        """What was found."""
        if self.findings:
            return several(self.said)
        return say("quality.defects-in", defects=self.defects, inspected=self.inspected)

    def _note(self, finding: Said) -> None:
        text, message = kept(finding)
        if message:
            self.findings_said[len(self.findings)] = message
        self.findings.append(text)

    def decide(self, at: datetime) -> DecidedLot:
        """Accept or reject the lot by its plan."""
        self._refuse_if_decided()
        if not self.decidable:
            raise SampleIncomplete(
                say("quality.record-the-rest", id=self.id, inspected=self.inspected, sample_size=self.plan.sample_size)
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
            raise NotDecided(say("quality.no-decision", id=self.id, state=self.state))
        self.tell(_reopened(self, reason))
        self._note(say("quality.by-mistake", state=self.state, by=by, reason=reason))
        was, self.counted = self.counted, None
        self.state, self.decided_at = InspectionState.RECORDED, None
        return was

    def _refuse_if_decided(self) -> None:
        if self.state not in UNDECIDED:
            raise AlreadyDecided(say(f"quality.decided-{self.state.value}", id=self.id))


def _refuse_plan_for_another_size(subject: Subject, plan: SamplingPlan) -> None:
    if plan.sample_size > subject.lot_size:
        raise WrongCount(
            say(
                "quality.plan-of-another-size", sample_size=plan.sample_size, lot=subject.lot, lot_size=subject.lot_size
            )
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
    reason, message = kept(inspection.reason)
    return LotRejected(**_judged(inspection), defects=inspection.defects, reason=reason, reason_said=message)
