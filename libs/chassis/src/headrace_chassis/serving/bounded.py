"""uvicorn's protocol held to limits while it reads: nothing is kept, and nobody waited for, without end."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from headrace_chassis.clock import monotonic
from headrace_chassis.serving.limits import Limits
from headrace_chassis.serving.refusals import CROWDED, GARBLED, LATE, LONG_HEAD, Refusal
from headrace_contracts.messages import Language
from headrace_contracts.messages.accepted import of_headers

PIPELINED = 16
LINGER_SECONDS = 2.0
NEVER = float("inf")


def held_to(limits: Limits, trusted: Any) -> type[HttpToolsProtocol]:
    """The protocol of one server; `trusted` contains the addresses of proxies."""
    members = {"limits": limits, "trusted": trusted, "peers": Counter()}
    return cast("type[HttpToolsProtocol]", type("Held", (BoundedProtocol,), members))


class BoundedProtocol(HttpToolsProtocol):
    """`look` is called by the server's tick: a deadline costs a request no timer of its own.

    What is counted against the head is everything since the last part of a body: the lines of chunks and trailers too,
    which nobody else would count.
    """

    limits: ClassVar[Limits]
    trusted: ClassVar[Any]
    peers: ClassVar[Counter[str]]

    _peer = ""
    _refused = False
    _reading = False
    _beside_body = 0
    _part_due = NEVER
    _whole_due = NEVER
    _unread_since = NEVER

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        self.peers[self._peer] += 1
        self._part_due = monotonic() + self.limits.head_seconds
        if len(self.connections) > self.limits.connections or self._peer_has_many:
            self._refuse(CROWDED)

    @property
    def _peer_has_many(self) -> bool:
        return self._peer not in self.trusted and self.peers[self._peer] > self.limits.peer_connections

    def connection_lost(self, exc: Exception | None) -> None:
        self.peers[self._peer] -= 1
        if self.peers[self._peer] <= 0:
            del self.peers[self._peer]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if not self._reading:
            self._reading = True
            self._part_due = monotonic() + self.limits.head_seconds
        self._beside_body += len(data)
        super().data_received(data)
        if self._beside_body > self.limits.head_bytes and not self._refused:
            self._refuse(LONG_HEAD)

    def on_headers_complete(self) -> None:
        if self._refused:
            return
        if self._head_is_long:
            self._refuse(LONG_HEAD)
        elif len(self.pipeline) >= PIPELINED:
            self._refuse(CROWDED)
        else:
            self._beside_body = 0
            now = monotonic()
            self._part_due, self._whole_due = now + self.limits.pause_seconds, now + self.limits.request_seconds
            super().on_headers_complete()

    @property
    def _head_is_long(self) -> bool:
        """What came so far may be more than the head, never less."""
        if len(self.headers) > self.limits.head_fields:
            return True
        if self._beside_body <= self.limits.head_bytes:
            return False
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > self.limits.head_bytes

    def on_body(self, body: bytes) -> None:
        if self._refused:
            return
        self._beside_body = 0
        if not self.cycle.response_complete:
            self._part_due = monotonic() + self.limits.pause_seconds
        super().on_body(body)

    def on_message_complete(self) -> None:
        if self._refused:
            return
        self._reading, self._beside_body = False, 0
        self._part_due = self._whole_due = NEVER
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer given before the body came: what still comes of it is not read for long."""
        if self._reading and not self.pipeline:
            self._part_due = self._whole_due = monotonic() + LINGER_SECONDS
        super().on_response_complete()

    def pause_writing(self) -> None:
        self._unread_since = monotonic()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._unread_since = NEVER
        super().resume_writing()

    def look(self, now: float) -> None:
        """Close what is overdue. While the application does not take what has come, the client is not late."""
        overdue = now > min(self._part_due, self._whole_due)
        if now > self._unread_since + self.limits.unread_seconds or (self._refused and overdue):
            self.transport.abort()
        elif self.flow.read_paused:
            self._part_due = max(self._part_due, now + self.limits.pause_seconds)
        elif overdue:
            self._refuse(LATE)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        self._refuse(GARBLED)

    def _refuse(self, refusal: Refusal) -> None:
        """With an answer if none is under way. What the client still sends is let pass for a moment: a connection that
        is closed while it sends would take the answer with it."""
        self._refused = True
        self._unset_keepalive_if_required()
        if self.transport.is_closing():
            return
        if self._can_be_told:
            self.transport.write(refusal.written(STATUS_LINE[refusal.status], self._languages))
        if cycle := self._under_way:
            cycle.disconnected = True
            cycle.message_event.set()
        if self._reading and self._said_no_more():
            self.flow.resume_reading()
            self._part_due = monotonic() + LINGER_SECONDS
        else:
            self.transport.close()

    def _said_no_more(self) -> bool:
        """A client that left is noticed here where it is not read from: the server of all others must not feel it."""
        try:
            if can := self.transport.can_write_eof():
                self.transport.write_eof()
        except OSError:
            return False
        return bool(can)

    @property
    def _languages(self) -> list[Language]:
        """Before the first header came nobody's language is known, and all of ours are spoken."""
        heads = getattr(self, "headers", None)
        return [of_headers(heads)] if heads else list(Language)

    @property
    def _can_be_told(self) -> bool:
        """Whether what is written now is the answer to what is refused, and not to a request before it."""
        cycle = self._under_way
        return cycle is None or (cycle.more_body and not cycle.response_started and not self.pipeline)

    @property
    def _under_way(self) -> RequestResponseCycle | None:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle if cycle and not cycle.response_complete else None
