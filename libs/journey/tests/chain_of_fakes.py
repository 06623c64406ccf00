"""Services as far as the steps of the journey ask them: lists by path, and what a POST does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from headrace_journey import fictional
from headrace_journey.http import Json
from headrace_journey.settling import SERVICES
from headrace_journey.stage import Stage

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
Act = Callable[[str, Json], Any]


@dataclass
class Services:
    """`there` is what each path answers, `acts` what happens on a POST, by the last word of its path."""

    there: dict[str, Any] = field(default_factory=dict)
    acts: dict[str, Act] = field(default_factory=dict)
    clock: Json = field(default_factory=lambda: {"now": NOW.isoformat(), "rate": 60.0})
    answered: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.there |= {"clock": self.clock, **{f"{service}/v1/progress": [] for service in SERVICES}}

    async def user(self, role: str, organisation: str) -> Services:
        return self

    async def platform(self) -> Services:
        return self

    async def get(self, path: str, **query: object) -> Any:
        return self.there[path]

    async def all(self, path: str, **query: object) -> list[Json]:
        wanted = {name: value for name, value in query.items() if value is not None}
        return [one for one in self.there[path] if all(one.get(name, value) == value for name, value in wanted.items())]

    async def create(self, path: str, key: str, body: Json) -> Any:
        return (await self.create_or_find(path, key, body))[0]

    async def create_or_find(self, path: str, key: str, body: Json) -> tuple[Any, bool]:
        before = (path, key) in self.answered
        if not before:
            self.answered[path, key] = await self.act(path, body)
        return self.answered[path, key], before

    async def act(self, path: str, body: Json | None = None, *, version: int | None = None) -> Any:
        if path == "clock":
            self.clock |= {"rate": (body or {}).get("rate", self.clock["rate"])}
            self.clock |= {"now": (body or {}).get("advance_to", self.clock["now"])}
            return self.clock
        return self.acts[path.rpartition("/")[2]](path, body or {})


def taken_up(services: Services, seed: int = 1, **recorded: Json) -> Stage:
    """A driver that knows nothing but the record of the journey and the order's id."""
    world = fictional("small", seed).on(date(2026, 11, 21))
    steps = {step: {"facts": facts} for step, facts in recorded.items()}
    return Stage(services, world, "journey", steps, {"order": "the-order"})  # type: ignore[arg-type]
