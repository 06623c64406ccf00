"""What a watchman writes down: who was turned away, where and why, in a form that can be searched and counted.

Never what was shown as proof: tokens and passwords are no part of it.
"""

from __future__ import annotations

import logging
from enum import StrEnum

from starlette.types import Scope

from headrace_chassis import clock, logs, metrics

MOST_LINES = 50
logger = logging.getLogger("headrace.security")
EVENTS = metrics.counter("security_events_total", "Times somebody was turned away; event says why", "service", "event")


class Seen(StrEnum):
    LOGIN_FAILED = "login_failed"
    TOKEN_REFUSED = "token_refused"
    ENDED_SESSION_USED = "ended_session_used"
    PERMISSION_REFUSED = "permission_refused"
    RATE_EXCEEDED = "rate_exceeded"
    HOST_REFUSED = "host_refused"


class _Lines:
    """So many a second at most."""

    def __init__(self) -> None:
        self._second, self._count = 0, 0

    def take(self) -> bool:
        second = int(clock.monotonic())
        self._count = self._count + 1 if second == self._second else 1
        self._second = second
        return self._count <= MOST_LINES


_written = _Lines()


def saw(event: Seen, scope: Scope, why: str, *, who: str = "", organisation: str = "") -> None:
    """`who` is the subject as far as it is known. All are counted; who floods us does not flood the log."""
    EVENTS.labels(logs.SERVICE.get(), event.value).inc()
    if not _written.take():
        return
    facts = {
        "security_event": event.value,
        "who": who,
        "organisation": organisation,
        "client": (scope.get("client") or ("",))[0],
        "method": scope.get("method", ""),
        "path": scope.get("path", ""),
    }
    logger.warning("%s: %s", event.value, why, extra=facts)
