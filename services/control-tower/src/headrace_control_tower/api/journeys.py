"""Journeys: whoever plays one records its steps here, for all of the organisation to follow."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.messages import say
from headrace_control_tower.model.journey import Audit, Journey, JourneyState, Step
from headrace_control_tower.store.journeys import journeys
from headrace_control_tower.usecases import record_journey

router = Router(tags=["journeys"])
Name = Annotated[str, Field(min_length=1, max_length=200)]


MOST_LEVELS = 20


def _flat_enough(body: Any) -> Any:
    """Facts are for people to read; what is nested a hundred times can be neither read nor kept."""
    level = [body]
    for _ in range(MOST_LEVELS):
        inside = [list(each.values()) if isinstance(each, dict) else each for each in level]
        level = [part for each in inside if isinstance(each, list) for part in each]
    if level:
        raise ValueError(say("control-tower.too-many-levels", levels=MOST_LEVELS))
    return body


class _Told(BaseModel):
    _flat = model_validator(mode="before")(_flat_enough)


class BeginJourney(BaseModel):
    world: Name
    seed: int = Field(ge=-(2**31), le=2**31 - 1)


class RecordStep(_Told):
    """`step` names it within the journey; `seconds` are the wall's."""

    step: Name
    title: Name
    title_zh: str = ""
    service: Name
    business_time: AwareDatetime
    seconds: float = Field(ge=0, allow_inf_nan=False)
    event: str = ""
    link: str = ""
    facts: dict[str, Any] = {}

    def to_step(self) -> Step:
        return Step(id=self.step, **self.model_dump(exclude={"step"}))


class EndJourney(_Told):
    state: Literal["finished", "failed"]
    audit: Audit | None = None
    counts: dict[str, int] = {}


class JourneySummary(BaseModel):
    id: str
    version: int
    world: str
    seed: int
    state: JourneyState
    started_at: datetime
    ended_at: datetime | None

    @classmethod
    def summary(cls, journey: Journey) -> JourneySummary:
        return cls.model_validate(journey, from_attributes=True)


class JourneyView(JourneySummary):
    steps: list[Step]
    audit: Audit | None
    counts: dict[str, int]

    @classmethod
    def of(cls, journey: Journey) -> JourneyView:
        return cls.model_validate(journey, from_attributes=True)


@router.post("/journeys", may="control-tower.journey.record", status_code=201)
async def begin_journey(body: BeginJourney, transact: Transact, tags: Tags) -> JourneyView:
    return tags.on(JourneyView.of(await transact(record_journey.begin, body.world, body.seed)))


@router.post(
    "/journeys/{journey}/steps", may="control-tower.journey.record", status_code=201, errors=[Missing, WrongState]
)
async def record_step(journey: str, body: RecordStep, transact: Transact) -> Step:
    """A step that is recorded already changes nothing, and is answered as it was recorded."""
    return await transact(record_journey.record, journey, body.to_step())


@router.post("/journeys/{journey}/end", may="control-tower.journey.record", errors=[Missing, WrongState])
async def end_journey(journey: str, body: EndJourney, transact: Transact, tags: Tags) -> JourneyView:
    ended = await transact(record_journey.end, journey, JourneyState(body.state), body.audit, body.counts)
    return tags.on(JourneyView.of(ended))


@router.get("/journeys", may="control-tower.journey.read")
async def list_journeys(tx: ReadTx, page: Page) -> Listed[JourneySummary]:
    return (await journeys.page(tx, page)).map(JourneySummary.summary)


@router.get("/journeys/{journey}", may="control-tower.journey.read", errors=[Missing])
async def get_journey(journey: str, tx: ReadTx, tags: Tags) -> JourneyView:
    return tags.on(JourneyView.of(await journeys.get(tx, journey)))
