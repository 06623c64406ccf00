"""uvicorn with a stop that loses no request."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from headrace_chassis import clock
from headrace_chassis.serving.bounded import BoundedProtocol, held_to
from headrace_chassis.serving.limits import Limits

logger = logging.getLogger(__name__)
LAST_ANSWERS = 20
KEEP_ALIVE = 30  # longer than our gateway keeps an idle connection, so that it is never the server who closes one


class Server(uvicorn.Server):
    """SIGTERM: `on_stop` at once, requests are still taken for `drain_seconds`, then those under way are answered.

    While it drains, every answer closes its connection: when the port is closed, no client holds a connection that it
    could send a request into. SIGINT, or a second SIGTERM, leaves the draining out.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        on_stop: Callable[[], None],
        drain_seconds: float = 0.0,
        limits: Limits | None = None,
    ) -> None:
        config = uvicorn.Config(
            self._answer,
            host=host,
            port=port,
            interface="asgi3",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=LAST_ANSWERS,
        )
        proxies = ProxyHeadersMiddleware(cast("Any", self._answer), config.forwarded_allow_ips).trusted_hosts
        config.http = held_to(limits or Limits(), proxies)
        super().__init__(config)
        self._app = app
        self._on_stop = on_stop
        self._drain_seconds = drain_seconds
        self._draining = False
        self._exit_at = float("inf")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def closing(message: Message) -> None:
            if self._draining and message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (b"connection", b"close")]}
            await send(message)

        await self._app(scope, receive, closing)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal handler's signature
        """uvicorn would raise the signal again after its shutdown, and so end the process before ours."""
        patience = self._drain_seconds if sig == signal.SIGTERM and not self._draining else 0.0
        self._draining = True
        self._exit_at = clock.monotonic() + patience
        self._on_stop()

    async def beside(self) -> None:
        """Serve while another server of this process heeds the signals, until `end`."""
        await self._serve()

    def end(self) -> None:
        self._exit_at = 0.0

    @staticmethod
    def _look(connection: BoundedProtocol, now: float) -> None:
        """A fault of ours in one connection ends that one, not the server of all."""
        try:
            connection.look(now)
        except Exception:
            logger.exception("a connection is given up")
            connection.transport.abort()

    async def on_tick(self, counter: int) -> bool:
        now = clock.monotonic()
        self.should_exit = now >= self._exit_at
        for connection in list(self.server_state.connections):
            if isinstance(connection, BoundedProtocol):
                self._look(connection, now)
        return await super().on_tick(counter)
