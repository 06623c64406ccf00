"""Which function hears which event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import ModuleType
from typing import Any, TypeVar

from headrace_chassis.events import spans
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.tx import Tx
from headrace_contracts.event import Event

F = TypeVar("F", bound=Callable[..., Awaitable[None]])


@dataclass(frozen=True, slots=True)
class Handler:
    """`read_model` handlers only keep what others told, send nothing, and may hear an event again on a replay."""

    heard: type[Event]
    function: Callable[..., Awaitable[None]]
    at_once: bool
    read_model: bool


def hears(heard: type[Event], *, read_model: bool = False) -> Callable[[F], F]:
    """Marks `async def handler(event, tx)`: called once for each event, in order."""
    return _marks(heard, at_once=False, read_model=read_model)


def hears_batch(heard: type[Event], *, read_model: bool = False) -> Callable[[F], F]:
    """Marks `async def handler(events, tx)`: called with a sequence of events of one tenant, in order."""
    return _marks(heard, at_once=True, read_model=read_model)


def _marks(heard: type[Event], *, at_once: bool, read_model: bool) -> Callable[[Any], Any]:
    def mark(function: Any) -> Any:
        marks = function.__dict__.setdefault("__hears__", [])
        marks.append(Handler(heard, function, at_once, read_model))
        return function

    return mark


class HandlerTable:
    """All handlers of one service, by event type."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._by_type: dict[str, list[Handler]] = defaultdict(list)
        for module in modules:
            for member in vars(module).values():
                for handler in getattr(member, "__hears__", ()):
                    self._by_type[handler.heard.event_type].append(handler)

    @property
    def types(self) -> list[str]:
        return sorted(self._by_type)

    def types_of(self, topic: str) -> list[str]:
        return [name for name in self.types if name.rpartition(".")[0] == topic]

    @property
    def topics(self) -> list[str]:
        return sorted({name.rpartition(".")[0] for name in self._by_type})

    async def dispatch(self, tx: Tx, events: Sequence[Envelope], *, replayed_until: int = 0) -> None:
        """Let every handler hear its events inside `tx`; positions up to `replayed_until` reach read models only."""
        runs = groupby(events, key=lambda e: (e.type, e.tenant, e.position <= replayed_until))
        for (name, tenant, replayed), run in runs:
            heard = list(run)
            await tx.act_for(tenant)
            for handler in self._by_type[name]:
                if handler.read_model or not replayed:
                    await _call(handler, heard, tx)


async def _call(handler: Handler, heard: list[Envelope], tx: Tx) -> None:
    if handler.at_once:
        with spans.heard(handler.function.__name__, heard):
            events = [envelope.event() for envelope in heard]
            tx.hears(heard, events)
            await handler.function(events, tx)
        return
    for envelope in heard:
        with spans.heard(handler.function.__name__, [envelope]):
            event = envelope.event()
            tx.hears([envelope], [event])
            await handler.function(event, tx)
