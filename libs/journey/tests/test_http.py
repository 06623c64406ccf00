"""PLT-8: the journey speaks to the platform as it asks to be spoken to."""

from __future__ import annotations

import httpx
import pytest

from headrace_journey import http
from headrace_journey.http import Client, Refused


class Busy:
    """Answers 503 for a while."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.keys: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers["Idempotency-Key"])
        return httpx.Response(503 if len(self.keys) <= self.times else 201, json={"id": "iss_1"})


@pytest.mark.parametrize(("times", "asked"), [(0, 1), (2, 3), (99, http.TRIES)])
async def test_what_can_t_be_done_now_is_asked_again_in_a_moment_with_the_same_key(monkeypatch, times, asked):
    monkeypatch.setattr(http, "PAUSE", 0)
    busy = Busy(times)
    async with httpx.AsyncClient(transport=httpx.MockTransport(busy), base_url="http://headrace") as gateway:
        client = Client(gateway, "token")
        if times < http.TRIES:
            assert await client.create("logistics/v1/issues", "key", {}) == {"id": "iss_1"}
        else:
            with pytest.raises(Refused, match="503"):
                await client.create("logistics/v1/issues", "key", {})
    assert busy.keys == ["key"] * asked
