"""A user who does not give up: asks the gateway until it answers, with the same key, and writes down both."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from headrace_testkit.faults.journal import Answer, Journal, Json, Request

PATIENCE_FOR_AN_ANSWER = 4.0
PAUSE = 0.15
GIVE_UP_AFTER = 180.0


class Refused(Exception):
    """A service understood and said no."""

    def __init__(self, request: Request, response: httpx.Response) -> None:
        self.status = response.status_code
        super().__init__(f"{request.method} {request.path} answered {self.status}: {response.text[:500]}")


class NoAnswer(Exception):
    """Minutes went by and nobody answered."""


class Client:
    def __init__(self, address: str, journal: Journal) -> None:
        self._http = httpx.AsyncClient(base_url=address, timeout=PATIENCE_FOR_AN_ANSWER, trust_env=False)
        self.journal = journal
        self._tokens: dict[str, str] = {}

    async def close(self) -> None:
        await self._http.aclose()

    async def create(self, user: str, path: str, key: str, body: Json) -> Json:
        """The same key at each try, so that it has one effect however often it is asked. What the service has not
        heard of yet (404) is asked for again until it has."""
        async with asyncio.timeout(GIVE_UP_AFTER):
            while True:
                try:
                    return await self._until_answered(Request(user, "POST", path, body, key))
                except Refused as refused:
                    if refused.status != 404:
                        raise
                await asyncio.sleep(PAUSE)

    async def put(self, user: str, path: str, *rows: Json) -> Json:
        return await self._until_answered(Request(user, "PUT", path, {"items": list(rows)}))

    async def act(self, user: str, path: str, version: int | None = None) -> Json:
        """Without a key: after an answer that was lost, the second try may be refused because the first had succeeded.
        Raises Refused then, and the caller looks at what is there."""
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return await self._until_answered(Request(user, "POST", path, headers=headers))

    async def get(self, user: str, path: str, **query: object) -> Any:
        """Reading promises nothing, so it is not written down."""
        request = Request(user, "GET", path)
        async with asyncio.timeout(GIVE_UP_AFTER):
            while True:
                response = await self._tried(request, query)
                if response is not None and response.is_success:
                    return response.json()
                self._check(request, response)
                await asyncio.sleep(PAUSE)

    async def first(self, user: str, path: str, **query: object) -> Json:
        """The first of a list; waits until there is one."""
        async with asyncio.timeout(GIVE_UP_AFTER):
            while True:
                items = (await self.get(user, path, **query))["items"]
                if items:
                    return items[0]  # type: ignore[no-any-return]
                await asyncio.sleep(PAUSE)

    async def once(self, request: Request) -> httpx.Response | None:
        """One try. None when there was no answer, or one that does not say what happened."""
        return await self._tried(request, {})

    async def _until_answered(self, request: Request) -> Json:
        self.journal.ask(request)
        try:
            async with asyncio.timeout(GIVE_UP_AFTER):
                return await self._insist(request)
        except TimeoutError:
            raise NoAnswer(f"{request.method} {request.path} was not answered in {GIVE_UP_AFTER:.0f} s") from None

    async def _insist(self, request: Request) -> Json:
        tries = 0
        while True:
            tries += 1
            response = await self._tried(request, {})
            if response is not None and response.is_success:
                self.journal.keep(Answer(request, response.status_code, response.json(), tries))
                return response.json()  # type: ignore[no-any-return]
            self._check(request, response)
            self.journal.lose(request, "no answer" if response is None else str(response.status_code))
            await asyncio.sleep(PAUSE)

    async def _tried(self, request: Request, query: Mapping[str, object]) -> httpx.Response | None:
        try:
            headers = {"Authorization": f"Bearer {await self._token(request.user)}", **request.headers}
            if request.key:
                headers["Idempotency-Key"] = request.key
            return await self._http.request(
                request.method,
                request.path,
                json=request.body,
                headers=headers,
                params={name: str(value) for name, value in query.items()} or None,
            )
        except httpx.TransportError:
            return None

    def _check(self, request: Request, response: httpx.Response | None) -> None:
        """A refusal is an answer; what a gateway or a service in trouble says is none."""
        if response is not None and response.status_code < 500 and response.status_code not in {408, 429}:
            raise Refused(request, response)

    async def _token(self, user: str) -> str:
        while user not in self._tokens:
            response = await self._http.post("/api/session", json={"user": user})
            if response.is_success:
                self._tokens[user] = response.json()["token"]
            else:
                self._check(Request(user, "POST", "/api/session"), response)
                await asyncio.sleep(PAUSE)
        return self._tokens[user]
