"""PLT-7: dead letters are redriven one or many at once, each with one effect and in order; every act is kept."""

from __future__ import annotations

import sys

import pytest
from sqlalchemy import MetaData

from headrace_chassis.events.handlers import hears
from headrace_chassis.service import Service
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_testkit.bench import ServiceBench
from headrace_testkit.databases import APP

KEYS, EACH = 40, 5
BROKEN: set[str] = set()
PATH = "/v1/dead-letters"


@hears(OrganisationRegistered)
async def keep(event: OrganisationRegistered, tx: Tx) -> None:
    if "all" in BROKEN or event.organisation in BROKEN:
        raise ValueError("not yet")
    await tx.raw.execute("INSERT INTO effect (key, number) VALUES ($1, $2)", event.organisation, event.name)


@hears(PlantRegistered)
async def keep_plant(event: PlantRegistered, tx: Tx) -> None:
    raise ValueError("never")


service = Service(name="quality", title="A listener", hears=[sys.modules[__name__]], store=MetaData())


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.query("CREATE TABLE effect (id serial, key text, number text)")
    await bench.query(f"GRANT ALL ON effect TO {APP}")
    await bench.query(f"GRANT ALL ON effect_id_seq TO {APP}")
    BROKEN.clear()
    return bench


def told(number: int, key: str) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, name=str(number), role="customer", currency="EUR")


async def all_dead(bench: ServiceBench) -> None:
    BROKEN.add("all")
    await bench.hear(*(told(n, f"k{k}") for n in range(EACH) for k in range(KEYS)))
    await bench.query("UPDATE parked_event SET state = 'dead' WHERE state = 'retrying'")
    BROKEN.clear()


async def effects(bench: ServiceBench) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in await bench.query("SELECT key, number FROM effect ORDER BY id"):
        found.setdefault(row["key"], []).append(int(row["number"]))
    return found


async def hear_all(bench: ServiceBench) -> None:
    while await bench.running.consumer.retry_due():
        pass


def operator(bench: ServiceBench):
    return bench.platform(user="olga")


async def test_many_are_redriven_at_once_each_with_one_effect_in_the_order_of_its_key(bench):
    await all_dead(bench)
    answer = await operator(bench).post(f"{PATH}/redrive", json={"everything": True, "reason": "mended"})
    assert answer.json() == {"redriven": KEYS}
    await hear_all(bench)
    assert await effects(bench) == {f"k{k}": list(range(EACH)) for k in range(KEYS)}
    assert await bench.parked() == []


async def test_one_that_still_fails_holds_up_its_own_key_only(bench):
    await all_dead(bench)
    BROKEN.add("k7")
    await operator(bench).post(f"{PATH}/redrive", json={"everything": True, "reason": "mended"})
    await hear_all(bench)
    assert await effects(bench) == {f"k{k}": list(range(EACH)) for k in range(KEYS) if k != 7}
    states = await bench.query("SELECT key, state FROM parked_event ORDER BY position")
    assert [tuple(row) for row in states] == [("k7", "retrying"), *[("k7", "behind")] * (EACH - 1)]


async def test_only_the_type_or_key_that_was_named_is_redriven(bench):
    await all_dead(bench)
    await bench.hear(PlantRegistered(plant="north", organisation="o", name="N", time_zone="UTC"))
    redriven = {"key": "k3", "type": OrganisationRegistered.event_type, "reason": "this one"}
    assert (await operator(bench).post(f"{PATH}/redrive", json=redriven)).json() == {"redriven": 1}
    await hear_all(bench)
    assert await effects(bench) == {"k3": list(range(EACH))}
    assert (await operator(bench).get(PATH, params={"key": "k3"})).json()["items"] == []
    plants = (await operator(bench).get(PATH, params={"type": PlantRegistered.event_type})).json()["items"]
    assert [(one["key"], one["state"]) for one in plants] == [("north", "retrying")]


async def test_who_did_what_and_why_is_kept_after_the_event_is_gone(bench):
    await all_dead(bench)
    client = operator(bench)
    [first, *_] = (await client.get(PATH, params={"key": "k1"})).json()["items"]
    await client.post(f"{PATH}/{first['id']}/drop", json={"reason": "a test order"})
    await client.post(f"{PATH}/redrive", json={"key": "k2", "reason": "mended"})
    await hear_all(bench)
    acts = (await client.get(f"{PATH}/acts")).json()["items"]
    assert [(a["action"], a["actor"], a["reason"], a["key"]) for a in acts] == [
        ("redrive", "olga", "mended", "k2"),
        ("drop", "olga", "a test order", "k1"),
    ]
    of_one = (await client.get(f"{PATH}/acts", params={"event": first["event_id"]})).json()["items"]
    assert [(a["action"], a["position"]) for a in of_one] == [("drop", first["position"])]
    assert (await effects(bench))["k1"] == [1, 2, 3, 4], "what was behind the dropped one had its turn"


@pytest.mark.parametrize(
    "body", [{"reason": "x"}, {"reason": "x", "everything": True, "key": "k1"}, {"everything": True}]
)
async def test_redriving_many_says_which_and_why(bench, body):
    await all_dead(bench)
    assert (await operator(bench).post(f"{PATH}/redrive", json=body)).status_code == 422
    assert len(await bench.query("SELECT FROM parked_event WHERE state = 'dead'")) == KEYS


async def test_an_organisations_own_people_settle_nothing(bench):
    await all_dead(bench)
    ours = bench.client("admin", tenant="acme")
    assert (await ours.post(f"{PATH}/redrive", json={"everything": True, "reason": "x"})).status_code == 403
    assert (await ours.get(f"{PATH}/acts")).status_code == 403
