"""PLT-6: each event says who caused it and what did, whatever it was told in."""

from __future__ import annotations

import asyncio
import uuid
from types import SimpleNamespace
from typing import Any

from headrace_chassis import clock
from headrace_chassis.events.handlers import HandlerTable, hears_batch
from headrace_chassis.tx import EVERYONE
from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_testkit.jobs import ended

TRACE = "ab" * 16
PARENT = {"traceparent": f"00-{TRACE}-{'c' * 16}-01"}
TOLD = "SELECT actor, cause, traceparent FROM event_log WHERE position($1::bytea IN data) > 0"
PLANT = PlantRegistered(plant="p", organisation="o", name="P", time_zone="UTC")


async def because(bench, text: str) -> tuple[str, str]:
    [row] = await bench.query(TOLD, text.encode())
    return row["actor"], row["cause"]


async def test_what_a_request_tells_is_done_by_the_caller_because_of_the_request(bench):
    client = bench.client("planner", user="wang")
    await client.post("/v1/notes", json={"text": "by hand"}, headers=PARENT)
    assert await because(bench, "by hand") == ("wang", f"request:{TRACE}")


async def test_what_a_job_tells_is_done_by_who_asked_for_it_because_of_the_request(bench):
    client = bench.client("planner", user="wang")
    answer = await client.post("/v1/counts", json={"text": "3"}, headers=PARENT)
    await ended(client, answer.json()["job"])
    assert await because(bench, "counted to 3") == ("wang", f"request:{TRACE}")


async def test_a_job_that_an_older_replica_took_on_is_the_cause_itself(bench):
    await bench.query(
        "INSERT INTO job (id, tenant, kind, params, state, created_at, created_by, traceparent) "
        "VALUES ('job_old', 'acme', 'count', '{\"to\": 4}', 'queued', now(), 'li', '')"
    )
    await ended(bench.client("planner"), "job_old")
    assert await because(bench, "counted to 4") == ("li", "job:job_old")


async def ticks(bench) -> list[Any]:
    while not (rows := await bench.query(TOLD, b"tick at")):  # noqa: ASYNC110 - the database is what changes
        await asyncio.sleep(0.05)
    return rows


async def test_what_a_timer_tells_is_done_by_the_timer_because_of_its_turn(bench):
    rows = await ticks(bench)
    assert {row["actor"] for row in rows} == {"timer:tick"}
    assert all(row["cause"] == f"timer:{row['traceparent'][3:35]}" for row in rows)


async def test_what_a_service_tells_by_itself_is_done_by_the_service(bench):
    async with bench.running.database.transaction(EVERYONE) as tx:
        tx.tell(PLANT, tenant="acme")
    [row] = await bench.query("SELECT actor, cause FROM event_log WHERE type = $1", PLANT.event_type)
    assert tuple(row) == ("service:api-gateway", "")


async def test_of_many_events_heard_at_once_each_causes_what_follows_from_it(bench):
    @hears_batch(OrganisationRegistered)
    async def answer(events: list[OrganisationRegistered], tx: Any) -> None:
        for event in events:
            tx.because_of(event.name)
            tx.tell(PlantRegistered(plant=event.key, organisation="o", name="P", time_zone="UTC"))

    def heard(n: int) -> Any:
        event = OrganisationRegistered(organisation=f"o{n}", name=f"name {n}", role="customer", currency="EUR")
        return bench.envelope(event, position=n)._replace(actor=f"u{n}", cause="request:x", source="orders")

    table = HandlerTable([SimpleNamespace(answer=answer)])  # type: ignore[list-item]
    async with bench.running.database.transaction(EVERYONE) as tx:
        await table.dispatch(tx, [heard(1), heard(2), heard(3)])
    rows = await bench.query("SELECT key, actor, cause FROM event_log WHERE type = $1 ORDER BY id", PLANT.event_type)
    assert [tuple(row) for row in rows] == [(f"o{n}", f"u{n}", f"orders:{n}") for n in (1, 2, 3)]


async def test_an_older_replica_still_tells_and_its_events_are_of_nobody_known(bench):
    older = (
        "INSERT INTO event_log (event_id, type, key, tenant, plant, version, occurred_at, traceparent, data) "
        "VALUES ($1, $2, 'older', 'acme', '', 1, $3, '', $4)"
    )
    await bench.query(older, uuid.uuid4(), PLANT.event_type, clock.wall(), PLANT.to_wire())
    [page] = [(await bench.platform().get("/v1/event-log", params={"key": "older"})).json()["items"]]
    assert [(one["actor"], one["cause"]) for one in page] == [("unknown", "")]


async def test_what_an_event_caused_is_found_by_an_index(bench):
    """Of a log of which nothing else is caused by it; what requests caused is found by their traces."""
    async with bench.looking() as owner, owner.transaction():
        await owner.execute("SET LOCAL enable_seqscan = off")
        sql = "SELECT 1 FROM event_log WHERE cause = ANY($1) AND cause <> '' AND cause NOT LIKE 'request:%'"
        plan = await owner.fetch(f"EXPLAIN {sql}", ["orders:17"])
    assert any("event_log_" in row[0] and "cause" in row[0] and "Index" in row[0] for row in plan), plan


async def test_the_log_is_narrowed_by_cause(bench):
    other = {"key": "none", "cause": ["orders:17", "mrp:2"]}
    assert (await bench.platform().get("/v1/event-log", params=other)).json()["items"] == []
    turn = (await ticks(bench))[0]["cause"]
    found = (await bench.platform().get("/v1/event-log", params={"cause": turn})).json()["items"]
    assert {one["cause"] for one in found} == {turn}
