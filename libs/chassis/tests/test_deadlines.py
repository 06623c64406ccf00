"""PLT-6: what comes due for a thing is done once among replicas; one that fails stops nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace_chassis import deadlines
from headrace_chassis import due as due_module
from headrace_chassis.deadlines import Deadline
from headrace_chassis.due import DueWork
from headrace_chassis.metrics import DEADLINES_DUE, DEADLINES_FAILED
from headrace_chassis.states import States
from headrace_chassis.tx import EVERYONE, Tx
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.waiting import until

from .probe import write

SOON, YEAR = START + timedelta(minutes=5), timedelta(days=365)
FIRMS = ("acme", "bolt", "rival")


class Deeds:
    """Notes each thing that it is called with; it fails for those that it is told to, after it noted them."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.batches: list[tuple[str, list[str]]] = []

    @property
    def done(self) -> list[tuple[str, str]]:
        return sorted((tenant, thing) for tenant, things in self.batches for thing in things)

    async def __call__(self, tx: Tx, things: Sequence[str]) -> None:
        self.batches.append((tx.tenant, list(things)))
        for thing in things:
            await write(tx, thing)
        if bad := self.failing & set(things):
            raise ValueError(f"can't do {sorted(bad)}")


@pytest.fixture
async def bench(bench) -> ServiceBench:
    await bench.query("DELETE FROM deadline")
    await bench.query("DELETE FROM note")
    return bench


def replica(bench: ServiceBench, deeds, kind: str = "remind") -> DueWork:
    return DueWork(bench.running.database, [Deadline(kind, deeds)])


async def put(bench: ServiceBench, things: Sequence[str], at=SOON, tenant: str = "acme") -> None:
    async with bench.running.database.transaction(tenant) as tx:
        await deadlines.put(tx, "remind", dict.fromkeys(things, at))


async def clear(bench: ServiceBench, *things: str, tenant: str = "acme") -> None:
    async with bench.running.database.transaction(tenant) as tx:
        await deadlines.clear(tx, "remind", things)


async def done(bench: ServiceBench, tenant: str = "acme") -> list[str]:
    rows = await bench.query("SELECT body->>'text' AS text FROM note WHERE tenant = $1 ORDER BY id", tenant)
    return [row["text"] for row in rows if not row["text"].startswith("tick")]


async def waiting(bench: ServiceBench) -> list[tuple]:
    return [tuple(row) for row in await bench.query("SELECT thing, due_at, attempts FROM deadline ORDER BY thing")]


@asynccontextmanager
async def at_work(*replicas: DueWork) -> AsyncIterator[None]:
    for one in replicas:
        await one.start()
    yield
    for one in replicas:
        await one.stop()


async def test_what_is_due_is_done_in_its_tenants_name_and_nothing_sooner(bench):
    deeds = Deeds()
    for tenant in FIRMS:
        await put(bench, ["a", "b"], tenant=tenant)
    await put(bench, ["later"], SOON + YEAR)
    assert await replica(bench, deeds).do_due() == 0
    bench.clock.advance_to(SOON)
    assert await replica(bench, deeds).do_due() == 6
    assert deeds.done == [(tenant, thing) for tenant in FIRMS for thing in ("a", "b")]
    assert await waiting(bench) == [("later", SOON + YEAR, 0)]


async def test_a_deadline_is_moved_and_cleared_with_the_transaction_that_does_so(bench):
    deeds = Deeds()
    await put(bench, ["moved", "cleared", "kept"])
    await put(bench, ["moved"], SOON + YEAR)
    await clear(bench, "cleared", "never had one")
    with suppress(ZeroDivisionError):
        async with bench.running.database.transaction("acme") as tx:
            await deadlines.clear(tx, "remind", ["kept"])
            raise ZeroDivisionError
    bench.clock.advance_to(SOON)
    assert await replica(bench, deeds).do_due() == 1
    assert await done(bench) == ["kept"]
    bench.clock.advance_to(SOON + YEAR)
    assert await replica(bench, deeds).do_due() == 1
    assert await done(bench) == ["kept", "moved"]


