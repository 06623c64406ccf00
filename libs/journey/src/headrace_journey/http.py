"""Speaking to the platform through its gateway: who asks, answers that are not good, pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx

Json = dict[str, Any]
NOT_NOW = 503  # nothing was changed, says the platform: try again in a moment
TRIES, PAUSE = 5, 1.0
PLATFORM_USER = "operator@headrace"


class Refused(Exception):
    """A service refused a request; the message is the problem's own words."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.problem: Json = _problem(response)
        request = response.request
        words = self.problem.get("detail") or response.text[:500]
        super().__init__(f"{request.method} {request.url.path} answered {self.status}: {words}")


class Client:
    """One user's way to all services: `await client.get("orders/v1/orders")`."""

    def __init__(self, gateway: httpx.AsyncClient, token: str) -> None:
        self._gateway = gateway
        self._headers = {"Authorization": f"Bearer {token}"}

    async def get(self, path: str, **query: object) -> Any:
        return await self._ask("GET", path, params={k: v for k, v in query.items() if v is not None})

    async def put(self, path: str, body: Json) -> Any:
        return await self._ask("PUT", path, body=body)

    async def create(self, path: str, key: str, body: Json) -> Any:
        """A POST that creates; the same key never has a second effect."""
        return (await self.create_or_find(path, key, body))[0]

    async def create_or_find(self, path: str, key: str, body: Json) -> tuple[Any, bool]:
        """As `create`, and whether it is only the answer of an earlier time that comes again."""
        response = await self._send("POST", path, body=body, headers={"Idempotency-Key": key})
        return response.json(), response.headers.get("Idempotency-Replayed") == "true"

    async def act(self, path: str, body: Json | None = None, *, version: int | None = None) -> Any:
        """A POST that changes what is there; `version` is the one it was decided on."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return await self._ask("POST", path, body=body, headers=headers)

    async def pages(self, path: str, **query: object) -> AsyncIterator[Json]:
        """All items of a list."""
        cursor: str | None = None
        while True:
            page = await self.get(path, **query, limit=200, cursor=cursor)
            for item in page["items"]:
                yield item
            cursor = page["next_cursor"]
            if cursor is None:
                return

    async def all(self, path: str, **query: object) -> list[Json]:
        return [item async for item in self.pages(path, **query)]

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        response = await self._send(method, path, params=params, body=body, headers=headers)
        return response.json() if response.content else None

    async def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        sent = {**self._headers, **(headers or {})}
        for left in reversed(range(TRIES)):
            response = await self._gateway.request(method, f"/api/{path}", params=params, json=body, headers=sent)
            if response.status_code != NOT_NOW or not left:
                break
            await asyncio.sleep(PAUSE)
        if not response.is_success:
            raise Refused(response)
        return response


class People:
    """Clients by user, logged in when they are first needed."""

    def __init__(self, gateway: httpx.AsyncClient) -> None:
        self._gateway = gateway
        self._known: dict[str, Client] = {}
        self._lock = asyncio.Lock()

    async def user(self, role: str, organisation: str) -> Client:
        return await self.named(f"{role}@{organisation}")

    async def platform(self) -> Client:
        return await self.named(PLATFORM_USER)

    async def named(self, user: str) -> Client:
        async with self._lock:
            if user not in self._known:
                response = await self._gateway.post("/api/session", json={"user": user})
                if not response.is_success:
                    raise Refused(response)
                self._known[user] = Client(self._gateway, response.json()["token"])
            return self._known[user]


def segment(name: str) -> str:
    """A name as one part of a path, whatever is in it."""
    return quote(name, safe="")


def _problem(response: httpx.Response) -> Json:
    if "json" not in response.headers.get("content-type", ""):
        return {}
    found = response.json()
    return found if isinstance(found, dict) else {}
