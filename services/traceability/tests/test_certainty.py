"""TRC-3, TRC-5, MES-7: every answer says which links are recorded and which only possible, and leaves out neither."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.mes.v1 import Certainty as Told
from headrace_testkit.bench import ServiceBench
from headrace_traceability.model.certainty import recorded
from headrace_traceability.model.genealogy import (
    BEGINNING,
    END,
    MOST_LINKS,
    Certainty,
    Direction,
    Edge,
    EdgeKind,
    TraceTooWide,
    Walk,
    trace,
)
from headrace_traceability.service import service
from headrace_traceability.store import traces

from .trade import LEADER, STEELCO, amount, completed, held, name, received, shipped, used

FORWARDS, BACKWARDS = Direction.FORWARDS, Direction.BACKWARDS
START = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """Two bolts lots went into two bikes and a third was hardly needed; one bike is with a customer."""
    bench = await start_service(service)
    bikes = completed(
        "BIKES",
        used("BIKES", "BOLTS-1", amount(6), maker=STEELCO),
        used("BIKES", "BOLTS-2", amount(2), maker=STEELCO),
        used("BIKES", "BOLTS-3", amount(0), certainty=Told.POSSIBLE, maker=STEELCO),
        serials=("B-1", "B-2"),
    )
    for lot in ("BOLTS-1", "BOLTS-2", "BOLTS-3"):
        await bench.hear(received(lot, amount(6)), tenant=LEADER)
    await bench.hear(bikes, shipped("B-1"), held("BIKES", serials=["B-2"]), tenant=LEADER)
    return bench


async def asked(bench: ServiceBench, path: str, **params: str) -> dict:
    answer = await bench.client(tenant=LEADER).get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def certain(answer: dict) -> dict[str, str]:
    return {name(node["code"]): node["certainty"] for node in answer["nodes"]}


async def test_each_lot_that_was_issued_for_an_order_may_be_in_each_of_its_pieces(bench):
    for serial in ("B-1", "B-2"):
        back = await asked(bench, f"trace/serial:{serial}", direction="back")
        assert certain(back) == {
            f"serial:{serial}": "recorded",
            "lot:BIKES": "recorded",
            "lot:BOLTS-1": "possible",
            "lot:BOLTS-2": "possible",
            "lot:BOLTS-3": "possible",
            "supplier:steelco": "possible",
        }
        links = {(name(edge["source"]), name(edge["target"])): edge["certainty"] for edge in back["edges"]}
        assert links["lot:BIKES", f"serial:{serial}"] == "recorded"
        assert links["lot:BOLTS-1", "lot:BIKES"] == "possible"


async def test_of_the_lot_as_a_whole_it_is_recorded_what_was_used_up_for_it(bench):
    back = certain(await asked(bench, "trace/lot:BIKES", direction="back"))
    assert (back["lot:BOLTS-1"], back["lot:BOLTS-2"], back["lot:BOLTS-3"]) == ("recorded", "recorded", "possible")
    assert back["supplier:steelco"] == "recorded"


async def test_a_recall_leaves_nobody_out_and_says_of_whom_it_is_not_recorded(bench):
    for lot in ("BOLTS-1", "BOLTS-3"):
        found = await asked(bench, f"recalls/{lot}")
        assert (found["customers"], found["possible_customers"]) == (["velo"], ["velo"])
        assert (found["in_house"], found["possible_in_house"]) == (["serial:B-2"], ["serial:B-2"])
        (reached,) = found["shipments"]
        assert [[name(code) for code in reached[part]] for part in ("things", "possible_things")] == [
            ["serial:B-1"]
        ] * 2
        assert reached["certainty"] == "possible"


async def test_a_recall_of_the_made_lot_is_recorded(bench):
    found = await asked(bench, "recalls/lot:BIKES")
    assert (found["customers"], found["possible_customers"]) == (["velo"], [])
    assert (found["in_house"], found["possible_in_house"]) == (["serial:B-2"], [])


async def test_what_was_recorded_of_one_piece_is_followed_to_that_piece_only(bench):
    told = completed(
        "CARTS",
        used("C-2", "MOTORS", amount(1), "M-7", maker=STEELCO),
        used("CARTS", "BOLTS-2", amount(4)),
        serials=("C-1", "C-2"),
    )
    await bench.hear(received("MOTORS", amount(1)), told, tenant=LEADER)
    forward = certain(await asked(bench, "trace/lot:MOTORS", direction="forward"))
    assert forward == {"lot:MOTORS": "recorded", "serial:M-7": "recorded", "serial:C-2": "recorded"}
    assert certain(await asked(bench, "trace/serial:C-2"))["supplier:steelco"] == "recorded"


async def test_supplier_and_customer_are_told_it_too(bench):
    client = bench.client(tenant=STEELCO)
    assert {n["certainty"] for n in (await client.get("/v1/trace/lot:BOLTS-1")).json()["nodes"]} == {"recorded"}


async def test_links_that_were_spread_over_serials_are_gathered_to_their_lot(bench):
    revision = import_module("headrace_traceability.migrations.versions.0002_certainty")
    old = "INSERT INTO edge VALUES ('aurora', $1, $2, $3, $4, 'EA', $5, $6, 'wo-OLD', NULL)"
    async with bench.running.database.transaction("*") as tx:
        for n, (source, target, quantity) in enumerate([("A", "S-1", 4), ("A", "S-2", 1), ("B", "S-2", 3)]):
            await tx.raw.execute(old, f"ev/{n}", f"lot:{source}", f"serial:{target}", quantity, "consume", START)
        await tx.raw.execute(old, "ev/3", "lot:B", "lot:S-3", 4, "consume", START)
        for serial in ("S-1", "S-2"):
            await tx.raw.execute(old, f"OLD/{serial}", "lot:OLD", f"serial:{serial}", 1, "split", START)
        for statement in (revision.SPREAD, revision.GATHERED, revision.GUESSED):
            await tx.raw.execute(statement)
    rows = "SELECT source, target, quantity, certainty FROM edge WHERE kind = 'consume' AND work_order = 'wo-OLD'"
    links = await bench.query(f"{rows} ORDER BY source")
    assert [tuple(link) for link in links] == [("lot:A", "lot:OLD", 5, "possible"), ("lot:B", "lot:OLD", 7, "possible")]
    assert certain(await asked(bench, "trace/serial:S-1"))["lot:B"] == "possible"


async def test_a_level_of_forty_thousand_things_is_asked_for_at_once(bench):
    async with bench.running.database.transaction(LEADER) as tx:
        assert await traces.edges_of(tx, [f"lot:{n}" for n in range(40_000)], FORWARDS) == []


def test_a_trace_of_more_links_than_an_answer_holds_is_refused_with_what_to_do():
    walk = Walk(["lot:SAND"], FORWARDS)
    link = Edge("e", "lot:SAND", "lot:GLASS", amount(1), EdgeKind.CONSUME, START)
    walk.take([link] * MOST_LINKS)
    with pytest.raises(TraceTooWide, match="one by one"):
        walk.take([Edge("f", "lot:GLASS", "lot:X", amount(1), EdgeKind.SHIP, START)])


LINKS = st.lists(
    st.tuples(
        st.sampled_from("ABCDEF"),
        st.sampled_from("ABCDEF"),
        st.sampled_from([EdgeKind.CONSUME, EdgeKind.SPLIT, EdgeKind.SHIP]),
        st.integers(0, 6),
        st.sampled_from(Certainty),
    ),
    max_size=14,
)


def surely(edges: list[Edge], start: str, direction: Direction) -> tuple[set[str], set[str]]:
    """Brute force: every way through time of recorded links that goes from no content to a single piece."""
    forwards = direction is FORWARDS
    states = {(start, BEGINNING if forwards else END, None)}
    waiting, links = list(states), set[str]()
    while waiting:
        node, bound, came_by = waiting.pop()
        for edge in edges:
            pair = (came_by, edge.kind) if forwards else (edge.kind, came_by)
            in_time = edge.at >= bound if forwards else edge.at <= bound
            if edge.near(direction) != node or not in_time or edge.certainty is Certainty.POSSIBLE:
                continue
            if pair == (EdgeKind.CONSUME, EdgeKind.SPLIT):
                continue
            links.add(edge.id)
            state = edge.far(direction), edge.at, edge.kind
            if state not in states:
                states.add(state)
                waiting.append(state)
    return {node for node, _, _ in states}, links


@settings(max_examples=200)
@given(LINKS, st.sampled_from("ABCDEF"), st.sampled_from(Direction))
async def test_what_is_recorded_in_random_traces_equals_brute_force(links, start, direction):
    edges = [
        Edge(f"e{n}", source, target, amount(1), kind, START + timedelta(hours=at), None, certainty)
        for n, (source, target, kind, at, certainty) in enumerate(links)
    ]

    async def edges_of(nodes, towards):
        return [edge for edge in edges if edge.near(towards) in nodes]

    found = await trace([start], direction, edges_of)
    sure = recorded(found)
    assert (set(sure.things), set(sure.links)) == surely(edges, start, direction)
    assert sure.things <= found.reached.keys()
