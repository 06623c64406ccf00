"""An operation of a work order: what has to be done, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import ceil

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Quantity


class OperationState(StrEnum):
    WAITING = "waiting"
    DISPATCHED = "dispatched"
    RUNNING = "running"
    FINISHED = "finished"


class CountedBy(StrEnum):
    MACHINE = "machine"
    PERSON = "person"


class Pieces(StrEnum):
    """How pieces stand at an operation."""

    WAITING = "waiting"
    GOOD = "good"
    SCRAP = "scrap"


class WrongMoment(WrongState):
    """The operation is not at the stage for it."""


class WrongCount(RuleBroken):
    """The pieces can't be what was reported."""


class WrongTime(RuleBroken):
    """Work can't take so long."""


class WrongMachine(RuleBroken):
    """The machine can't do the operation."""


MOST_MINUTES = 10**9


def minutes(told: float, what: Message) -> Decimal:
    """A time as it was told, exact; raises WrongTime."""
    if not 0 <= told <= MOST_MINUTES:
        raise WrongTime(say("mes.wrong-minutes", what=what, told=str(told), most=MOST_MINUTES))
    return Decimal(str(told))


@dataclass(frozen=True, slots=True)
class Machine:
    name: str
    work_centre: str


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
    """`person` is who counted, empty when it was the machine. A correction takes off what it takes back."""

    sequence: int
    machine: str
    good: Quantity
    scrap: Quantity
    counted_by: CountedBy
    at: datetime
    person: str = ""
    reason: str = ""


@dataclass(slots=True)
class Operation:
    """One source counts its pieces: the first that counts any, until somebody chooses the other.

    `ahead` are pieces that its machine counted and that can't be booked yet: none waits, or material is missing.
    `tally` are those that its machine counted while people count: the same pieces, booked by the people's word.
    """

    step: Step
    good: Quantity
    scrap: Quantity
    state: OperationState = OperationState.WAITING
    machine: str = ""
    counted_by: CountedBy | None = None
    ahead: int = 0
    tally: int = 0
    dispatched_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    planned: tuple[DayLoad, ...] = ()

    @classmethod
    def of(cls, step: Step, unit: str) -> Operation:
        return cls(step, good=Quantity.zero(unit), scrap=Quantity.zero(unit))

    @property
    def through(self) -> Quantity:
        """All pieces that are done with here, good or not."""
        return self.good + self.scrap

    @property
    def is_on_machine(self) -> bool:
        return self.state in {OperationState.DISPATCHED, OperationState.RUNNING}

    def dispatch(self, machine: Machine, at: datetime) -> None:
        """Give it to a machine; one that runs is moved, and has to be started there."""
        if self.state is OperationState.FINISHED:
            raise WrongMoment(say("mes.nothing-to-dispatch", operation=self))
        if machine.work_centre != self.step.work_centre:
            wanted = self.step.work_centre
            raise WrongMachine(
                say(
                    "mes.machine-elsewhere",
                    name=machine.name,
                    work_centre=machine.work_centre,
                    operation=self,
                    wanted=wanted,
                )
            )
        if self.is_on_machine and machine.name == self.machine:
            return
        self.machine = machine.name
        self.dispatched_at = at
        self.state = OperationState.DISPATCHED

    def start(self, at: datetime) -> None:
        """On its machine, or by hand where it was given to none."""
        if self.state not in {OperationState.WAITING, OperationState.DISPATCHED}:
            raise WrongMoment(say("mes.has-begun", operation=self, state=self.state))
        self.state = OperationState.RUNNING
        self.started_at = self.started_at or at

    def count_by(self, source: CountedBy) -> None:
        """From here on this source counts; what the machine counted before is taken over, none of it twice."""
        if source is self.counted_by:
            return
        done = ceil(self.through.value)
        if source is CountedBy.PERSON:
            self.tally, self.ahead = (done + self.ahead if self.counted_by else 0), 0
        else:
            self.ahead, self.tally = max(0, self.tally - done), 0
        self.counted_by = source

    def reopen(self) -> None:
        """Pieces wait here again."""
        if self.state is OperationState.FINISHED:
            self.state = OperationState.RUNNING if self.started_at else OperationState.WAITING
            self.finished_at = None

    def change(self, quantity: Quantity, was: Pieces, now: Pieces) -> tuple[Quantity, Quantity]:
        """Count pieces otherwise than before; returns what that is in good and in scrap."""
        good, scrap = (quantity * ((now is kind) - (was is kind)) for kind in (Pieces.GOOD, Pieces.SCRAP))
        self.good += good
        self.scrap += scrap
        return good, scrap

    def refuse_unless_waiting(self, good: Quantity, scrap: Quantity, waiting: Quantity) -> None:
        """Pieces that are done are of those `waiting` here."""
        if self.state is not OperationState.RUNNING:
            raise WrongMoment(say("mes.start-first", operation=self, state=self.state))
        if good.value < 0 or scrap.value < 0 or not good + scrap:
            raise WrongCount(say("mes.report-at-least-one", good=good, scrap=scrap, operation=self))
        if good + scrap > waiting:
            raise WrongCount(say("mes.more-than-wait", done=good + scrap, operation=self, waiting=waiting))

    def report(self, good: Quantity, scrap: Quantity, waiting: Quantity) -> None:
        """Count pieces done, of those `waiting` here."""
        self.refuse_unless_waiting(good, scrap, waiting)
        self.good += good
        self.scrap += scrap

    def finish(self, at: datetime) -> None:
        if self.state is OperationState.FINISHED:
            raise WrongMoment(say("mes.finished-already", operation=self))
        self.state = OperationState.FINISHED
        self.finished_at = at

    def remaining_minutes(self, to_do: Quantity) -> Decimal:
        """Machine time for the pieces still to do; setting up is over once it has started."""
        if self.state is OperationState.FINISHED or not to_do:
            return Decimal(0)
        run = self.step.run_minutes_per_unit * to_do.value
        return run if self.started_at else self.step.setup_minutes + run

    @property
    def said(self) -> Message:
        return say("mes.operation", sequence=self.step.sequence, name=self.step.name)

    def __str__(self) -> str:
        return str(self.said)
