"""W3C trace context, carried from the request or event that began the work to everything it causes.

The context is ours, with or without a recorder: it is stored with each event, and logs are joined by it. Spans are
recorded only while a recorder is set (telemetry.py); without one they cost next to nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Literal, Protocol, Self

Kind = Literal["internal", "server", "client", "producer", "consumer"]
Attributes = Mapping[str, str | int | float | bool]
NONE: Attributes = {}
_CURRENT: ContextVar[str] = ContextVar("traceparent", default="")
_FORM = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")


class Span:
    """A piece of work under a trace context of its own. This one is carried only, and not recorded."""

    __slots__ = ("_token", "traceparent")

    def __init__(self, traceparent: str) -> None:
        self.traceparent = traceparent
        self._token: Token[str] | None = None

    def __enter__(self) -> Self:
        self._token = _CURRENT.set(self.traceparent)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._token is not None
        _CURRENT.reset(self._token)

    def tell(self, attributes: Attributes, *, name: str = "") -> None:
        """What is only known at the end."""


class Recorder(Protocol):
    def begin(self, name: str, kind: Kind, parent: str, links: Iterable[str], attributes: Attributes) -> Span: ...


_recorder: Recorder | None = None
_NOTHING: AbstractContextManager[Span | None] = nullcontext()


def record_with(recorder: Recorder | None) -> None:
    """From now on, for the whole process."""
    global _recorder  # noqa: PLW0603 - a process has one
    _recorder = recorder


def is_recording() -> bool:
    return _recorder is not None


def traceparent() -> str:
    """The current trace context; a new trace when there is none."""
    return _CURRENT.get() or _made(os.urandom(16).hex(), "01")


def current() -> str:
    """The current trace context; empty when there is none."""
    return _CURRENT.get()


def trace_id() -> str:
    return _CURRENT.get()[3:35]


def span_id() -> str:
    return _CURRENT.get()[36:52]


def continued(
    parent: str | None,
    name: str = "",
    kind: Kind = "internal",
    links: Iterable[str] = (),
    attributes: Attributes = NONE,
) -> Span:
    """Work in a span under `parent`'s trace; under a new trace when `parent` is none or malformed.

    Without a name it is carried and never recorded.
    """
    known = _FORM.fullmatch(parent or "")
    if _recorder is not None and name:
        return _recorder.begin(name, kind, parent or "" if known else "", links, attributes)
    return Span(_made(known[1], known[3]) if known else _made(os.urandom(16).hex(), "01"))


def inner(name: str, attributes: Attributes = NONE, kind: Kind = "internal") -> AbstractContextManager[Span | None]:
    """A recorded span below the current one; nothing when none is under way."""
    current = _CURRENT.get()
    if _recorder is None or not current:
        return _NOTHING
    return _recorder.begin(name, kind, current, (), attributes)


def apart(
    name: str, kind: Kind, links: Iterable[str], attributes: Attributes = NONE
) -> AbstractContextManager[Span | None]:
    """A recorded span in a trace of its own, linked to those whose work it does together; else nothing."""
    return _NOTHING if _recorder is None else _recorder.begin(name, kind, "", links, attributes)


def _made(trace: str, flags: str) -> str:
    return f"00-{trace}-{os.urandom(8).hex()}-{flags}"
