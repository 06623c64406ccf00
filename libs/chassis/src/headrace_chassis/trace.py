"""W3C trace context, carried from the request or event that began the work to everything it causes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_CURRENT: ContextVar[str] = ContextVar("traceparent", default="")
_FORM = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def traceparent() -> str:
    """The current trace context; a new trace when there is none."""
    return _CURRENT.get() or f"00-{os.urandom(16).hex()}-{os.urandom(8).hex()}-01"


def trace_id() -> str:
    return _CURRENT.get()[3:35]


@contextmanager
def continued(parent: str | None) -> Iterator[None]:
    """Work under `parent`'s trace with a span of its own; under a new trace when `parent` is none or malformed."""
    known = _FORM.fullmatch(parent or "")
    trace = known.group(1) if known else os.urandom(16).hex()
    token = _CURRENT.set(f"00-{trace}-{os.urandom(8).hex()}-01")
    try:
        yield
    finally:
        _CURRENT.reset(token)
