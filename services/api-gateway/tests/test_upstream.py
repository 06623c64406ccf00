"""PLT-1: a service behind HTTP: tried elsewhere where that is harmless, given up in time, never twice by us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from headrace_api_gateway.upstream import RemoteService, Session, service
from headrace_api_gateway.upstream.body import KEPT
from headrace_chassis.web.incoming import LARGE
from headrace_testkit.replica import Replica, breaks_off, closed_port, is_silent, replica, says, says_half
from headrace_testkit.waiting import patience


@asynccontextmanager
async def asking(*addresses: str, patience: float = 30.0) -> AsyncIterator[httpx.AsyncClient]:
    session = Session()
    app = RemoteService("orders", addresses, session, answer_seconds=patience)
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
            yield client
    finally:
        await session.close()


def problem(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert "orders" in answer.json()["detail"]
    return answer.status_code, answer.json()["type"]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_replica_that_can_not_be_connected_to_is_passed_over_whatever_the_method(method):
    async with replica(says("here")) as well, asking(await closed_port(), well.address) as client:
        answers = [await client.request(method, "/v1/orders", content=b"x") for _ in range(4)]
    assert [answer.text for answer in answers] == ["here"] * 4


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_a_request_that_may_be_repeated_is_sent_whole_to_the_next_replica(method):
    async with (
        replica(breaks_off) as broken,
        replica(says("here")) as well,
        asking(broken.address, well.address) as client,
    ):
        answers = [await client.request(method, "/v1/items", content=b"rows") for _ in range(2)]
    assert [answer.text for answer in answers] == ["here", "here"]
    assert {asked.body for asked in well.asked + broken.asked} == {b"rows"}


async def test_an_answer_that_breaks_off_after_its_headers_is_had_from_the_next_replica():
    async with (
        replica(says_half("here")) as broken,
        replica(says("here")) as well,
        asking(broken.address, well.address) as client,
    ):
        answers = [await client.get("/v1/items") for _ in range(2)]
        once = [await client.post("/v1/items", content=b"{}") for _ in range(2)]
    assert [answer.text for answer in answers] == ["here", "here"]
    assert broken.asked
    assert {answer.status_code for answer in once} == {200, 502}


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "k1"}])
async def test_a_post_that_may_have_been_heard_is_never_sent_again_by_us(headers):
    async with replica(breaks_off) as one, replica(breaks_off) as other, asking(one.address, other.address) as client:
        answer = await client.post("/v1/orders", content=b"{}", headers=headers)
    assert problem(answer) == (502, "/problems/broken-off")
    assert "may have taken effect" in answer.json()["detail"]
    assert len(one.asked) + len(other.asked) == 1


async def test_a_large_body_is_passed_on_as_it_comes_and_not_repeated(monkeypatch):
    parts = [b"x" * 100_000] * 15

    async def body():
        for part in parts:
            yield part

    async with replica(says("here")) as well, asking(well.address) as client:
        assert (await client.put("/v1/items", content=body())).text == "here"
    assert len(well.asked[0].body) == 1_500_000 > KEPT
    async with replica(breaks_off) as one, replica(breaks_off) as other, asking(one.address, other.address) as client:
        assert problem(await client.put("/v1/items", content=body())) == (502, "/problems/broken-off")
        assert len(one.asked) + len(other.asked) == 1


async def test_a_body_over_the_limit_is_refused_even_when_it_does_not_tell_its_length():
    async def body():
        for _ in range(LARGE // 1_000_000 + 2):
            yield b"x" * 1_000_000

    async with replica(is_silent) as well, asking(well.address) as client:
        answer = await client.put("/v1/items", content=body())
        told = await client.put("/v1/items", content=b"", headers={"Content-Length": str(LARGE + 1)})
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert told.status_code == 413
    assert well.asked == []


async def test_a_dead_service_is_named_and_left_in_peace_until_it_is_back():
    async with replica(says("here")) as one:
        address = one.address
        async with asking(address) as client:
            one.answer = breaks_off
            codes = [(await client.get("/v1/orders")).status_code for _ in range(3)]
            asked = len(one.asked)
            left_alone = await client.get("/v1/orders")
            assert len(one.asked) == asked
            one.answer = says("back")
            await asyncio.sleep(1.05)
            assert [(await client.get("/v1/orders")).text for _ in range(2)] == ["back", "back"]
    assert codes[0] == 502
    assert problem(left_alone) == (503, "/problems/unavailable")
    assert left_alone.headers["retry-after"] == "1"


async def test_a_service_that_answered_a_moment_ago_is_waited_for_though_its_circuit_is_open():
    async with replica(says("here")) as one, asking(one.address) as client:
        assert (await client.get("/v1/orders")).text == "here"
        one.answer = breaks_off
        assert {(await client.post("/v1/orders")).status_code for _ in range(3)} == {502}
        one.answer = says("slow, but here")
        assert (await client.get("/v1/orders")).text == "slow, but here"


async def test_a_service_of_which_no_replica_listens_is_out_of_reach():
    async with asking(await closed_port(), await closed_port()) as client:
        answer = await client.post("/v1/orders")
    assert problem(answer) == (503, "/problems/unavailable")
    assert "Nothing was sent" in answer.json()["detail"]


async def test_a_service_that_does_not_answer_in_time_is_given_up_and_not_asked_again():
    async with (
        replica(is_silent) as one,
        replica(is_silent) as other,
        asking(one.address, other.address, patience=0.3) as client,
    ):
        answer = await client.get("/v1/orders")
    assert problem(answer) == (504, "/problems/too-slow")
    assert len(one.asked) + len(other.asked) == 1


async def test_a_frozen_replica_gets_no_more_than_its_share():
    async with (
        replica(is_silent) as frozen,
        replica(says("here")) as well,
        asking(frozen.address, well.address, patience=3.0) as client,
    ):
        stuck = [asyncio.create_task(client.get("/v1/orders")) for _ in range(2)]
        await asyncio.sleep(0.2)
        answers = [await client.get("/v1/orders") for _ in range(20)]
        await asyncio.gather(*stuck)
    assert [answer.text for answer in answers] == ["here"] * 20
    assert len(frozen.asked) == 1


async def test_a_replica_that_is_about_to_stop_is_asked_last():
    leaving = says("leaving", "connection: close")
    async with (
        replica(leaving) as first,
        replica(says("staying")) as second,
        asking(first.address, second.address) as client,
    ):
        told = [(await client.get("/v1/orders")).text for _ in range(8)]
    assert told.count("leaving") == 1


async def test_more_requests_than_it_can_take_wait_a_while_and_are_refused(monkeypatch):
    monkeypatch.setattr(service, "UNDER_WAY", 1)
    monkeypatch.setattr(service, "QUEUE_SECONDS", 0.2)
    async with replica(is_silent) as busy, asking(busy.address, patience=1.0) as client:
        answers = await asyncio.gather(*(client.get("/v1/orders") for _ in range(2)))
    assert sorted(answer.json()["type"] for answer in answers) == ["/problems/overloaded", "/problems/too-slow"]
    assert len(busy.asked) == 1


async def test_headers_and_addresses_arrive_as_they_were_written():
    cookies = ("set-cookie: a=1", "set-cookie: b=2", "content-encoding: br", "keep-alive: timeout=5")
    async with replica(says("here", *cookies)) as well, asking(well.address) as client:
        sent = {"Traceparent": "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01", "Accept-Encoding": "br"}
        request = client.build_request("GET", "/v1/lots/A%2F7?q=%C3%A4&q=2", headers=sent)
        async with patience():
            answer = await client.send(request, stream=True)
            raw = [part async for part in answer.aiter_raw()]
    (asked,) = well.asked
    assert asked.line == "GET /v1/lots/A%2F7?q=%C3%A4&q=2 HTTP/1.1"
    assert dict(asked.headers)["traceparent"].split("-")[1] == "ab" * 16
    assert dict(asked.headers)["accept-encoding"] == "br"
    assert "set-cookie" not in answer.headers
    assert (answer.headers["content-encoding"], b"".join(raw)) == ("br", b"here")
    assert "keep-alive" not in answer.headers


async def sent_by(app, send, *, leaves: asyncio.Event) -> None:
    """As a server would call it: httpx's transport neither streams nor leaves."""

    async def receive():
        if not begun:
            begun.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}
        await leaves.wait()
        return {"type": "http.disconnect"}

    begun: list[bool] = []
    scope = {"type": "http", "method": "GET", "path": "/v1/x", "raw_path": b"/v1/x", "query_string": b"", "headers": []}
    await app(scope, receive, send)


