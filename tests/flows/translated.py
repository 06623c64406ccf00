"""Whatever is refused is asked for again in Chinese, and what is said then is kept: a refusal has no effect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from headrace_journey.http import Json

MOST = 8
"""Of one kind from one service."""
QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|`[^`]*`|Platform operator")
"""What is shown as it is; the last is the name of who asks."""
ENGLISH = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z]{2,}")


@dataclass
class Translated:
    """Listens to the answers of a client."""

    client: httpx.AsyncClient
    answers: list[tuple[str, Json]] = field(default_factory=list)
    _counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    _listens: bool = True

    @contextmanager
    def turned_away(self) -> Iterator[None]:
        """Of texts that are drawn at random nobody can tell whether they are words."""
        self._listens = False
        try:
            yield
        finally:
            self._listens = True

    async def __call__(self, response: httpx.Response) -> None:
        if (
            not self._listens
            or "accept-language" in response.request.headers
            or "json" not in response.headers.get("content-type", "")
        ):
            return
        if not await response.aread():
            return
        answer = response.json()
        if response.is_success and not (isinstance(answer, dict) and answer.get("errors")):
            return
        path = response.request.url.path
        kind = path.split("/")[2] if path.startswith("/api/") else "", answer.get("type", "")
        self._counted[kind] += 1
        if self._counted[kind] <= MOST:
            await self._again(kind[0], response.request)

    async def _again(self, service: str, request: httpx.Request) -> None:
        headers = httpx.Headers(request.headers.raw)
        headers["accept-language"] = "zh-CN,zh;q=0.9"
        again = await self.client.request(request.method, request.url, headers=headers, content=await request.aread())
        assert again.headers["content-language"] == "zh", request.url
        self.answers.append((service, again.json()))

    def english(self) -> list[str]:
        """Sentences in English in the answers."""
        return [
            f"{service}: {text}"
            for service, answer in self.answers
            for text in _texts(answer)
            if ENGLISH.search(QUOTED.sub("", text))
        ]


def _texts(answer: Json) -> Iterator[str]:
    yield from (answer[name] for name in ("title", "detail") if name in answer)
    yield from (error["detail"] for error in answer.get("errors", ()))
