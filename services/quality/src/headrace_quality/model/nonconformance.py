"""A nonconformance: what becomes of a rejected lot."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headrace_quality.model.inspection import Inspection, Status, Subject
from headrace_quality.model.refusal import Refused


class Disposition(StrEnum):
    USE_AS_IS = "use_as_is"
    REWORK = "rework"
    RETURN = "return"
    SCRAP = "scrap"


class Stage(StrEnum):
    OPEN = "open"
    DISPOSED = "disposed"
    CLOSED = "closed"


class NotRejected(Refused):
    """Only a rejected lot is nonconforming."""


class WrongDisposition(Refused):
    """This can't be done with this lot."""


class WrongStage(Refused):
    """The nonconformance is not at the stage for it."""


@dataclass(slots=True)
class Nonconformance:
    number: str
    inspection: str
    subject: Subject
    defects: int
    description: str
    raised_at: datetime
    stage: Stage = Stage.OPEN
    disposition: Disposition | None = None
    reason: str = ""
    disposed_by: str = ""
    disposed_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None

    @classmethod
    def of(cls, inspection: Inspection, number: str, at: datetime) -> "Nonconformance":
        if inspection.status is not Status.REJECTED:
            raise NotRejected(
                f"inspection {inspection.number} is {inspection.status}; only a rejected lot is nonconforming"
            )
        description = (
            "; ".join(inspection.findings) or f"{inspection.defects} defects in {inspection.inspected} inspected"
        )
        return cls(number, inspection.number, inspection.subject, inspection.defects, description, at)

    def dispose(self, disposition: Disposition, by: str, reason: str, at: datetime) -> None:
        """Choose what is done with the lot; a later choice replaces an earlier one until it is closed."""
        if self.stage is Stage.CLOSED:
            raise WrongStage(f"nonconformance {self.number} is closed; inspect the lot again to open a new one")
        if disposition is Disposition.RETURN and not self.subject.supplier:
            raise WrongDisposition(f"lot {self.subject.lot} was made in house: there is no supplier to return it to")
        if disposition is Disposition.USE_AS_IS and not reason.strip():
            raise WrongDisposition(f"lot {self.subject.lot} can be used as it is only for a reason: state it")
        self.disposition = disposition
        self.reason = reason
        self.disposed_by = by
        self.disposed_at = at
        self.stage = Stage.DISPOSED

    def close(self, by: str, at: datetime) -> None:
        """The disposition is carried out."""
        if self.stage is not Stage.DISPOSED:
            raise WrongStage(f"nonconformance {self.number} is {self.stage}; only a disposed one can be closed")
        self.closed_by = by
        self.closed_at = at
        self.stage = Stage.CLOSED
