"""TRC-3, TRC-4: whatever comes at once from several services is in the log once, and traces stay whole."""

from __future__ import annotations

import base64
import json

import pytest

from headrace_testkit.bench import ServiceBench
from headrace_traceability.model.merkle import Frontier
from headrace_traceability.model.merkle_verify import leaf_hash
from headrace_traceability.service import service

from .trade import LEADER, STEELCO, amount, completed, held, inspected, name, received, shipped, used

LOTS = 60


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def tell_all_at_once(bench: ServiceBench) -> None:
    """Receipts, inspections, completions and shipments of many lots, from three services at the same moment."""
    told = [
        event
        for n in range(LOTS)
        for event in (
            received(f"L{n}", amount(5)),
            inspected(f"L{n}", amount(5), accepted=n % 2 == 0),
            completed(f"B{n}", used(f"S{n}", f"L{n}", amount(5)), serials=(f"S{n}",), quantity=1),
            shipped(f"S{n}", f"shp_{n}", f"customer-{n % 3}"),
        )
    ]
    await bench.deliver(*(bench.envelope(event, (LEADER, "rival")[n % 2]) for n, event in enumerate(told)))
    await bench.caught_up()


async def test_the_signed_root_is_that_of_all_stored_events_in_order(bench):
    await tell_all_at_once(bench)
    rows = await bench.query("SELECT leaf, canonical FROM trace_event ORDER BY leaf")
    assert [row["leaf"] for row in rows] == list(range(4 * LOTS))
    tree, _ = Frontier().append(leaf_hash(row["canonical"].encode()) for row in rows)
    head = (await bench.client("auditor").post("/v1/tree-heads")).json()
    assert (head["size"], head["root"]) == (tree.size, base64.b64encode(tree.root).decode())


async def test_each_event_is_there_once_under_its_own_id_and_with_its_own_time(bench):
    envelopes = [bench.envelope(received(f"L{n}", amount(1)), LEADER) for n in range(20)]
    await bench.deliver(*envelopes)
    await bench.caught_up()
    rows = await bench.query("SELECT id, at, canonical FROM trace_event ORDER BY leaf")
    assert [(row["id"], row["at"]) for row in rows] == [(e.id, e.time) for e in envelopes]
    assert [json.loads(row["canonical"])["who"]["organisation"] for row in rows] == [LEADER] * 20


async def test_an_event_that_names_nothing_is_parked_and_the_others_are_recorded(bench):
    empty = received("L", amount(1))
    object.__setattr__(empty, "lines", ())
    await bench.hear(received("L1", amount(1)), empty, received("L2", amount(1)), tenant=LEADER)
    assert [row["leaf"] for row in await bench.query("SELECT leaf FROM trace_event ORDER BY leaf")] == [0, 1]
    assert "names nothing" in (await bench.parked())[0]


async def test_a_serial_told_twice_as_a_piece_of_its_lot_is_one_edge(bench):
    await bench.hear(completed("MOTORS", serials=("M-1",), quantity=1), tenant=LEADER)
    told = completed("BIKES", used("B-1", "MOTORS", amount(1), serial="M-1"), serials=("B-1",), quantity=1)
    await bench.hear(told, tenant=LEADER)
    edges = await bench.query("SELECT source, target FROM edge WHERE kind = 'split' ORDER BY target")
    assert [tuple(map(name, row)) for row in edges] == [("lot:BIKES", "serial:B-1"), ("lot:MOTORS", "serial:M-1")]
    back = (await bench.client(tenant=LEADER).get("/v1/trace/serial:B-1?direction=back")).json()
    assert {name(node["code"]) for node in back["nodes"]} == {"serial:B-1", "serial:M-1", "lot:BIKES", "lot:MOTORS"}


async def test_a_recall_of_a_lot_in_many_things_is_answered_with_all_of_them(bench):
    outputs = [used(f"S{n}", "STEEL", amount(1), maker=STEELCO) for n in range(200)]
    await bench.hear(received("STEEL", amount(200)), tenant=LEADER)
    await bench.hear(completed("BIKES", *outputs, serials=tuple(f"S{n}" for n in range(200))), tenant=LEADER)
    await bench.hear(held("BIKES", serials=[f"S{n}" for n in range(150, 200)]), tenant=LEADER)
    await bench.hear(*(shipped(f"S{n}", f"shp_{n}", f"customer-{n % 7}") for n in range(150)), tenant=LEADER)
    found = (await bench.client(tenant=LEADER).get("/v1/recalls/lot:STEEL")).json()
    assert found["customers"] == [f"customer-{n}" for n in range(7)]
    assert (len(found["shipments"]), len(found["in_house"])) == (150, 50)
