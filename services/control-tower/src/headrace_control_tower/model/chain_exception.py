"""Something in the chain that is not as it should be: found by a rule, owned, answered, closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.control_tower import v1 as events
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import Message, say


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class ExceptionState(StrEnum):
    OPEN = "open"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about. Numbers of lots repeat: `item` and `maker` tell which one; that has no maker if made here."""

    kind: str
    name: str
    plant: str = ""
    item: str = ""
    maker: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule says that something is wrong with `subject`. One exception is open for each rule and subject."""

    rule: str
    severity: Severity
    subject: Subject
    title: Message
    work_centre: str = ""


@dataclass(frozen=True, slots=True)
class Relief:
    """A rule says that what was wrong with `subject` is well again. People close the exception, not we."""

    rule: str
    subject: Subject
    note: Message


@dataclass(frozen=True, slots=True)
class Note:
    """Said by somebody, or by a rule (`by` is then the rule's name). `delay_days` is what work will be late by."""

    at: datetime
    by: str
    text: str
    delay_days: int = 0
    said: Message | None = None


@dataclass(kw_only=True)
class ChainException(Aggregate):
    """`event` is the id of the event that opened it; `minutes_open` is known when it is closed, in business time."""

    rule: str
    severity: Severity
    subject_kind: str
    subject: str
    title: str
    plant: str
    work_centre: str
    event: str
    opened_at: datetime
    state: ExceptionState = ExceptionState.OPEN
    owner: str = ""
    notes: list[Note] = field(default_factory=list)
    closed_at: datetime | None = None
    resolution: str = ""
    item: str = ""
    maker: str = ""
    title_said: Message | None = None

    @classmethod
    def open(cls, name: str, tenant: str, finding: Finding, *, event: str, at: datetime) -> ChainException:
        subject = finding.subject
        opened = cls(
            id=name,
            tenant=tenant,
            rule=finding.rule,
            severity=finding.severity,
            subject_kind=subject.kind,
            subject=subject.name,
            title=str(finding.title),
            title_said=finding.title,
            plant=subject.plant,
            item=subject.item,
            maker=subject.maker,
            work_centre=finding.work_centre,
            event=event,
            opened_at=at,
        )
        opened.tell(
            events.ExceptionOpened(
                exception=name,
                rule=finding.rule,
                severity=finding.severity.value,
                subject_kind=subject.kind,
                subject=subject.name,
                plant=subject.plant,
                work_centre=finding.work_centre,
                title=opened.title,
                title_said=opened.title_said,
                item=subject.item or None,
                maker=subject.maker or None,
            )
        )
        return opened

    def minutes_open(self, now: datetime) -> float:
        return ((self.closed_at or now) - self.opened_at).total_seconds() / 60

    def observe(self, found: Message, at: datetime) -> None:
        """The rule has more to say: it happened again, or all is well again."""
        self._expect_not_closed("control-tower.closed-not-noted")
        self.notes.append(Note(at, self.rule, str(found), said=found))

    def assign(self, owner: str) -> None:
        """Give it to somebody, or to somebody else."""
        self._expect_not_closed("control-tower.closed-not-assigned")
        self.owner = owner
        if self.state is ExceptionState.OPEN:
            self.state = ExceptionState.ASSIGNED
        self.tell(events.ExceptionAssigned(exception=self.id, owner=owner))

    def answer(self, text: str, delay_days: int, *, by: str, at: datetime) -> None:
        """What was found out, and how many days later work on the subject will be done."""
        self._expect_not_closed("control-tower.closed-not-answered")
        if self.state is ExceptionState.OPEN:
            raise WrongState(say("control-tower.no-owner", id=self.id))
        self.state = ExceptionState.ANSWERED
        self.notes.append(Note(at, by, text, delay_days))
        self.tell(
            events.ExceptionFeedbackGiven(
                exception=self.id,
                rule=self.rule,
                subject_kind=self.subject_kind,
                subject=self.subject,
                plant=self.plant,
                work_centre=self.work_centre,
                note=text,
                delay_days=delay_days,
                item=self.item or None,
                maker=self.maker or None,
            )
        )

    def close(self, resolution: str, at: datetime) -> None:
        self._expect_not_closed("control-tower.closed-not-again")
        self.state, self.resolution, self.closed_at = ExceptionState.CLOSED, resolution, at
        minutes = self.minutes_open(at)
        self.tell(events.ExceptionClosed(exception=self.id, resolution=resolution, minutes_open=minutes))

    def _expect_not_closed(self, refusal: str) -> None:
        if self.state is ExceptionState.CLOSED:
            raise WrongState(say(refusal, id=self.id))