async def test_nobody_touches_anothers_deadline_by_its_name(bench):
    await put(bench, ["a"])
    await put(bench, ["a"], SOON + YEAR, tenant="rival")
    await clear(bench, "a", tenant="bolt")
    assert await waiting(bench) == [("a", SOON, 0), ("a", SOON + YEAR, 0)]


async def test_a_deed_may_put_the_next_deadline_of_its_thing(bench):
    async def remind_each_year(tx: Tx, things: Sequence[str]) -> None:
        await deadlines.put(tx, "remind", dict.fromkeys(things, tx.now + YEAR))

    await put(bench, ["a"])
    bench.clock.advance_to(SOON)
    now = bench.clock.now()
    assert await replica(bench, remind_each_year).do_due() == 1
    ((_, at, _),) = await waiting(bench)
    assert timedelta(0) <= at - (now + YEAR) < timedelta(hours=1)


async def test_one_that_fails_stops_nobody_and_is_tried_again_after_a_pause(bench):
    things = [f"t{number:02}" for number in range(15)]
    deeds = Deeds()
    deeds.failing = {"t07"}
    work = replica(bench, deeds)
    await put(bench, things)
    bench.clock.advance_to(SOON)
    await work.do_due()
    assert sorted(await done(bench)) == [thing for thing in things if thing != "t07"]
    assert await waiting(bench) == [("t07", SOON, 1)]
    (failed,) = await bench.query("SELECT error, next_try > now() + interval '4 s' AS pauses FROM deadline")
    assert tuple(failed) == ("ValueError: can't do ['t07']", True)
    await States(bench.running.database, bench.running.consumer, [], ["remind"], relayed=False).refresh()
    assert [gauge.labels("api-gateway", "remind")._value.get() for gauge in (DEADLINES_DUE, DEADLINES_FAILED)] == [0, 1]
    assert await work.do_due() == 0
    deeds.failing = set()
    await bench.query("UPDATE deadline SET next_try = now()")
    assert await work.do_due() == 1
    assert sorted(await done(bench)) == things
    assert await waiting(bench) == []


async def test_pauses_grow_to_an_hour_and_end_when_the_deadline_is_moved(bench):
    deeds = Deeds()
    deeds.failing = {"a"}
    work = replica(bench, deeds)
    await put(bench, ["a"])
    bench.clock.advance_to(SOON)
    pauses = []
    for _ in range(6):
        await work.do_due()
        row = await bench.query("UPDATE deadline SET next_try = now() RETURNING next_try, attempts")
        pauses.append(row[0]["attempts"])
    await work.do_due()
    (last,) = await bench.query("SELECT extract(epoch FROM next_try - now())::float AS pause FROM deadline")
    assert pauses == [1, 2, 3, 4, 5, 6]
    assert 3200 < last["pause"] < 4000
    await put(bench, ["a"])
    assert await waiting(bench) == [("a", SOON, 0)]


async def test_two_replicas_do_each_once_after_a_jump_of_a_year(bench):
    ones, others = Deeds(), Deeds()
    things = [f"t{number:03}" for number in range(300)]
    for tenant in FIRMS:
        async with bench.running.database.transaction(tenant) as tx:
            moments = {thing: START + timedelta(days=number) for number, thing in enumerate(things)}
            await deadlines.put(tx, "remind", moments)
    async with at_work(replica(bench, ones), replica(bench, others)):
        bench.clock.advance_to(START + YEAR)
        await until(lambda: _none_left(bench))
    for tenant in FIRMS:
        assert sorted(await done(bench, tenant)) == things
    assert ones.batches
    assert others.batches


async def _none_left(bench: ServiceBench) -> bool:
    return not await bench.query("SELECT FROM deadline")


async def test_what_a_replica_had_in_hand_when_it_died_is_done_by_another(bench):
    """Its connection ends in the midst of the deed, as it does when its process is killed."""
    began, well = asyncio.Event(), Deeds()

    async def dying(tx: Tx, things: Sequence[str]) -> None:
        await Deeds()(tx, things)
        began.set()
        await asyncio.sleep(3600)

    await put(bench, ["a"])
    bench.clock.advance_to(SOON)
    dead = asyncio.create_task(replica(bench, dying).do_due())
    await began.wait()
    assert await replica(bench, well).do_due() == 0
    await bench.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND state = 'idle in transaction'"
    )
    async with at_work(replica(bench, well)):
        await until(lambda: _none_left(bench))
    dead.cancel()
    await asyncio.gather(dead, return_exceptions=True)
    assert await done(bench) == ["a"]


