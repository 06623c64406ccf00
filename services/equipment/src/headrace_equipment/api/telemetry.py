"""Telemetry comes in from gateways; what was stored and what was set aside can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Json, TypeAdapter, ValidationError, model_validator

from headrace_chassis import validation
from headrace_chassis.language import InWords
from headrace_chassis.texts import storable
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.door import ByRow
from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import Missing
from headrace_contracts.messages import Message, said, say
from headrace_equipment.api.moments import Moment
from headrace_equipment.model.ingest import BatchRefused, BatchTooLate
from headrace_equipment.model.points import LARGEST_TOTAL, Count, Measure, Point, State
from headrace_equipment.store import telemetry
from headrace_equipment.store.machines import machines
from headrace_equipment.usecases import ingest

router = Router(tags=["telemetry"])
LOOK_BACK = timedelta(days=1)
Whole = Annotated[int, Field(ge=0, le=LARGEST_TOTAL)]
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class _RecordBody(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

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


class DayFact(BaseModel):
    model_config = ConfigDict(extra="forbid")

    day: date


class SaidBody(BaseModel):
    """What a gateway says by its code in the catalogue: one that is not known here is shown by the text beside it."""

    model_config = ConfigDict(extra="forbid")

    code: Word
    facts: dict[Word, Word | Annotated[int, Field(ge=0, lt=2**64)] | DayFact] = Field({}, max_length=20)

    def message(self) -> Message:
        return say(
            self.code, **{name: fact.day if isinstance(fact, DayFact) else fact for name, fact in self.facts.items()}
        )


class CountRecord(_RecordBody):
    kind: Literal["count"]
    delta: Whole
    total: Whole
    reason: Word = ""
    reason_said: SaidBody | None = None

    def point(self) -> Point:
        why = self.reason_said.message() if self.reason_said else None
        return Count(**self.model_dump(exclude={"kind", "reason_said"}), reason_said=why)


class MeasureRecord(_RecordBody):
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

    sequence: Annotated[int, Field(ge=1, le=LARGEST_TOTAL)]

    @model_validator(mode="before")
    @classmethod
    def _with_names_that_can_be_kept(cls, sent: Any) -> Any:
        return {storable(name): value for name, value in sent.items()} if isinstance(sent, dict) else sent

    def to_record(self) -> ingest.Record:
        body = {"sequence": self.sequence, **(self.model_extra or {})}
        try:
            told: Point | Message = FORM.validate_python(body).point()
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)
            told = say("contracts.several", problems=[_wrong(each) for each in wrong])
        return ingest.Record(self.sequence, told, {name: _shown(value) for name, value in body.items()})


def _wrong(error: Mapping[str, Any]) -> Message:
    return say("chassis.field", field=".".join(map(str, error["loc"])), why=validation.said(error))


def _shown(value: object) -> object:
    """As it was sent, for people to look at. A record is flat: of what is nested only its kind is kept."""
    if isinstance(value, str):
        return storable(value)
    return value if isinstance(value, int | float | None) else f"({type(value).__name__}, not kept)"


class TelemetryBatch(ByRow):
    """Consecutive records of one stream of a gateway, numbered from 1.

    Each record has a `kind`: `state` (with `state`), `count` (`delta`, `total`, `reason`, `reason_said`) or `measure`
    (`value`, `unit`); and `machine`, `tag`, `quality`, `device_time`, `gateway_time`. A count of any quality but good
    is kept in doubt, for the `reason` it names; `reason_said` is that by `code` and `facts`, for readers of any
    language. `oldest` is the lowest sequence that can still be sent.
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
    reason: InWords
    body: Json[dict[str, Any]]

    @classmethod
    def of(cls, row: Any) -> RefusedView:
        reason = said(row.reason, Message.read(row.said) if row.said else None)
        return cls.model_validate({**row._mapping, "reason": reason})


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


@router.post("/telemetry", may="equipment.telemetry.send", errors=[BatchRefused, BatchTooLate])
async def take_telemetry(body: TelemetryBatch, transact: Transact) -> Stored:
    """The same batch again changes nothing. A batch that begins too late is a 409 with `last_sequence`.

    A record that can't be used is set aside by itself: of an unknown machine or form, with a time before 2000 or an
    hour ahead of now, or with more pieces than a counter of 32 bits holds.
    """
    return Stored(last_sequence=await transact(ingest.take_batch, body.to_batch()))


@router.get("/machines/{machine}/telemetry", may="equipment.telemetry.read", errors=[Missing])
async def list_telemetry(
    machine: str,
    tx: ReadTx,
    page: Page,
    since: Annotated[Moment | None, Query()] = None,
    until: Annotated[Moment | None, Query()] = None,
) -> Listed[PointView]:
    """Raw points by their device time, the last stored first; the last day when nothing is asked."""
    await machines.get(tx, machine)
    end = until or tx.now
    found = await telemetry.page_of_machine(tx, page, machine, since or end - LOOK_BACK, end)
    return found.map(PointView.model_validate)


@router.get("/streams", may="equipment.telemetry.read")
async def list_streams(tx: ReadTx, page: Page) -> Listed[StreamView]:
    return (await telemetry.streams(tx, page)).map(StreamView.model_validate)


@router.get("/refused-records", may="equipment.telemetry.read")
async def list_refused(tx: ReadTx, page: Page) -> Listed[RefusedView]:
    return (await telemetry.refused_page(tx, page)).map(RefusedView.of)
