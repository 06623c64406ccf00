"""PLT-1, PLT-5: the door keeper: names, rates, ended sessions; who is refused is told why, logged and counted."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from headrace_api_gateway.keeper import Keeper
from headrace_api_gateway.rates import MOST, Rate, network
from headrace_api_gateway.service import service
from headrace_api_gateway.sessions import Ended
from headrace_chassis import security
from headrace_chassis.clock import Clock, farthest
from headrace_chassis.guard import Guard
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.logs import JsonLines
from headrace_testkit.bench import START, ServiceBench

from .front import door, token_of, with_firms


@pytest.fixture
async def bench(start_service, issuer: DevelopmentIssuer) -> ServiceBench:
    bench = await start_service(service)
    bench.running.runtime.issuer = issuer
    return bench


def granting(bench: ServiceBench, **guard: float) -> None:
    """The same door with another guard."""
    bench.running.runtime.guard = Guard(**guard)
    bench.running.asgi = Keeper(bench.running.asgi._door, bench.running, bench.running.state["ended"])


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8080"])
async def test_the_names_of_this_machine_are_answered(bench, host):
    assert (await door(bench, Host=host).get("/api/clock")).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "", "[::2]", "a:b"]
)
async def test_another_name_that_leads_here_is_not(bench, host):
    for path in ("/", "/api/clock", "/api/session/demo-users", "/v1/organisations", "/metrics"):
        answer = await door(bench, Host=host).get(path)
        assert (answer.status_code, answer.json()["type"]) == (421, "/problems/misdirected"), path
    assert (await door(bench, Host=host).get("/readyz")).status_code == 200


async def test_a_refusal_can_be_looked_up_by_its_trace(bench, caplog):
    caplog.handler.setFormatter(JsonLines())
    asked = {"Host": "evil.example", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
    assert (await door(bench, **asked).get("/")).json()["trace_id"] == "a" * 32
    found = [(await door(bench, Host="evil.example").get("/")).json()["trace_id"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in found)
    assert found[0] != found[1]
    assert [json.loads(line)["trace_id"] for line in caplog.text.splitlines()] == ["a" * 32, *found]
    assert (await door(bench).get("/api/orders%2F@evil/x")).json()["trace_id"]


async def test_a_name_that_is_declared_is_answered(bench):
    granting(bench, hosts=frozenset({"headrace.example.com"}))
    assert (await door(bench, Host="Headrace.example.com:443").get("/api/clock")).status_code == 200


async def test_metrics_are_told_to_this_machine_only_and_in_production_to_nobody(bench):
    assert (await door(bench).get("/metrics")).status_code == 200
    away = httpx.ASGITransport(bench.running.asgi, client=("10.0.0.9", 1))
    async with httpx.AsyncClient(transport=away, base_url="http://localhost") as client:
        assert (await client.get("/metrics")).status_code == 404
    bench.running.runtime.issuer = None
    assert (await door(bench).get("/metrics")).status_code == 404


async def test_who_logged_out_is_nobody_any_more_everywhere(bench):
    token, other = (
        await token_of(bench, "operator@headrace"),
        await token_of(bench, "operator@headrace"),
    )
    assert (await door(bench, token).delete("/api/session")).status_code == 204
    for path in ("/api/session", "/v1/organisations", "/api/orders/v1/orders", "/api/stream", "/api/clock"):
        answer = await door(bench, token).get(path)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated"), path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert (await door(bench, other).get("/api/session")).status_code == 200
    replica = Ended()
    await replica.look(bench.running.database)
    assert replica.has(await bench.running.runtime.verifier.principal(token))


async def test_who_left_is_nobody_any_more_wherever_his_tokens_are(bench):
    await with_firms(bench)
    admin, first, second, other = [
        await token_of(bench, f"{role}@aurora") for role in ("admin", "planner", "planner", "buyer")
    ]
    assert (await door(bench, admin).delete("/api/sessions/aurora/planner@aurora")).status_code == 204
    await bench.running.state["ended"].look(bench.running.database)
    for token, status in ((first, 401), (second, 401), (other, 200), (admin, 200)):
        assert (await door(bench, token).get("/api/session")).status_code == status
    replica, left = Ended(), await bench.running.runtime.verifier.principal(first)
    assert not replica.has(left)
    await replica.sweep(bench.running.database)
    assert replica.has(left)
    assert not replica.has(replace(left, issued_at=left.issued_at + 60)), "taken back, he logs in again"
    assert not replica.has(replace(left, tenant="velo")), "he works for another firm too"


async def test_an_admin_sends_away_people_of_its_own_firm_only(bench):
    await with_firms(bench)
    target = "/api/sessions/velo/customer@velo"
    for user, status in (("planner@aurora", 403), ("admin@aurora", 404), ("operator@headrace", 204)):
        assert (await door(bench, await token_of(bench, user)).delete(target)).status_code == status
        assert len(await bench.query("SELECT 1 FROM sent_away")) == (status == 204)


async def test_ended_sessions_are_forgotten_when_their_token_is_over(bench):
    token = await token_of(bench, "operator@headrace")
    await door(bench, token).delete("/api/session")
    ended = Ended()
    await ended.sweep(bench.running.database)
    assert len(await bench.query("SELECT 1 FROM ended_session")) == 1
    caller = await bench.running.runtime.verifier.principal(token)
    assert ended.has(caller)
    await bench.query("UPDATE ended_session SET expires_at = now() - interval '1 second' RETURNING 1")
    await ended.sweep(bench.running.database)
    assert not ended.has(caller)
    assert await bench.query("SELECT 1 FROM ended_session") == []


async def test_a_subject_asks_so_often_and_others_do_not_feel_it(bench):
    await with_firms(bench)
    planner, buyer = await token_of(bench, "planner@aurora"), await token_of(bench, "buyer@aurora")
    granting(bench, subject_rate=0.01, subject_burst=3)
    answers = [await door(bench, planner).get("/api/session") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3].json()["type"] == "/problems/too-many-requests"
    assert int(answers[3].headers["retry-after"]) == 100
    assert (await door(bench, buyer).get("/api/session")).status_code == 200
    assert (await door(bench).get("/api/clock")).status_code == 200


async def test_an_address_without_a_token_that_is_believed_asks_so_often(bench):
    granting(bench, address_rate=0.01, address_burst=3)
    answers = [await door(bench, "forged").get("/v1/plants") for _ in range(4)]
    assert [one.status_code for one in answers] == [401, 401, 401, 429]
    assert (await door(bench).get("/")).status_code == 429
    away = httpx.ASGITransport(bench.running.asgi, client=("10.0.0.9", 1))
    async with httpx.AsyncClient(transport=away, base_url="http://localhost") as client:
        assert (await client.get("/")).status_code == 200


async def test_logins_that_fail_are_counted_and_those_that_do_not_are_not(bench):
    granting(bench, failure_rate=0.01, failure_burst=2)
    for _ in range(5):
        await token_of(bench, "operator@headrace")
    for _ in range(2):
        assert (await door(bench).post("/api/session", json={"user": "eve@nowhere"})).status_code == 404
    refused = await door(bench).post("/api/session", json={"user": "operator@headrace"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "100")
    assert (await door(bench).get("/api/clock")).status_code == 200


async def test_who_is_turned_away_is_written_down_without_the_proof_and_counted(bench, caplog):
    await with_firms(bench)
    token = await token_of(bench, "planner@aurora")
    security._written._count = 0
    with caplog.at_level(logging.WARNING, "headrace.security"):
        await door(bench).post("/api/session", json={"user": "eve@nowhere"})
        await door(bench, token).put("/v1/plants", json={"items": []})
        await door(bench, f"{token}x").get("/v1/plants?token=secret")
        await door(bench, token).delete("/api/session")
        await door(bench, token).get("/v1/plants")
        await door(bench, Host="evil.example").get("/api/clock")
    lines = [json.loads(JsonLines().format(r)) for r in caplog.records if r.name == "headrace.security"]
    seen = [(one["security_event"], one.get("who", ""), one.get("organisation", ""), one["path"]) for one in lines]
    assert seen == [
        ("login_failed", "", "", "/api/session"),
        ("permission_refused", "planner@aurora", "aurora", "/v1/plants"),
        ("token_refused", "", "", "/v1/plants"),
        ("ended_session_used", "planner@aurora", "aurora", "/v1/plants"),
        ("host_refused", "", "", "/api/clock"),
    ]
    assert {one["client"] for one in lines} == {"127.0.0.1"}
    assert token not in str(lines)
    assert "secret" not in str(lines)
    counted = (await door(bench).get("/metrics")).text
    assert 'security_events_total{event="login_failed",service="api-gateway"}' in counted


async def test_the_clock_goes_ten_years_ahead_at_most_and_everything_goes_on_there(bench, tmp_path):
    await with_firms(bench)
    clock = bench.running.runtime.clock = Clock.kept_in(tmp_path / "clock.json", start=START)
    operator = door(bench, await token_of(bench, "operator@headrace"))
    for moment in (datetime(9999, 12, 31, tzinfo=UTC), datetime(2100, 12, 30, tzinfo=UTC)):
        refused = await operator.post("/api/clock", json={"advance_to": moment.isoformat()})
        assert refused.status_code == 422, refused.text
    while farthest() - clock.now() > timedelta(days=360):
        step = {"advance_to": (clock.now() + timedelta(days=360)).isoformat()}
        assert (await operator.post("/api/clock", json=step)).status_code == 200
    beyond = await operator.post("/api/clock", json={"advance_to": (farthest() + timedelta(days=1)).isoformat()})
    assert beyond.json()["type"] == "/problems/too-far-ahead"
    assert "ten years ahead" in beyond.json()["detail"]
    await operator.post("/api/clock", json={"rate": 1_000_000})
    await asyncio.sleep(0.2)
    first = datetime.fromisoformat((await operator.get("/api/clock")).json()["now"])
    await asyncio.sleep(0.01)
    assert first < datetime.fromisoformat((await operator.get("/api/clock")).json()["now"]) <= farthest()
    assert (await operator.put("/v1/organisations", json={"items": []})).status_code == 200


def test_a_bucket_fills_again_by_and_by():
    now = [0.0]
    rate = Rate(2.0, 3, lambda: now[0])
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    now[0] = 0.5
    assert [rate.take("a") for _ in range(2)] == [0, 0.5]
    now[0] = 100.0
    assert [rate.take("a") for _ in range(4)] == [0, 0, 0, 0.5]


def test_many_who_ask_once_do_not_fill_the_memory_nor_free_who_asks_often():
    now = [0.0]
    rate = Rate(1.0, 3, lambda: now[0])
    for _ in range(3):
        rate.take("often")
    for n in range(MOST * 3):
        rate.take(n)
    assert len(rate._full_at) <= MOST
    assert rate.wait("often") == 1.0


def test_who_has_a_network_of_addresses_is_one():
    assert network("2001:db8::1") == network("2001:db8::ffff:1") != network("2001:db8:0:1::1")
    assert network("10.0.0.1") == "10.0.0.1"
