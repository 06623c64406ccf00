"""The seam through which a relay sends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from headrace_chassis.events.envelope import Envelope


class Session(Protocol):
    """What was packed is sent in the order of packing."""

    def pack(self, events: Sequence[Envelope]) -> Any:
        """Make events ready, without waiting for anything."""

    async def send(self, packed: Any) -> None:
        """Returns when all of it is safe. An event is sent only after those before it in its stream are safe."""


class Publisher(Protocol):
    def session(self, topic: str) -> AbstractAsyncContextManager[Session]:
        """For one service's topic. After any error the session is left, and what is not known to be safe sent anew."""