@asynccontextmanager
async def remote(one: Replica) -> AsyncIterator[RemoteService]:
    session = Session()
    try:
        yield RemoteService("orders", [one.address], session)
    finally:
        await session.close()


async def test_a_client_that_leaves_ends_its_request_at_the_service():
    async with replica(is_silent) as one, remote(one) as app:
        leaves = asyncio.Event()

        async def send(_):
            raise AssertionError("nobody is there to be answered")

        asking = asyncio.create_task(sent_by(app, send, leaves=leaves))
        async with patience():
            while not one.asked:  # noqa: ASYNC110 - the server is what changes
                await asyncio.sleep(0.02)
            leaves.set()
            await asking
            await one.left.wait()


async def test_what_a_service_streams_arrives_as_it_is_sent():
    released = asyncio.Event()

    async def streams(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        writer.write(b"9\r\ndata: 1\n\n\r\n")
        await released.wait()
        writer.write(b"9\r\ndata: 2\n\n\r\n0\r\n\r\n")

    async with replica(streams) as one, remote(one) as app:
        told = []

        async def send(message):
            told.append(message.get("body", b""))
            if b"data: 1" in told[-1]:
                released.set()

        async with patience():
            await sent_by(app, send, leaves=asyncio.Event())
    assert b"".join(told) == b"data: 1\n\ndata: 2\n\n"


async def test_a_long_answer_that_breaks_off_does_not_look_like_a_whole_one():
    async def half(_, writer):
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % (2 * service.WHOLE))
        writer.write(b"x" * service.WHOLE)
        await writer.drain()
        writer.transport.abort()

    async with replica(half) as one, remote(one) as app:
        told = []

        async def send(message):
            told.append(message)

        with pytest.raises(Exception, match=r"payload|reset"):
            await sent_by(app, send, leaves=asyncio.Event())
    assert all(message.get("more_body", True) for message in told)
