"""An operation of a work order: what has to be done, and how far it is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.values import Quantity

from headrace_mes.model.refusal import Refused


class OperationStatus(StrEnum):
    WAITING = "waiting"
    DISPATCHED = "dispatched"
    RUNNING = "running"
    FINISHED = "finished"


class CountedBy(StrEnum):
    MACHINE = "machine"
    PERSON = "person"


class WrongMoment(Refused):
    """The operation is not at the stage for it."""


class WrongCount(Refused):
    """The pieces can't be what was reported."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the routing as it was when the order was made; minutes are of one machine."""

    sequence: int
    name: str
    work_centre: str
    setup_minutes: Decimal
    run_minutes_per_unit: Decimal

    def minutes_for(self, quantity: Quantity) -> Decimal:
        return self.setup_minutes + self.run_minutes_per_unit * quantity.value


@dataclass(frozen=True, slots=True)
class DayLoad:
    day: date
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class OperationReport:
    sequence: int
    machine: str
    good: Quantity
    scrap: Quantity
    counted_by: CountedBy
    at: datetime


@dataclass(slots=True)
class Operation:
    step: Step
    good: Quantity
    scrap: Quantity
    status: OperationStatus = OperationStatus.WAITING
    machine: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    planned: tuple[DayLoad, ...] = ()

    @classmethod
    def of(cls, step: Step, unit: str) -> "Operation":
        return cls(step, good=Quantity.zero(unit), scrap=Quantity.zero(unit))

    @property
    def through(self) -> Quantity:
        """All pieces that are done with here, good or not."""
        return self.good + self.scrap

    def dispatch(self, machine: str) -> None:
        """Give it to a machine; one that runs is moved, and has to be started there."""
        if self.status is OperationStatus.FINISHED:
            raise WrongMoment(f"{self} is finished: there is nothing to dispatch")
        self.machine = machine
        self.status = OperationStatus.DISPATCHED

    def start(self, at: datetime) -> None:
        if self.status is not OperationStatus.DISPATCHED:
            raise WrongMoment(f"{self} is {self.status}: dispatch it to a machine before it starts")
        self.status = OperationStatus.RUNNING
        self.started_at = self.started_at or at

    def report(
        self, good: Quantity, scrap: Quantity, waiting: Quantity, counted_by: CountedBy, *, at: datetime
    ) -> OperationReport:
        """Count pieces done, of those `waiting` here."""
        if self.status is not OperationStatus.RUNNING:
            raise WrongMoment(f"{self} is {self.status}: start it before pieces are reported")
        if good.value < 0 or scrap.value < 0 or not good + scrap:
            raise WrongCount(f"{good} good and {scrap} scrap at {self}: report at least one, and none below 0")
        if good + scrap > waiting:
            raise WrongCount(f"{good + scrap} reported at {self}, where {waiting} wait: count again")
        self.good += good
        self.scrap += scrap
        return OperationReport(self.step.sequence, self.machine, good, scrap, counted_by, at)

    def finish(self, at: datetime) -> None:
        if self.status is OperationStatus.FINISHED:
            raise WrongMoment(f"{self} is finished already")
        self.status = OperationStatus.FINISHED
        self.finished_at = at

    def remaining_minutes(self, to_do: Quantity) -> Decimal:
        """Machine time for the pieces still to do; setting up is over once it has started."""
        if self.status is OperationStatus.FINISHED or not to_do:
            return Decimal(0)
        run = self.step.run_minutes_per_unit * to_do.value
        return run if self.started_at else self.step.setup_minutes + run

    def __str__(self) -> str:
        return f"operation {self.step.sequence} {self.step.name}"
