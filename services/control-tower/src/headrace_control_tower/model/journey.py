"""The record of one journey through the whole chain: its steps as they happen, and its audit at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.control_tower import v1 as events
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import Language, in_words, say

END = "end"


class JourneyState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """`seconds` are the wall's; `event` and `link` lead to what happened."""

    id: str
    title: str
    title_zh: str
    service: str
    business_time: datetime
    seconds: float
    event: str
    link: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    ok: bool
    expected: Any
    actual: Any


@dataclass(frozen=True, slots=True)
class Audit:
    holds: bool
    checks: list[Check]


@dataclass(kw_only=True)
class Journey(Aggregate):
    world: str
    seed: int
    started_at: datetime
    state: JourneyState = JourneyState.RUNNING
    steps: list[Step] = field(default_factory=list)
    audit: Audit | None = None
    counts: dict[str, int] = field(default_factory=dict)
    ended_at: datetime | None = None

    def record(self, step: Step) -> bool:
        """Add a step; one that is recorded already changes nothing, so a journey may be taken up again."""
        if any(known.id == step.id for known in self.steps):
            return False
        self._expect_running()
        self.steps.append(step)
        self._tell(step)
        return True

    def end(self, state: JourneyState, audit: Audit | None, counts: dict[str, int], at: datetime) -> None:
        self._expect_running()
        if state is JourneyState.RUNNING:
            raise WrongState(say("control-tower.journey-end", id=self.id))
        self.state, self.audit, self.counts, self.ended_at = state, audit, counts, at
        title = say(
            "control-tower.journey-finished" if state is JourneyState.FINISHED else "control-tower.journey-failed"
        )
        in_chinese = in_words(title, Language.ZH)
        self._tell(
            Step(END, str(title), in_chinese, "control-tower", at, 0.0, "", f"/journey?journey={self.id}", counts)
        )

    def _tell(self, step: Step) -> None:
        facts = tuple(events.Fact(name=name, value=str(value)) for name, value in step.facts.items())
        self.tell(
            events.JourneyStepRecorded(
                journey=self.id,
                step=step.id,
                title=step.title,
                service=step.service,
                seconds=step.seconds,
                event=step.event,
                link=step.link,
                facts=facts,
                state=self.state.value,
            )
        )

    def _expect_running(self) -> None:
        if self.state is not JourneyState.RUNNING:
            raise WrongState(say("control-tower.journey-ended", id=self.id, state=self.state))
