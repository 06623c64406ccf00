"""What is wrong at the gateway right now, for the person on site and for the log."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.messages import Message, Said

log = logging.getLogger("headrace.edge_gateway")


@dataclass(frozen=True, slots=True)
class Alarm:
    name: str
    message: Said
    since: datetime


class Alarms:
    def __init__(self) -> None:
        self._standing: dict[str, Alarm] = {}

    def raise_(self, name: str, message: Said, at: datetime) -> None:
        """Raise an alarm, or renew the message of one that stands."""
        standing = self._standing.get(name)
        if standing is None:
            log.error("alarm %s: %s", name, message)
        self._standing[name] = Alarm(name, message, standing.since if standing else at)

    def clear(self, name: str) -> None:
        if self._standing.pop(name, None):
            log.info("alarm %s is over", name)

    @property
    def standing(self) -> list[Alarm]:
        return list(self._standing.values())


def why(error: Exception) -> Said:
    """What an error of our own says by code; a library's says it in its words."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Message) else str(error)
