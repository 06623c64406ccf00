"""Made from proto/headrace/equipment/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Self

from headrace.equipment.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message


class MachineState(StrEnum):
    UNSPECIFIED = "unspecified"
    RUN = "run"
    IDLE = "idle"
    ABNORMAL = "abnormal"
    OFF = "off"


_MACHINESTATE = {
    0: MachineState.UNSPECIFIED,
    1: MachineState.RUN,
    2: MachineState.IDLE,
    3: MachineState.ABNORMAL,
    4: MachineState.OFF,
}
_MACHINESTATE_LABEL = {
    MachineState.UNSPECIFIED: "MACHINE_STATE_UNSPECIFIED",
    MachineState.RUN: "MACHINE_STATE_RUN",
    MachineState.IDLE: "MACHINE_STATE_IDLE",
    MachineState.ABNORMAL: "MACHINE_STATE_ABNORMAL",
    MachineState.OFF: "MACHINE_STATE_OFF",
}


class CountQuality(StrEnum):
    UNSPECIFIED = "unspecified"
    CERTAIN = "certain"
    SETTLED = "settled"


_COUNTQUALITY = {0: CountQuality.UNSPECIFIED, 1: CountQuality.CERTAIN, 2: CountQuality.SETTLED}
_COUNTQUALITY_LABEL = {
    CountQuality.UNSPECIFIED: "COUNT_QUALITY_UNSPECIFIED",
    CountQuality.CERTAIN: "COUNT_QUALITY_CERTAIN",
    CountQuality.SETTLED: "COUNT_QUALITY_SETTLED",
}


class PlannedTimeBasis(StrEnum):
    UNSPECIFIED = "unspecified"
    CALENDAR_DAY = "calendar_day"


_PLANNEDTIMEBASIS = {0: PlannedTimeBasis.UNSPECIFIED, 1: PlannedTimeBasis.CALENDAR_DAY}
_PLANNEDTIMEBASIS_LABEL = {
    PlannedTimeBasis.UNSPECIFIED: "PLANNED_TIME_BASIS_UNSPECIFIED",
    PlannedTimeBasis.CALENDAR_DAY: "PLANNED_TIME_BASIS_CALENDAR_DAY",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineRegistered:
    event_type: ClassVar[str] = "headrace.equipment.v1.MachineRegistered"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "machines"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    work_centre: str
    name: str

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MachineRegistered.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MachineRegistered:
        return pb.MachineRegistered(
            machine=self.machine, plant=self.plant, work_centre=self.work_centre, name=self.name
        )

    @classmethod
    def from_pb(cls, m: pb.MachineRegistered) -> Self:
        return cls(machine=m.machine, plant=m.plant, work_centre=m.work_centre, name=m.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineStateChanged:
    event_type: ClassVar[str] = "headrace.equipment.v1.MachineStateChanged"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "machines"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    work_centre: str
    previous: MachineState
    state: MachineState
    reason: str
    since: datetime

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MachineStateChanged.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MachineStateChanged:
        return pb.MachineStateChanged(
            machine=self.machine,
            plant=self.plant,
            work_centre=self.work_centre,
            previous=_MACHINESTATE_LABEL[self.previous],
            state=_MACHINESTATE_LABEL[self.state],
            reason=self.reason,
            since=wire.timestamp_to(self.since),
        )

    @classmethod
    def from_pb(cls, m: pb.MachineStateChanged) -> Self:
        return cls(
            machine=m.machine,
            plant=m.plant,
            work_centre=m.work_centre,
            previous=_MACHINESTATE.get(m.previous, MachineState.UNSPECIFIED),
            state=_MACHINESTATE.get(m.state, MachineState.UNSPECIFIED),
            reason=m.reason,
            since=wire.timestamp_from(m.since),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesCounted:
    event_type: ClassVar[str] = "headrace.equipment.v1.PiecesCounted"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "machines"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    work_centre: str
    pieces: int
    running_total: int
    counted_at: datetime
    quality: CountQuality | None = None

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PiecesCounted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PiecesCounted:
        return pb.PiecesCounted(
            machine=self.machine,
            plant=self.plant,
            work_centre=self.work_centre,
            pieces=self.pieces,
            running_total=self.running_total,
            counted_at=wire.timestamp_to(self.counted_at),
            quality=None if self.quality is None else _COUNTQUALITY_LABEL[self.quality],
        )

    @classmethod
    def from_pb(cls, m: pb.PiecesCounted) -> Self:
        return cls(
            machine=m.machine,
            plant=m.plant,
            work_centre=m.work_centre,
            pieces=m.pieces,
            running_total=m.running_total,
            counted_at=wire.timestamp_from(m.counted_at),
            quality=_COUNTQUALITY.get(m.quality, CountQuality.UNSPECIFIED) if m.HasField("quality") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDoubted:
    event_type: ClassVar[str] = "headrace.equipment.v1.CountDoubted"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "doubtful-counts"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    work_centre: str
    pieces: int
    reason: str
    counted_at: datetime
    reason_said: Message | None = None

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.CountDoubted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.CountDoubted:
        return pb.CountDoubted(
            machine=self.machine,
            plant=self.plant,
            work_centre=self.work_centre,
            pieces=self.pieces,
            reason=self.reason,
            counted_at=wire.timestamp_to(self.counted_at),
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.CountDoubted) -> Self:
        return cls(
            machine=m.machine,
            plant=m.plant,
            work_centre=m.work_centre,
            pieces=m.pieces,
            reason=m.reason,
            counted_at=wire.timestamp_from(m.counted_at),
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtSettled:
    event_type: ClassVar[str] = "headrace.equipment.v1.DoubtSettled"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "doubtful-counts"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    work_centre: str
    pieces: int
    reason: str
    left: int

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.DoubtSettled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.DoubtSettled:
        return pb.DoubtSettled(
            machine=self.machine,
            plant=self.plant,
            work_centre=self.work_centre,
            pieces=self.pieces,
            reason=self.reason,
            left=self.left,
        )

    @classmethod
    def from_pb(cls, m: pb.DoubtSettled) -> Self:
        return cls(
            machine=m.machine, plant=m.plant, work_centre=m.work_centre, pieces=m.pieces, reason=m.reason, left=m.left
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IdealCycleStated:
    event_type: ClassVar[str] = "headrace.equipment.v1.IdealCycleStated"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "ideal-cycles"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    item: str
    microseconds: int | None = None
    since: datetime

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.IdealCycleStated.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.IdealCycleStated:
        return pb.IdealCycleStated(
            machine=self.machine,
            plant=self.plant,
            item=self.item,
            microseconds=None if self.microseconds is None else self.microseconds,
            since=wire.timestamp_to(self.since),
        )

    @classmethod
    def from_pb(cls, m: pb.IdealCycleStated) -> Self:
        return cls(
            machine=m.machine,
            plant=m.plant,
            item=m.item,
            microseconds=m.microseconds if m.HasField("microseconds") else None,
            since=wire.timestamp_from(m.since),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineDayClosed:
    event_type: ClassVar[str] = "headrace.equipment.v1.MachineDayClosed"
    topic: ClassVar[str] = "headrace.equipment.v1"
    key_field: ClassVar[str] = "machine"
    shown_in: ClassVar[str] = "machines"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    machine: str
    plant: str
    day: date
    availability: float
    performance: float
    quality: float
    oee: float
    planned_time_basis: PlannedTimeBasis

    @property
    def key(self) -> str:
        return self.machine

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MachineDayClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MachineDayClosed:
        return pb.MachineDayClosed(
            machine=self.machine,
            plant=self.plant,
            day=wire.date_to(self.day),
            availability=self.availability,
            performance=self.performance,
            quality=self.quality,
            oee=self.oee,
            planned_time_basis=_PLANNEDTIMEBASIS_LABEL[self.planned_time_basis],
        )

    @classmethod
    def from_pb(cls, m: pb.MachineDayClosed) -> Self:
        return cls(
            machine=m.machine,
            plant=m.plant,
            day=wire.date_from(m.day),
            availability=m.availability,
            performance=m.performance,
            quality=m.quality,
            oee=m.oee,
            planned_time_basis=_PLANNEDTIMEBASIS.get(m.planned_time_basis, PlannedTimeBasis.UNSPECIFIED),
        )
