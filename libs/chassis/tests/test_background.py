"""PLT-6: jobs and timers: progress, cancel, once among replicas, taken over after a crash."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import timedelta

from sqlalchemy import text

from headrace_chassis import jobs as jobs_module
from headrace_testkit.bench import START
from headrace_testkit.jobs import ended

from .probe import FAILS_TWICE


async def texts(bench) -> list[str]:
    return [r["text"] for r in await bench.query("SELECT body->>'text' AS text FROM note ORDER BY id")]


async def ask(client, to: int) -> str:
    answer = await client.post("/v1/counts", json={"text": str(to)})
    assert answer.status_code == 202
    return answer.json()["job"]


async def test_a_job_reports_progress_and_keeps_its_result(bench):
    writer = bench.client("planner")
    job = await ask(writer, 150)
    seen = set()
    while (state := (await writer.get(f"/v1/jobs/{job}")).json())["state"] in {"queued", "running"}:
        seen.add(state["progress"])
        await asyncio.sleep(0.2)
    assert (state["state"], state["result"], state["progress"]) == ("done", {"counted": 150}, 1.0)
    assert any(0 < progress < 1 for progress in seen)
    assert "counted to 150" in await texts(bench)


async def test_a_job_is_cancelled_and_has_no_effect(bench):
    writer = bench.client("planner")
    job = await ask(writer, 3000)
    await asyncio.sleep(1.5)
    await writer.delete(f"/v1/jobs/{job}")
    assert (await ended(writer, job))["state"] == "cancelled"
    assert not any(text.startswith("counted") for text in await texts(bench))


async def test_who_waits_for_a_job_that_failed_is_told_so_with_its_end(bench):
    writer = bench.client("planner")
    state = await ended(writer, await ask(writer, -1))
    assert (state["state"], state["error"]) == ("failed", "TooRude: Nobody counts to \ufffd or below.")
    assert f"not counted to -1: {state['error']}" in await texts(bench)


async def test_who_waits_for_a_job_that_was_cancelled_is_told_so(bench):
    writer = bench.client("planner")
    running, queued = await ask(writer, 3000), await ask(writer, 2999)
    while (await writer.get(f"/v1/jobs/{running}")).json()["state"] != "running":  # noqa: ASYNC110 - the database is what changes
        await asyncio.sleep(0.05)
    for job in (queued, running):
        await writer.delete(f"/v1/jobs/{job}")
        assert (await ended(writer, job))["state"] == "cancelled"
    told = await texts(bench)
    assert {f"not counted to {to}: It was cancelled." for to in (3000, 2999)} <= set(told)


async def test_a_job_ends_and_the_next_is_done_though_nobody_could_be_told(bench):
    writer = bench.client("planner")
    state = await ended(writer, await ask(writer, FAILS_TWICE))
    assert state["error"].endswith("Nobody was told: ZeroDivisionError: ")
    assert not any(text.startswith("not counted") for text in await texts(bench))
    assert (await ended(writer, await ask(writer, 1)))["state"] == "done"


async def test_another_tenant_finds_no_job(bench):
    job = await ask(bench.client("planner"), 1)
    assert (await bench.client("planner", tenant="rival").get(f"/v1/jobs/{job}")).status_code == 404


async def test_a_job_is_seen_and_stopped_by_who_may_ask_for_such_work(bench):
    job = await ask(bench.client("planner"), 150)
    for other in (bench.client("reader"), bench.client(), bench.client("auditor")):
        assert (await other.get(f"/v1/jobs/{job}")).status_code == 403
        assert (await other.delete(f"/v1/jobs/{job}")).status_code == 403
    assert (await ended(bench.client("planner", user="another"), job))["state"] == "done"


async def test_a_job_whose_worker_process_died_is_done_by_a_new_one(bench):
    writer = bench.client("planner")
    await ended(writer, await ask(writer, 1))
    job = await ask(writer, 100)
    await asyncio.sleep(0.5)
    (worker,) = bench.running.runtime.compute._pool._processes.values()
    os.kill(worker.pid, signal.SIGKILL)
    state = await ended(writer, job)
    assert state["state"] == "done", state
    assert (await texts(bench)).count("counted to 100") == 1


async def test_a_job_under_way_when_the_service_stopped_is_taken_over(start_probe, monkeypatch):
    monkeypatch.setattr(jobs_module, "LEASE", timedelta(seconds=1))
    async with start_probe() as bench:
        job = await ask(bench.client("planner"), 150)
        await asyncio.sleep(1.0)
    async with start_probe() as bench:
        assert (await ended(bench.client("planner"), job))["state"] == "done"
        assert (await texts(bench)).count("counted to 150") == 1


async def test_two_replicas_do_a_job_and_a_turn_of_a_timer_once(start_probe):
    async with start_probe() as one, start_probe() as other:
        job = await ask(one.client("planner"), 3)
        assert (await ended(other.client("planner"), job))["state"] == "done"
        one.clock.advance_to(START + timedelta(hours=5, minutes=1))
        await asyncio.sleep(1.0)
        found = await texts(one)
    assert found.count("counted to 3") == 1
    assert sorted(text for text in found if text.startswith("tick")) == ["tick at 08", "tick at 13"]


async def test_a_snapshot_sees_nothing_that_was_stored_after_its_first_look(bench):
    count = text("SELECT count(*) FROM note")
    database = bench.running.database
    async with database.transaction("acme", snapshot=True) as tx, database.transaction("acme") as now:
        before = (await tx.execute(count)).scalar_one()
        await bench.client("planner").post("/v1/notes", json={"text": "meanwhile"})
        assert (await tx.execute(count)).scalar_one() == before
        assert (await now.execute(count)).scalar_one() > before
        assert (await now.execute(text("SHOW transaction_isolation"))).scalar_one() == "read committed"
