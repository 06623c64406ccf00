"""PLT-6: two replicas do nothing twice and leave nothing out, whichever of them stops or freezes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta

import asyncpg
import pytest

from headrace_chassis import jobs as jobs_module
from headrace_chassis.clock import Clock, wall
from headrace_chassis.compute import Compute
from headrace_chassis.events.log import make_day_partitions
from headrace_chassis.files import made_once
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.jobs import TakenOver, Work
from headrace_chassis.timers import Timer, Timers
from headrace_testkit.bench import START
from headrace_testkit.jobs import ended
from headrace_testkit.waiting import PATIENCE, patience
from headrace_testkit.work import slow_count

from .probe import write
from .test_background import ask, texts

HOURLY = timedelta(hours=1)


class Turns:
    """A timer's work: slow, and noted when it is done."""

    def __init__(self) -> None:
        self.done = 0
        self.fails = False
        self.began = asyncio.Event()

    async def __call__(self, tx) -> None:
        self.began.set()
        await asyncio.sleep(0.4)
        if self.fails:
            raise RuntimeError("this replica breaks")
        self.done += 1


async def test_a_slow_turn_is_taken_by_one_replica_only(bench):
    one, other = Turns(), Turns()
    replicas = [Timers(bench.running.database, [Timer("slow", HOURLY, turns)]) for turns in (one, other)]
    for replica in replicas:
        await replica.start()
    await asyncio.sleep(1.2)
    for replica in replicas:
        await replica.stop()
    assert one.done + other.done == 1


async def test_the_other_replica_takes_the_turn_of_one_that_broke_at_it(bench):
    breaking, well = Turns(), Turns()
    breaking.fails = True
    first = Timers(bench.running.database, [Timer("handed", HOURLY, breaking)])
    second = Timers(bench.running.database, [Timer("handed", HOURLY, well)])
    await first.start()
    await breaking.began.wait()
    await second.start()
    async with patience():
        while not well.done:  # noqa: ASYNC110 - the other replica is what changes
            await asyncio.sleep(0.05)
    await first.stop()
    await second.stop()


async def test_a_timer_that_started_again_is_not_late(bench):
    """It was due in an hour before the restart, and still is: not an hour after the restart."""
    turns = Turns()
    timer = Timer("punctual", HOURLY, turns)
    for _ in range(2):
        timers = Timers(bench.running.database, [timer])
        await timers.start()
        await asyncio.sleep(0.8)
        await timers.stop()
        bench.clock.advance_to(bench.clock.now() + timedelta(minutes=40))
    timers = Timers(bench.running.database, [timer])
    await timers.start()
    await asyncio.sleep(0.8)
    await timers.stop()
    assert turns.done == 2


async def test_a_job_that_was_under_way_is_given_back_when_its_replica_stops(start_probe):
    async with start_probe() as one:
        job = await ask(one.client("planner"), 600)
        await asyncio.sleep(1.0)
        await one.running.stop()
        state = (await one.query("SELECT state FROM job WHERE id = $1", job))[0]["state"]
    assert state == "queued"


async def test_a_computation_under_way_does_not_keep_its_process_from_ending():
    compute = Compute()
    await compute.run(slow_count, 1)
    long = asyncio.create_task(compute.run(slow_count, 10_000))
    await asyncio.sleep(0.3)
    compute.close()
    with pytest.raises(BrokenProcessPool):
        await asyncio.wait_for(long, PATIENCE)


async def test_a_worker_that_was_frozen_can_store_nothing_after_it_was_overtaken(bench, monkeypatch):
    monkeypatch.setattr(jobs_module, "LEASE", timedelta(seconds=0))
    await bench.query(
        "INSERT INTO job (id, tenant, kind, params, state, created_at, created_by) "
        "VALUES ('j1', 'acme', 'nobody does this', '{}', 'queued', now(), 'ann')"
    )
    jobs = jobs_module.Jobs("probe", bench.running.database, Compute(), [])
    jobs._jobs = {"nobody does this": None}
    frozen, awake = [(await jobs._claim())[1] for _ in range(2)]
    with pytest.raises(TakenOver):
        await frozen.transact(write, "too late")
    await awake.transact(write, "in time")
    found = await texts(bench)
    assert "in time" in found
    assert "too late" not in found


async def test_a_lease_can_not_run_out_under_a_transaction_of_its_holder(bench, monkeypatch):
    monkeypatch.setattr(jobs_module, "LEASE", timedelta(seconds=0))
    await bench.query(
        "INSERT INTO job (id, tenant, kind, params, state, created_at, created_by) "
        "VALUES ('j2', 'acme', 'slow one', '{}', 'queued', now(), 'ann')"
    )
    jobs = jobs_module.Jobs("probe", bench.running.database, Compute(), [])
    jobs._jobs = {"slow one": None}
    work: Work = (await jobs._claim())[1]

    async def store(tx) -> None:
        assert await jobs._claim() is None
        await write(tx, "undisturbed")

    await work.transact(store)
    assert (await jobs._claim()) is not None


async def test_a_job_that_ends_every_process_that_tries_it_is_given_up(bench):
    await bench.query(
        "INSERT INTO job (id, tenant, kind, params, state, attempts, created_at, created_by) "
        "VALUES ('j3', 'acme', 'count', '{\"to\": 1}', 'queued', 100, now(), 'ann')"
    )
    state = await ended(bench.client("planner"), "j3")
    assert state["state"] == "failed"
    assert "was gone before the end" in state["error"]


async def test_replicas_that_start_at_once_make_the_same_partitions(postgres, bench):
    day = wall().date() + timedelta(days=20)
    connections = [await asyncpg.connect(bench.running.runtime.app_url("")) for _ in range(6)]
    await asyncio.gather(*(make_day_partitions(connection, day) for connection in connections))
    for connection in connections:
        await connection.close()
    found = await bench.query("SELECT to_regclass($1) AS name", f"event_log_{day:%Y%m%d}")
    assert found[0]["name"]


def test_a_file_is_made_once_however_many_make_it(tmp_path):
    file = tmp_path / "keys" / "one"
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda number: made_once(file, f"made by {number}".encode), range(8)))
    assert len(found) == 1
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


async def test_gateways_that_start_at_once_sign_with_one_key(tmp_path):
    with ThreadPoolExecutor(4) as threads:
        issuers = list(threads.map(lambda _: DevelopmentIssuer(tmp_path / "issuer.json"), range(4)))
    assert len({str(await issuer.keys()) for issuer in issuers}) == 1


def test_gateways_that_move_the_clock_at_once_never_turn_it_back(tmp_path):
    file = tmp_path / "clock.json"
    Clock.kept_in(file, start=START)
    days = [timedelta(days=day) for day in range(1, 41)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda ahead: Clock.kept_in(file).advance_to(START + ahead), days))
    assert Clock.kept_in(file).now() >= START + days[-1]
