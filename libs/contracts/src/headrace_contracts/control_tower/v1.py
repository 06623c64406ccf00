"""Made from proto/headrace/control_tower/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from headrace.control_tower.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionOpened:
    event_type: ClassVar[str] = "headrace.control_tower.v1.ExceptionOpened"
    topic: ClassVar[str] = "headrace.control_tower.v1"
    key_field: ClassVar[str] = "exception"
    shown_in: ClassVar[str] = "exceptions"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    exception: str
    rule: str
    severity: str
    subject_kind: str
    subject: str
    plant: str
    work_centre: str
    title: str
    item: str | None = None
    maker: str | None = None
    title_said: Message | None = None

    @property
    def key(self) -> str:
        return self.exception

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ExceptionOpened.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ExceptionOpened:
        return pb.ExceptionOpened(
            exception=self.exception,
            rule=self.rule,
            severity=self.severity,
            subject_kind=self.subject_kind,
            subject=self.subject,
            plant=self.plant,
            work_centre=self.work_centre,
            title=self.title,
            item=None if self.item is None else self.item,
            maker=None if self.maker is None else self.maker,
            title_said=None if self.title_said is None else wire.message_to(self.title_said),
        )

    @classmethod
    def from_pb(cls, m: pb.ExceptionOpened) -> Self:
        return cls(
            exception=m.exception,
            rule=m.rule,
            severity=m.severity,
            subject_kind=m.subject_kind,
            subject=m.subject,
            plant=m.plant,
            work_centre=m.work_centre,
            title=m.title,
            item=m.item if m.HasField("item") else None,
            maker=m.maker if m.HasField("maker") else None,
            title_said=wire.message_from(m.title_said) if m.HasField("title_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionAssigned:
    event_type: ClassVar[str] = "headrace.control_tower.v1.ExceptionAssigned"
    topic: ClassVar[str] = "headrace.control_tower.v1"
    key_field: ClassVar[str] = "exception"
    shown_in: ClassVar[str] = "exceptions"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    exception: str
    owner: str

    @property
    def key(self) -> str:
        return self.exception

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ExceptionAssigned.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ExceptionAssigned:
        return pb.ExceptionAssigned(exception=self.exception, owner=self.owner)

    @classmethod
    def from_pb(cls, m: pb.ExceptionAssigned) -> Self:
        return cls(exception=m.exception, owner=m.owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionFeedbackGiven:
    event_type: ClassVar[str] = "headrace.control_tower.v1.ExceptionFeedbackGiven"
    topic: ClassVar[str] = "headrace.control_tower.v1"
    key_field: ClassVar[str] = "exception"
    shown_in: ClassVar[str] = "exceptions"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    exception: str
    rule: str
    subject_kind: str
    subject: str
    plant: str
    work_centre: str
    note: str
    delay_days: int
    item: str | None = None
    maker: str | None = None

    @property
    def key(self) -> str:
        return self.exception

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ExceptionFeedbackGiven.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ExceptionFeedbackGiven:
        return pb.ExceptionFeedbackGiven(
            exception=self.exception,
            rule=self.rule,
            subject_kind=self.subject_kind,
            subject=self.subject,
            plant=self.plant,
            work_centre=self.work_centre,
            note=self.note,
            delay_days=self.delay_days,
            item=None if self.item is None else self.item,
            maker=None if self.maker is None else self.maker,
        )

    @classmethod
    def from_pb(cls, m: pb.ExceptionFeedbackGiven) -> Self:
        return cls(
            exception=m.exception,
            rule=m.rule,
            subject_kind=m.subject_kind,
            subject=m.subject,
            plant=m.plant,
            work_centre=m.work_centre,
            note=m.note,
            delay_days=m.delay_days,
            item=m.item if m.HasField("item") else None,
            maker=m.maker if m.HasField("maker") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionClosed:
    event_type: ClassVar[str] = "headrace.control_tower.v1.ExceptionClosed"
    topic: ClassVar[str] = "headrace.control_tower.v1"
    key_field: ClassVar[str] = "exception"
    shown_in: ClassVar[str] = "exceptions"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    exception: str
    resolution: str
    minutes_open: float

    @property
    def key(self) -> str:
        return self.exception

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ExceptionClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ExceptionClosed:
        return pb.ExceptionClosed(exception=self.exception, resolution=self.resolution, minutes_open=self.minutes_open)

    @classmethod
    def from_pb(cls, m: pb.ExceptionClosed) -> Self:
        return cls(exception=m.exception, resolution=m.resolution, minutes_open=m.minutes_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    seen: ClassVar[wire.Seen] = {}

    name: str
    value: str

    def to_pb(self) -> pb.Fact:
        return pb.Fact(name=self.name, value=self.value)

    @classmethod
    def from_pb(cls, m: pb.Fact) -> Self:
        return cls(name=m.name, value=m.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyStepRecorded:
    event_type: ClassVar[str] = "headrace.control_tower.v1.JourneyStepRecorded"
    topic: ClassVar[str] = "headrace.control_tower.v1"
    key_field: ClassVar[str] = "journey"
    shown_in: ClassVar[str] = "journeys"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    journey: str
    step: str
    title: str
    service: str
    seconds: float
    event: str
    link: str
    facts: tuple[Fact, ...] = ()
    state: str

    @property
    def key(self) -> str:
        return self.journey

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.JourneyStepRecorded.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.JourneyStepRecorded:
        return pb.JourneyStepRecorded(
            journey=self.journey,
            step=self.step,
            title=self.title,
            service=self.service,
            seconds=self.seconds,
            event=self.event,
            link=self.link,
            facts=[x.to_pb() for x in self.facts],
            state=self.state,
        )

    @classmethod
    def from_pb(cls, m: pb.JourneyStepRecorded) -> Self:
        return cls(
            journey=m.journey,
            step=m.step,
            title=m.title,
            service=m.service,
            seconds=m.seconds,
            event=m.event,
            link=m.link,
            facts=tuple(Fact.from_pb(x) for x in m.facts),
            state=m.state,
        )
