"""The suite of read models that build themselves: what a driver of the event log and the consumer pass together.

As in `conformance`, a driver's test module subclasses it and gives the fixture `driver`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headrace_chassis.events import dead_letters, past
from headrace_chassis.events.handlers import HandlerTable, ReadModel, hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_testkit.conformance import (
    KEEP,
    TOPIC,
    EventLogGround,
    Hearer,
    Moods,
    Sender,
    effect_handler,
    same,
    settle,
    up_to,
)
from headrace_testkit.waiting import until

KEEP_MORE = """
    INSERT INTO read_model VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET number = excluded.number, currency = excluded.currency
"""
Build = Callable[[Moods], HandlerTable]


def build(version: int, *, plants: bool = False) -> Build:
    """From the second version on the currency is kept too; with `plants` the read model hears of those as well."""
    model = ReadModel("numbers", version)

    def table(moods: Moods) -> HandlerTable:
        @hears(OrganisationRegistered, read_model=model)
        async def keep(event: OrganisationRegistered, tx: Tx) -> None:
            if moods.keeping:
                await moods.keeping(event)
            row = (event.key, int(event.name), event.currency)
            await tx.raw.execute(*((KEEP, *row[:2]) if version == 1 else (KEEP_MORE, *row)))

        @hears_batch(PlantRegistered, read_model=model)
        async def keep_plants(events: list[PlantRegistered], tx: Tx) -> None:
            await tx.raw.executemany(
                "INSERT INTO plant VALUES ($1) ON CONFLICT DO NOTHING", [(one.plant,) for one in events]
            )

        found = {"keep": keep, **({"keep_plants": keep_plants} if plants else {})}
        return HandlerTable([SimpleNamespace(effect=effect_handler(moods), **found)])  # type: ignore[list-item]

    return table


async def kept(hearer: Hearer) -> dict[str, tuple[int, str | None]]:
    rows = await hearer.rows("SELECT key, number, currency FROM read_model")
    return {row["key"]: (row["number"], row["currency"]) for row in rows}


async def tell(sender: Sender, times: int, keys: str = "abc", pause: float = 0.0) -> None:
    for _ in range(times):
        await asyncio.gather(*(sender.tell(key) for key in keys))
        await asyncio.sleep(pause)


async def heard_by(hearer: Hearer, version: int, **more: bool) -> None:
    hearer.build = build(version, **more)
    await hearer.start()


class ReadModelConformance(EventLogGround):
    """Subclass it, and give the fixture `driver`."""

    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(past, "BATCH", 7)

    async def test_a_new_column_has_the_past_by_itself_while_work_goes_on(self, sender: Sender, hearer: Hearer) -> None:
        await heard_by(hearer, 1)
        await tell(sender, 20)
        await until(lambda: same(hearer.effects, {key: up_to(20) for key in "abc"}))
        await hearer.stop()
        more = asyncio.create_task(tell(sender, 20, pause=0.01))
        await heard_by(hearer, 2)
        await more
        await until(lambda: same(lambda: kept(hearer), dict.fromkeys("abc", (40, "EUR"))))
        assert await hearer.effects() == {key: up_to(40) for key in "abc"}
        await until(lambda: up_to_date(hearer))

    async def test_an_event_type_that_is_heard_from_now_on_has_its_past(self, sender: Sender, hearer: Hearer) -> None:
        await sender.tell_something_else()
        await sender.tell("a")
        await heard_by(hearer, 1)
        await until(lambda: same(hearer.effects, {"a": [1]}))
        await hearer.stop()
        await heard_by(hearer, 1, plants=True)
        await until(lambda: same(lambda: hearer.rows("SELECT plant FROM plant"), [("p",)]))
        assert await hearer.effects() == {"a": [1]}

    async def test_a_build_that_keeps_the_same_hears_nothing_again(self, sender: Sender, hearer: Hearer) -> None:
        await heard_by(hearer, 2)
        await sender.tell("a")
        await until(lambda: same(lambda: kept(hearer), {"a": (1, "EUR")}))
        await hearer.stop()
        await hearer.rows("DELETE FROM read_model RETURNING key")
        await heard_by(hearer, 2)
        await sender.tell("b")
        await until(lambda: same(lambda: kept(hearer), {"b": (1, "EUR")}))

    async def test_others_hear_on_while_a_read_model_hears_the_past(self, sender: Sender, hearer: Hearer) -> None:
        await heard_by(hearer, 1)
        await tell(sender, 3)
        await until(lambda: same(hearer.effects, {key: [1, 2, 3] for key in "abc"}))
        await hearer.stop()
        gate = asyncio.Event()

        async def wait(_: OrganisationRegistered) -> None:
            await gate.wait()

        hearer.moods.keeping = wait
        await heard_by(hearer, 2)
        await tell(sender, 2)
        await until(lambda: same(hearer.effects, {key: up_to(5) for key in "abc"}))
        behind = await hearer.running[0].behind()
        assert sum(left or 0 for left in behind.values()) > 0
        gate.set()
        await until(lambda: same(lambda: kept(hearer), dict.fromkeys("abc", (5, "EUR"))))

    async def test_replicas_of_one_build_share_the_past(self, sender: Sender, hearer: Hearer) -> None:
        await heard_by(hearer, 1)
        await tell(sender, 10)
        await until(lambda: same(hearer.effects, {key: up_to(10) for key in "abc"}))
        await hearer.stop()
        await heard_by(hearer, 2)
        await heard_by(hearer, 2)
        await tell(sender, 5)
        await until(lambda: same(lambda: kept(hearer), dict.fromkeys("abc", (15, "EUR"))))
        assert await hearer.effects() == {key: up_to(15) for key in "abc"}

    async def test_what_an_older_build_hears_beside_is_not_missing_in_the_newer(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        await heard_by(hearer, 1)
        await tell(sender, 5)
        await heard_by(hearer, 2)
        for n in range(20):
            await sender.tell(f"new{n}")
            await asyncio.sleep(0.02)
        older = hearer.running.pop(0)
        await older.stop()
        expected = {f"new{n}": (1, "EUR") for n in range(20)} | dict.fromkeys("abc", (5, "EUR"))
        await until(lambda: same(lambda: kept(hearer), expected))

    async def test_an_older_build_that_starts_anew_takes_nothing_from_the_newer(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        await heard_by(hearer, 2)
        await sender.tell("a")
        await until(lambda: same(lambda: kept(hearer), {"a": (1, "EUR")}))
        await hearer.stop()
        await heard_by(hearer, 1)
        await sender.tell("b")
        await until(lambda: same(lambda: kept(hearer), {"a": (1, "EUR"), "b": (1, None)}))
        await hearer.stop()
        await heard_by(hearer, 2)
        await until(lambda: same(lambda: kept(hearer), {"a": (1, "EUR"), "b": (1, "EUR")}))

    async def test_an_event_of_the_past_that_it_can_not_hear_waits_for_the_read_model_alone(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        await heard_by(hearer, 1)
        await tell(sender, 3, "xy")
        await until(lambda: same(hearer.effects, {key: [1, 2, 3] for key in "xy"}))
        await hearer.stop()
        broken = True

        async def poison(event: OrganisationRegistered) -> None:
            if broken and (event.key, event.name) == ("x", "2"):
                raise ValueError("can't be understood")

        hearer.moods.keeping = poison
        await heard_by(hearer, 2)
        await sender.tell("x")
        await until(lambda: same(hearer.effects, {"x": up_to(4), "y": [1, 2, 3]}))
        await until(lambda: same(lambda: kept(hearer), {"x": (1, "EUR"), "y": (3, "EUR")}))
        await until(lambda: same(hearer.parked, [("x", "dead"), ("x", "behind"), ("x", "behind")]))
        broken = False
        await settle(hearer, dead_letters.redrive)
        await until(lambda: same(lambda: kept(hearer), {"x": (4, "EUR"), "y": (3, "EUR")}))
        assert await hearer.effects() == {"x": up_to(4), "y": [1, 2, 3]}
        assert await hearer.parked() == []

    async def test_a_replay_passes_dead_letters_and_repeats_no_effect(self, sender: Sender, hearer: Hearer) -> None:
        broken = True

        async def poison(event: OrganisationRegistered) -> None:
            if broken and (event.key, event.name) == ("x", "2"):
                raise ValueError("can't be understood")

        hearer.moods.before = poison
        await heard_by(hearer, 2)
        await tell(sender, 3, "xy")
        await until(lambda: same(hearer.parked, [("x", "dead"), ("x", "behind")]))
        await hearer.rows("DELETE FROM read_model RETURNING key")
        await hearer.running[0].replay_topic(TOPIC, 0, None)
        await sender.tell("y")
        await until(lambda: same(lambda: kept(hearer), {"x": (1, "EUR"), "y": (4, "EUR")}))
        assert await hearer.parked() == [("x", "dead"), ("x", "behind")]
        broken = False
        await settle(hearer, dead_letters.redrive)
        await until(lambda: same(lambda: kept(hearer), {"x": (3, "EUR"), "y": (4, "EUR")}))
        assert await hearer.effects() == {"x": [1, 2, 3], "y": up_to(4)}

    async def test_what_fails_in_a_replay_is_tried_again_without_a_second_effect(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        await heard_by(hearer, 2)
        await sender.tell("a")
        await until(lambda: same(hearer.effects, {"a": [1]}))
        failures = iter([True])

        async def falter(_: OrganisationRegistered) -> None:
            if next(failures, False):
                raise ValueError("not yet")

        hearer.moods.keeping = falter
        await hearer.rows("DELETE FROM read_model RETURNING key")
        await hearer.running[0].replay_topic(TOPIC, 0, None)
        await until(lambda: same(lambda: kept(hearer), {"a": (1, "EUR")}))
        await until(lambda: same(hearer.parked, []))
        assert await hearer.effects() == {"a": [1]}


async def up_to_date(hearer: Hearer) -> bool:
    return set((await hearer.running[0].behind()).values()) == {None}
