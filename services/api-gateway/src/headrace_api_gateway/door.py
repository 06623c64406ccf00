"""The front door: /api/<service>/ goes on to that service, the gateway's own routes stay here, the rest is the console.

An upstream is an ASGI application, in this process or behind HTTP; the door knows no difference.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headrace_api_gateway import address
from headrace_api_gateway.console import Console
from headrace_api_gateway.keeper import Keeper
from headrace_api_gateway.openapi import OpenApi
from headrace_api_gateway.readers import Readers
from headrace_api_gateway.shield import shielded
from headrace_api_gateway.upstream import RemoteService, Session, answers
from headrace_api_gateway.upstream.headers import forwarded
from headrace_api_gateway.upstream.measures import passing_on
from headrace_api_gateway.upstream.service import ANSWER_SECONDS
from headrace_chassis import logs
from headrace_chassis.runtime import Running, Runtime
from headrace_chassis.web.incoming import LARGE, TooLarge
from headrace_contracts.messages import say

OWN = (b"/v1/", b"/livez", b"/readyz", b"/metrics", b"/openapi")
INSIDE = {"/metrics"}


class Door:
    def __init__(self, own: ASGIApp, upstreams: Mapping[str, ASGIApp], console: Console) -> None:
        self._own = own
        self._upstreams = upstreams
        self._console = console
        self._openapi = OpenApi(upstreams)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._own(scope, receive, send)
            return
        send = shielded(scope, send)
        try:
            await self._asked(address.written(scope), scope, receive, send)
        except answers.Unanswered as wrong:
            await answers.problem(send, scope, wrong)

    async def _asked(self, path: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        if path == b"/api/openapi.json":
            await self._openapi(scope, receive, send)
        elif path.startswith(b"/api/"):
            await self._api(path, scope, receive, send)
        else:
            room = self._own if path.startswith(OWN) else self._console
            await room(scope, receive, send)

    async def _api(self, path: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        name, rest = address.named(path)
        if name not in self._upstreams:
            await self._own(scope, receive, send)
            return
        upstream = self._own if name == "api-gateway" else self._upstreams[name]
        passed_path = address.decoded(rest)
        if passed_path in INSIDE:
            raise address.refused(404, say("api-gateway.told-inside", path=passed_path, name=name))
        passed = {**scope, "path": passed_path, "raw_path": rest, "headers": forwarded(scope)}
        token = logs.SERVICE.set("api-gateway")
        try:
            await upstream(passed, receive, send)
        finally:
            logs.SERVICE.reset(token)


class Local:
    """A service in this process, held to the same limits and measured like those behind HTTP."""

    def __init__(self, name: str, app: ASGIApp) -> None:
        self._name = name
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with passing_on(self._name) as passing:
            try:
                async with asyncio.timeout(ANSWER_SECONDS) as patience:
                    await self._app(scope, within(LARGE, receive), _once_begun(send, patience))
            except TimeoutError:
                if not patience.expired():
                    raise
                wrong = answers.too_slow(self._name, ANSWER_SECONDS)
                passing.outcome = wrong.outcome
                await answers.problem(send, scope, wrong)
                return
            passing.outcome = "answered"


def within(limit: int, receive: Receive) -> Receive:
    """However the body's length is told, or not told: who reads beyond the limit meets TooLarge."""
    size = 0

    async def received() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLarge.beyond(limit)
        return message

    return received


def _once_begun(send: Send, patience: asyncio.Timeout) -> Send:
    async def sent(message: Message) -> None:
        patience.reschedule(None)
        await send(message)

    return sent


class Upstreams(Mapping[str, ASGIApp]):
    """All services but the gateway itself: those behind HTTP, and those that run in this process."""

    def __init__(self, runtime: Runtime, session: Session) -> None:
        self._apps = runtime.apps
        self._remote = {name: RemoteService(name, found, session) for name, found in runtime.addresses.items()}

    def __getitem__(self, name: str) -> ASGIApp:
        return self._remote[name] if name in self._remote else Local(name, self._apps[name])

    def __iter__(self) -> Iterator[str]:
        return iter({**self._apps, **self._remote})

    def __len__(self) -> int:
        return len(self._apps.keys() | self._remote.keys())


def open_door(running: Running, own: ASGIApp) -> ASGIApp:
    upstreams = Upstreams(running.runtime, running.state["session"])
    running.state["readers"] = Readers(upstreams, own)
    door = Door(own, upstreams, Console(lambda: _provider(running.runtime)))
    return Keeper(door, running, running.state["ended"])


def _provider(runtime: Runtime) -> str:
    return runtime.verifier.issuer if runtime.issuer is None else ""
