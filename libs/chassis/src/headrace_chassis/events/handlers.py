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
class ReadModel:
    """What handlers keep together: all that write the same tables belong to one.

    With another version, or when its handlers hear more, it hears the past anew by itself, beside running work.
    """

    name: str
    version: int = 1


FACTS = ReadModel("facts")


@dataclass(frozen=True, slots=True)
class Kept:
    """A read model on one topic: the types of its events that this build keeps."""

    version: int
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Handler:
    """Those of a `read_model` only keep what others told, send nothing, and may hear an event again."""

    heard: type[Event]
    function: Callable[..., Awaitable[None]]
    at_once: bool
    read_model: ReadModel | None


@dataclass(frozen=True, slots=True)
class Listeners:
    """Which handlers hear: all, or those of the read models `only`; not those of the read models `but`."""

    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()

    def include(self, handler: Handler) -> bool:
        name = handler.read_model.name if handler.read_model else None
        return (self.only is None or name in self.only) and name not in self.but


ALL = Listeners()


def hears(heard: type[Event], *, read_model: ReadModel | bool = False) -> Callable[[F], F]:
    """Marks `async def handler(event, tx)`: called once for each event, in order.

    `read_model` may be True where one read model is enough for all that a service keeps.
    """
    return _marks(heard, at_once=False, read_model=read_model)


def hears_batch(heard: type[Event], *, read_model: ReadModel | bool = False) -> Callable[[F], F]:
    """Marks `async def handler(events, tx)`: called with a sequence of events of one tenant, in order."""
    return _marks(heard, at_once=True, read_model=read_model)


def _marks(heard: type[Event], *, at_once: bool, read_model: ReadModel | bool) -> Callable[[Any], Any]:
    kept = read_model if isinstance(read_model, ReadModel) else FACTS if read_model else None

    def mark(function: Any) -> Any:
        marks = function.__dict__.setdefault("__hears__", [])
        marks.append(Handler(heard, function, at_once, kept))
        return function

    return mark


class HandlerTable:
    """All handlers of one service, by event type. Raises ValueError when a read model has two versions."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._by_type: dict[str, list[Handler]] = defaultdict(list)
        for module in modules:
            for member in vars(module).values():
                for handler in getattr(member, "__hears__", ()):
                    self._by_type[handler.heard.event_type].append(handler)
        self._kept = {topic: self._kept_of(topic) for topic in self.topics}

    @property
    def types(self) -> list[str]:
        return sorted(self._by_type)

    def types_of(self, topic: str) -> list[str]:
        return [name for name in self.types if name.rpartition(".")[0] == topic]

    @property
    def topics(self) -> list[str]:
        return sorted({name.rpartition(".")[0] for name in self._by_type})

    def kept(self, topic: str) -> dict[str, Kept]:
        """The read models that are kept of a topic, by name."""
        return self._kept.get(topic, {})

    def _kept_of(self, topic: str) -> dict[str, Kept]:
        found: dict[str, Kept] = {}
        for name in self.types_of(topic):
            for model in {handler.read_model for handler in self._by_type[name] if handler.read_model}:
                types = found.get(model.name, Kept(model.version, frozenset())).types
                if model.name in found and found[model.name].version != model.version:
                    raise ValueError(f"the read model {model.name} has two versions: give all its handlers one")
                found[model.name] = Kept(model.version, types | {name})
        return found

    async def dispatch(
        self, tx: Tx, events: Sequence[Envelope], who: Callable[[Envelope], Listeners] = lambda _: ALL
    ) -> None:
        """Let every handler that is among an event's listeners hear it, inside `tx`."""
        for (name, tenant, listeners), run in groupby(events, key=lambda e: (e.type, e.tenant, who(e))):
            heard = list(run)
            await tx.act_for(tenant)
            for handler in self._by_type[name]:
                if listeners.include(handler):
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