async def test_who_does_by_hand_what_a_replica_is_about_to_do_waits_for_nobody(bench):
    """The deed waits for a thing that another has locked, who clears its deadline: neither waits for the other."""
    reached = asyncio.Event()

    async def deed(tx: Tx, things: Sequence[str]) -> None:
        reached.set()
        await tx.raw.fetch("SELECT pg_advisory_xact_lock(77)")
        await write(tx, "looked")

    await put(bench, ["a"])
    bench.clock.advance_to(SOON)
    async with bench.running.database.transaction("acme") as tx:
        await tx.raw.fetch("SELECT pg_advisory_xact_lock(77)")
        work = asyncio.create_task(replica(bench, deed).do_due())
        await reached.wait()
        await asyncio.wait_for(deadlines.clear(tx, "remind", ["a"]), 5)
    assert await work == 1
    assert (await done(bench), await waiting(bench)) == (["looked"], [])


async def test_a_deed_that_takes_long_is_given_fewer_things_at_once(bench, monkeypatch):
    monkeypatch.setattr(due_module, "LONG", 0.05)
    sizes = []

    async def slow(tx: Tx, things: Sequence[str]) -> None:
        sizes.append(len(things))
        await asyncio.sleep(0.01 * len(things))

    await put(bench, [f"t{number:02}" for number in range(40)])
    bench.clock.advance_to(SOON)
    work = replica(bench, slow)
    while await work.do_due():
        pass
    assert sum(sizes) == 40
    assert sizes[0] == 1
    assert max(sizes) <= 8
    assert max(sizes[-3:]) <= 5


async def test_what_is_told_says_which_deadline_caused_it(bench):
    await put(bench, ["a"])
    bench.clock.advance_to(SOON)
    await replica(bench, Deeds()).do_due()
    (row,) = await bench.query("SELECT actor, cause, traceparent FROM event_log WHERE actor LIKE 'deadline:%' LIMIT 1")
    assert row["actor"] == "deadline:remind"
    assert row["cause"] == f"deadline:{row['traceparent'][3:35]}"


async def test_a_deadline_is_always_one_tenants(bench):
    async with bench.running.database.transaction(EVERYONE) as tx:
        with pytest.raises(AssertionError, match="one tenant's"):
            await deadlines.put(tx, "remind", {"a": SOON})


async def test_what_a_timer_finds_over_all_tenants_is_done_in_the_name_of_each(bench):
    deeds = Deeds()
    await put(bench, ["put off"], SOON + YEAR)
    async with bench.running.database.transaction(EVERYONE) as tx:
        await deadlines.come_due(tx, "remind", [(tenant, "a") for tenant in FIRMS])
        await deadlines.come_due(tx, "remind", [("acme", "put off"), ("acme", "a")])
        await deadlines.come_due(tx, "remind", [])
    assert await replica(bench, deeds).do_due() == 3
    assert deeds.done == [(tenant, "a") for tenant in FIRMS]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from("abc"), st.integers(0, 6)),
        st.tuples(st.just("clear"), st.sampled_from("abc"), st.just(0)),
        st.tuples(st.just("pass"), st.just(""), st.integers(1, 3)),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_whatever_is_put_moved_and_cleared_is_done_as_a_calendar_would_say(bench, steps):
    deeds, calendar, expected = Deeds(), {}, []
    await bench.query("DELETE FROM deadline")
    work, day, begin = replica(bench, deeds), 0, bench.clock.now()
    moment = [begin + timedelta(days=number, minutes=-1) for number in range(60)]
    for what, thing, number in [*steps, ("pass", "", 10)]:
        if what == "put":
            await put(bench, [thing], moment[day + number])
            calendar[thing] = day + number
        elif what == "clear":
            await clear(bench, thing)
            calendar.pop(thing, None)
        else:
            day += number
            bench.clock.advance_to(begin + timedelta(days=day))
            await work.do_due()
            expected += [("acme", one) for one, at in calendar.items() if at <= day]
            calendar = {one: at for one, at in calendar.items() if at > day}
            assert deeds.done == sorted(expected)
