"""How a batch reaches the server: the port, and its HTTP adapter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import httpx
import msgspec

from headrace_contracts.messages import say
from headrace_edge_gateway.telemetry import Ack, TelemetryBatch

SEND_SECONDS = 10.0
TokenProvider = Callable[[], Awaitable[str | None]]


class UploadFailed(Exception):
    """The server could not be reached or did not answer as agreed: the same batch is sent again."""


class UploadRefused(UploadFailed):
    """The server answered that it will not have the batch as it is: someone must look."""


class Uploader(Protocol):
    """Sends one batch; returns what the server has stored, or raises UploadFailed."""

    async def send(self, batch: TelemetryBatch) -> Ack: ...


class HttpUploader:
    """POST {server}/v1/telemetry with a bearer token.

    200 and 409 both answer `last_sequence`: 409 says that the batch begins too late, and the sender goes on
    from there. `transport` replaces the network when the server runs in this process.
    """

    def __init__(self, server: str, token: TokenProvider, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(base_url=server, timeout=SEND_SECONDS, transport=transport)
        self._token = token

    async def send(self, batch: TelemetryBatch) -> Ack:
        try:
            answer = await self._client.post(
                "/v1/telemetry",
                content=msgspec.json.encode(batch),
                headers=await self._headers(),
            )
        except (httpx.HTTPError, OSError) as error:
            no_answer = say("edge-gateway.no-answer", server=str(self._client.base_url), error=repr(error))
            raise UploadFailed(no_answer) from error
        return _ack(answer)

    async def _headers(self) -> dict[str, str]:
        token = await self._token()
        authorization = {"Authorization": f"Bearer {token}"} if token else {}
        return {"Content-Type": "application/json"} | authorization

    async def close(self) -> None:
        await self._client.aclose()


def token_from(file: str | None) -> TokenProvider:
    """The token of a file, read anew each time so that it can be renewed under a running gateway."""

    async def token() -> str | None:
        return (await asyncio.to_thread(Path(file).read_text)).strip() if file else None

    return token


def _ack(answer: httpx.Response) -> Ack:
    if answer.status_code not in (httpx.codes.OK, httpx.codes.CONFLICT):
        failure = UploadRefused if answer.is_client_error else UploadFailed
        raise failure(
            say("edge-gateway.answered", url=str(answer.url), status=answer.status_code, text=answer.text[:200])
        )
    try:
        return msgspec.json.decode(answer.content, type=Ack)
    except msgspec.DecodeError as error:
        without = say("edge-gateway.answered-without-sequence", url=str(answer.url), error=str(error))
        raise UploadFailed(without) from error
