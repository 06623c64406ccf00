"""Telemetry comes in from gateways; what was stored and what was set aside can be seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Json, TypeAdapter, ValidationError

from headrace_chassis.texts import storable
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.door import ByRow
from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import Missing
from headrace_equipment.model.ingest import BatchRefused, BatchTooLate
from headrace_equipment.model.points import Count, Measure, Point, State
from headrace_equipment.store import telemetry
from headrace_equipment.store.machines import machines
from headrace_equipment.usecases import ingest

router = Router(tags=["telemetry"], allow={"engineer", "operator", "maintenance"})
LOOK_BACK = timedelta(days=1)
Whole = Annotated[int, Field(ge=0, le=2**62)]
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class _RecordBody(BaseModel):
    sequence: Whole
    machine: Word
    tag: Word
    quality: Literal["good", "uncertain", "bad"]
    device_time: AwareDatetime
    gateway_time: AwareDatetime


class StateRecord(_RecordBody):
    kind: Literal["state"]
    state: Literal["run", "idle", "abnormal", "off"]

    def point(self) -> Point:
        return State(**self.model_dump(exclude={"kind", "state"}), state=MachineState(self.state))


class CountRecord(_RecordBody):
    kind: Literal["count"]
    delta: Whole
    total: Whole

    def point(self) -> Point:
        return Count(**self.model_dump(exclude={"kind"}))


class MeasureRecord(_RecordBody):
    model_config = ConfigDict(allow_inf_nan=False)

    kind: Literal["measure"]
    value: float | None = None
    unit: Word = ""

    def point(self) -> Point:
        return Measure(**self.model_dump(exclude={"kind"}))


FORM: TypeAdapter[StateRecord | CountRecord | MeasureRecord] = TypeAdapter(
    Annotated[StateRecord | CountRecord | MeasureRecord, Field(discriminator="kind")]
)


class Numbered(BaseModel):
    """A record of which only its place in the stream is sure; the rest is looked at one by one."""

    model_config = ConfigDict(extra="allow")

    sequence: Annotated[int, Field(ge=1, le=2**62)]

    def to_record(self) -> ingest.Record:
        body = self.model_dump()
        try:
            told: Point | str = FORM.validate_python(body).point()
        except ValidationError as error:
            told = "; ".join(f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors())
            told, body = storable(told), storable(body)
        return ingest.Record(self.sequence, told, body)


class TelemetryBatch(ByRow):
    """Consecutive records of one stream of a gateway, numbered from 1.

    Each record has a `kind`: `state` (with `state`), `count` (`delta`, `total`) or `measure` (`value`, `unit`); and
    `machine`, `tag`, `quality`, `device_time`, `gateway_time`. `oldest` is the lowest sequence that can still be sent.
    """

    rows_in: ClassVar[str] = "records"
    gateway: Word = Field(min_length=1)
    stream: Word = Field(min_length=1)
    oldest: int = Field(ge=1, le=2**62)
    records: list[Numbered] = Field(max_length=5000)

    def to_batch(self) -> ingest.Batch:
        return ingest.Batch(self.gateway, self.stream, self.oldest, [each.to_record() for each in self.records])


class Stored(BaseModel):
    """The highest sequence of the stream that is stored; go on after it."""

    last_sequence: int


class StreamView(BaseModel):
    """`lost` are [first, last] of what the gateway could never send; `refused` records were set aside."""

    model_config = ConfigDict(from_attributes=True)

    gateway: str
    stream: str
    last_sequence: int
    stored: int
    refused: int
    lost: list[tuple[int, int]]


class RefusedView(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    gateway: str
    stream: str
    sequence: int
    refused_at: datetime
    reason: str
    body: Json[dict[str, Any]]


class PointView(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    gateway: str
    stream: str
    sequence: int
    tag: str
    kind: str
    quality: str
    device_time: datetime
    gateway_time: datetime
    stored_at: datetime
    state: str | None
    delta: int | None
    total: int | None
    value: float | None
    unit: str | None


@router.post("/telemetry", errors=[BatchRefused, BatchTooLate], allow={"device"})
async def take_telemetry(body: TelemetryBatch, transact: Transact) -> Stored:
    """The same batch again changes nothing. A batch that begins too late is a 409 with `last_sequence`."""
    return Stored(last_sequence=await transact(ingest.take_batch, body.to_batch()))


@router.get("/machines/{machine}/telemetry", errors=[Missing])
async def list_telemetry(
    machine: str,
    tx: ReadTx,
    page: Page,
    since: Annotated[AwareDatetime | None, Query()] = None,
    until: Annotated[AwareDatetime | None, Query()] = None,
) -> Listed[PointView]:
    """Raw points by their device time, the last stored first; the last day when nothing is asked."""
    await machines.get(tx, machine)
    end = until or tx.now
    found = await telemetry.page_of_machine(tx, page, machine, since or end - LOOK_BACK, end)
    return found.map(PointView.model_validate)


@router.get("/streams")
async def list_streams(tx: ReadTx, page: Page) -> Listed[StreamView]:
    found = page.of(await telemetry.streams(tx), key=lambda row: f"{row.gateway}/{row.stream}")
    return found.map(StreamView.model_validate)


@router.get("/refused-records")
async def list_refused(tx: ReadTx, page: Page) -> Listed[RefusedView]:
    return (await telemetry.refused_page(tx, page)).map(RefusedView.model_validate)
