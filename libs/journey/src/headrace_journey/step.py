"""The shape of a step and of what it tells."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from headrace_journey.http import Json
from headrace_journey.stage import Stage


@dataclass(frozen=True, slots=True)
class Told:
    """`event` is the one that the step waited for; `link` the console's page of what came of it."""

    event: str
    link: str
    facts: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """`play` may be called again after any interruption: it takes up what is there."""

    id: str
    title: str
    title_zh: str
    service: str
    play: Callable[[Stage], Awaitable[Told]]


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was played. `business_time` is when it ended, `seconds` of the wall how long it took."""

    step: Step
    told: Told
    business_time: datetime
    seconds: float

    def to_json(self) -> Json:
        return {
            "step": self.step.id,
            "title": self.step.title,
            "title_zh": self.step.title_zh,
            "service": self.step.service,
            "business_time": self.business_time.isoformat(),
            "seconds": round(self.seconds, 3),
            "event": self.told.event,
            "link": self.told.link,
            "facts": self.told.facts,
        }
