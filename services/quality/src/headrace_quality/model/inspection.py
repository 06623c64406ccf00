"""An inspection: requested for a lot, recorded on its sample, decided by its plan."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from math import ceil

from headrace_contracts.values import Quantity

from headrace_quality.model.refusal import Refused
from headrace_quality.model.sampling import SamplingPlan
from headrace_quality.model.switching import DecidedLot


class Kind(StrEnum):
    INCOMING = "incoming"
    FINAL = "final"


class Status(StrEnum):
    REQUESTED = "requested"
    RECORDED = "recorded"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class WrongCount(Refused):
    """What was recorded can't be the result of this sample."""


class SampleIncomplete(Refused):
    """Too little of the sample is inspected to decide."""


class AlreadyDecided(Refused):
    """A decided inspection changes no more."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The lot under inspection and where it came from; what does not apply is empty or 0."""

    kind: Kind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str = ""
    purchase_order: str = ""
    order_line: int = 0
    work_order: str = ""

    @property
    def lot_size(self) -> int:
        """Units to draw the sample from; a started unit of a continuous measure counts as one."""
        return ceil(self.quantity.value)


@dataclass(slots=True)
class Inspection:
    number: str
    subject: Subject
    plan: SamplingPlan
    requested_at: datetime
    status: Status = Status.REQUESTED
    inspected: int = 0
    defects: int = 0
    findings: list[str] = field(default_factory=list)
    inspector: str = ""
    decided_at: datetime | None = None

    @classmethod
    def request(cls, number: str, subject: Subject, plan: SamplingPlan, at: datetime) -> "Inspection":
        if subject.quantity.value <= 0:
            raise WrongCount(
                f"lot {subject.lot} of {subject.item} holds {subject.quantity}: there is nothing to inspect"
            )
        if plan.sample_size > subject.lot_size:
            raise WrongCount(
                f"the plan asks for {plan.sample_size} units, lot {subject.lot} has {subject.lot_size}: "
                "take the plan made for this lot size"
            )
        return cls(number, subject, plan, at)

    def record(self, inspected: int, defects: int, inspector: str, finding: str = "") -> None:
        """Add the result of some units of the sample; several records add up."""
        self._refuse_if_decided()
        if inspected < 1 or defects < 0:
            raise WrongCount(
                f"{inspected} inspected with {defects} defects: inspect at least 1, defects can't be below 0"
            )
        if self.inspected + inspected > self.plan.sample_size:
            raise WrongCount(
                f"inspection {self.number}: {self.inspected} of {self.plan.sample_size} units are inspected, "
                f"{inspected} more are too many"
            )
        if defects > inspected and not self.plan.counts_defects:
            raise WrongCount(f"{defects} defective of {inspected} inspected: at AQL {self.plan.aql} a unit counts once")
        self.inspected += inspected
        self.defects += defects
        self.inspector = inspector
        if finding:
            self.findings.append(finding)
        self.status = Status.RECORDED

    @property
    def decidable(self) -> bool:
        """The sample is complete, or what is found already rejects."""
        return self.inspected == self.plan.sample_size or self.defects >= self.plan.reject

    def decide(self, at: datetime) -> DecidedLot:
        """Accept or reject the lot by its plan."""
        self._refuse_if_decided()
        if not self.decidable:
            raise SampleIncomplete(
                f"inspection {self.number}: {self.inspected} of {self.plan.sample_size} units are inspected; "
                "record the rest first"
            )
        accepted = self.defects < self.plan.reject
        self.status = Status.ACCEPTED if accepted else Status.REJECTED
        self.decided_at = at
        return DecidedLot(self.plan, self.defects, accepted)

    def _refuse_if_decided(self) -> None:
        if self.status in (Status.ACCEPTED, Status.REJECTED):
            raise AlreadyDecided(f"inspection {self.number} is {self.status}; ask for a new inspection of the lot")
