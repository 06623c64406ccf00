"""One service behind HTTP: tried at another replica where that can do no harm, streamed both ways, given up in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from starlette.types import Receive, Scope, Send

from headrace_api_gateway.upstream import answers, headers
from headrace_api_gateway.upstream.body import Body, Left
from headrace_api_gateway.upstream.measures import CIRCUIT_OPEN, passing_on
from headrace_api_gateway.upstream.replicas import Replica, Replicas
from headrace_api_gateway.upstream.session import Session
from headrace_chassis import clock, trace

IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}
UNDER_WAY = 256
QUEUE_SECONDS = 5.0
ANSWER_SECONDS = 60.0
TRY_SECONDS = 2.0
BREATH = 0.1
WHOLE = 1 << 16
"""An answer of fewer bytes is had whole before the client gets any of it: until then another replica may give it."""
LIVE = "text/event-stream"
OURS_TO_SET = {b"host", b"traceparent", b"transfer-encoding"}
NEVER_CONNECTED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


class NotHeard(Exception):
    """The replica could not be connected to: nothing was sent."""


class MaybeHeard(Exception):
    """The connection broke after something was sent and before there was an answer to pass on."""


@dataclass(frozen=True, slots=True)
class Answer:
    response: aiohttp.ClientResponse
    beginning: bytes

    @classmethod
    async def begun(cls, response: aiohttp.ClientResponse) -> Answer:
        """A live stream is passed on as it comes."""
        beginning = bytearray()
        try:
            while (
                response.content_type != LIVE and len(beginning) < WHOLE and (part := await response.content.readany())
            ):
                beginning += part
        except BaseException:
            response.close()
            raise
        return cls(response, bytes(beginning))


class RemoteService:
    """An ASGI application. A request of which nothing was sent goes to the next replica; one that may have been heard
    is sent again only if its method says that this does no harm."""

    def __init__(
        self, name: str, addresses: Sequence[str], session: Session, *, answer_seconds: float = ANSWER_SECONDS
    ) -> None:
        self._name = name
        self._replicas = Replicas(addresses)
        self._session = session
        self._answer_seconds = answer_seconds
        self._places = asyncio.Semaphore(UNDER_WAY)
        self._circuit_open = CIRCUIT_OPEN.labels(name)
        self._circuit_open.set(0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
        span = trace.continued(parent, f"{scope['method']} {self._name}", "client")
        with span, passing_on(self._name) as passing:
            try:
                async with self._place():
                    await self._unless_the_client_leaves(scope, receive, send)
                passing.outcome = "answered"
            except answers.Unanswered as wrong:
                passing.outcome = wrong.outcome
                await answers.problem(send, scope, wrong)
            except Left:
                passing.outcome = "client_left"
            span.tell({"http.request.method": scope["method"], "headrace.outcome": passing.outcome})

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(QUEUE_SECONDS if self._places.locked() else None):
                await self._places.acquire()
        except TimeoutError:
            raise answers.overloaded(self._name) from None
        try:
            yield
        finally:
            self._places.release()

    async def _unless_the_client_leaves(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A client that leaves ends its request at the service too. Raises Left."""
        body = Body(scope, receive)
        await body.open()
        work = asyncio.current_task()
        assert work is not None
        watch = asyncio.create_task(body.client_left())
        watch.add_done_callback(lambda watched: None if watched.cancelled() else work.cancel())
        try:
            await self._pass_on(scope, body, send)
        except asyncio.CancelledError:
            if not watch.done():
                raise
            work.uncancel()
            raise Left from None
        finally:
            watch.cancel()

    async def _pass_on(self, scope: Scope, body: Body, send: Send) -> None:
        replica, answer = await self._first_answer(scope, body)
        try:
            await self._relay(answer, send)
        finally:
            replica.under_way -= 1
            answer.response.close()

    async def _relay(self, answer: Answer, send: Send) -> None:
        response = answer.response
        passed = headers.to_client(response.raw_headers)
        await send({"type": "http.response.start", "status": response.status, "headers": passed})
        await send({"type": "http.response.body", "body": answer.beginning, "more_body": True})
        patience = None if response.content_type == LIVE else self._answer_seconds
        while part := await asyncio.wait_for(response.content.readany(), patience):
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _first_answer(self, scope: Scope, body: Body) -> tuple[Replica, Answer]:
        """The first answer of any replica. Raises Unanswered or Left."""
        wrong = answers.unreachable(self._name)
        async for replica in self._tries():
            try:
                return replica, await self._asked(replica, scope, body)
            except NotHeard:
                continue
            except MaybeHeard:
                wrong = answers.broken_off(self._name)
                if scope["method"] not in IDEMPOTENT or not body.can_be_sent:
                    break
        raise wrong

    async def _tries(self) -> AsyncIterator[Replica]:
        """Each replica in turn, and after a breath again while there is hope: one whose circuit is not open, whose open
        circuit another request is just trying, or who answered lately."""
        end = clock.monotonic() + TRY_SECONDS
        while True:
            for replica in self._replicas.in_turn():
                if replica.take():
                    yield replica
            if clock.monotonic() > end or not self._replicas.there_is_hope:
                return
            await asyncio.sleep(BREATH)

    async def _asked(self, replica: Replica, scope: Scope, body: Body) -> Answer:
        replica.under_way += 1
        try:
            answer = await self._sent(replica, scope, body)
        except BaseException:
            replica.under_way -= 1
            raise
        finally:
            self._circuit_open.set(self._replicas.open_circuits)
        return answer

    async def _sent(self, replica: Replica, scope: Scope, body: Body) -> Answer:
        url = replica.target.url(scope["raw_path"], scope["query_string"])
        try:
            async with asyncio.timeout(self._answer_seconds):
                response = await self._session.client.request(
                    scope["method"],
                    url,
                    headers=_sent_headers(scope),
                    data=body.to_send(),
                    allow_redirects=False,
                )
                answer = await Answer.begun(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            if body.wrong:
                raise body.wrong from error
            replica.failed()
            if isinstance(error, NEVER_CONNECTED):
                raise NotHeard from error
            if isinstance(error, TimeoutError):
                raise answers.too_slow(self._name, self._answer_seconds) from error
            raise MaybeHeard from error
        replica.answered(closes=headers.closes(response.raw_headers))
        return answer


def _sent_headers(scope: Scope) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in scope["headers"] if name not in OURS_TO_SET]
    named = [(name.decode("latin-1"), value.decode("utf-8", "replace")) for name, value in kept]
    return [*named, ("traceparent", trace.traceparent())]
