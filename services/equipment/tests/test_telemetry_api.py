"""EQP-2, EDG-3, PLT-5: telemetry over HTTP takes effect once; what is bad is set aside and stops nothing."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest

from headrace_contracts.equipment.v1 import MachineState, MachineStateChanged, PiecesCounted
from headrace_equipment.service import service
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import SECOND, Gateway, enter, entry, ledger_entry


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await enter(bench, entry("mill"), entry("lathe"))
    return bench


async def told(bench: ServiceBench) -> list[str]:
    return [kind for kind in await bench.told_types() if kind != "MachineRegistered"]


async def test_states_and_counts_of_a_batch_are_told_once_for_each_machine(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    gateway.count(3, START + SECOND)
    gateway.count(4, START + 2 * SECOND)
    gateway.state("idle", START + 3 * SECOND)
    gateway.state("abnormal", START, "lathe")
    answer = await gateway.send()
    assert (answer.status_code, answer.json()) == (200, {"last_sequence": 5})
    counted = await bench.told(PiecesCounted, tenant="acme")
    assert [(c.machine, c.work_centre, c.pieces, c.running_total) for c in counted] == [("mill", "north-cut", 7, 7)]
    changes = [(c.machine, c.previous, c.state) for c in await bench.told(MachineStateChanged)]
    off, run, idle = MachineState.OFF, MachineState.RUN, MachineState.IDLE
    assert changes == [("mill", off, run), ("mill", run, idle), ("lathe", off, MachineState.ABNORMAL)]
    mill = await ledger_entry(bench)
    assert (mill["state"], mill["running_total"]) == ("idle", 7)


async def test_a_batch_sent_twice_changes_nothing(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    gateway.count(3)
    batch = gateway.batch()
    answers = [(await gateway.post(batch)).json() for _ in range(3)]
    assert answers == [{"last_sequence": 2}] * 3
    assert await told(bench) == ["MachineStateChanged", "PiecesCounted"]
    assert (await bench.query("SELECT count(*) FROM telemetry_point"))[0]["count"] == 2
    assert (await ledger_entry(bench))["running_total"] == 3


async def test_an_overlapping_batch_adds_only_what_is_new(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    gateway.count(3)
    await gateway.post(gateway.batch())
    gateway.count(5)
    await gateway.post(gateway.batch(records=gateway.records[1:]))
    assert [c.pieces for c in await bench.told(PiecesCounted)] == [3, 5]


async def test_a_batch_that_begins_too_late_is_refused_with_where_the_stream_stands(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    await gateway.send()
    for _ in range(3):
        gateway.count(1)
    answer = await gateway.send(records=gateway.records[1:], oldest=2)
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    assert answer.json()["last_sequence"] == 1
    assert answer.json()["type"] == "/problems/batch-too-late"
    assert await told(bench) == ["MachineStateChanged"]


async def test_what_the_gateway_lost_is_noted_and_the_stream_goes_on(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    await gateway.send()
    for _ in range(3):
        gateway.count(1)
    assert (await gateway.send(records=gateway.records[2:], oldest=4)).json() == {"last_sequence": 4}
    (stream,) = (await bench.client("engineer").get("/v1/streams")).json()["items"]
    assert (stream["lost"], stream["stored"], stream["last_sequence"]) == ([[2, 3]], 2, 4)


JSON = {"Content-Type": "application/json"}
NESTED = "900 lists in each other"
BAD = [
    ({"kind": "count", "delta": -1, "total": 0}, "delta"),
    ({"kind": "state", "state": "dancing"}, "state"),
    ({"kind": "song"}, "song"),
    ({"kind": "zero\x00"}, "kind"),
    ({"machine": "drill"}, "no machine 'drill'"),
    ({"machine": "mi\x00ll"}, "machine"),
    ({"kind": "measure", "value": float("nan")}, "finite"),
    ({"device_time": "2026-03-02T08:00:00"}, "timezone"),
    ({"device_time": (START + timedelta(days=400)).isoformat()}, "Set the clock"),
    ({"device_time": "0001-01-01T00:00:00+08:00"}, "Set the clock"),
    ({"device_time": "1970-01-01T00:00:00Z"}, "Set the clock"),
    ({"gateway_time": "9999-12-31T23:59:59-08:00"}, "Set the clock"),
    ({"delta": 2**62}, "up to 4294967295"),
    ({"delta": 2**63}, "delta"),
    ({"total": 2**62 + 1}, "total"),
    ({"note": 7}, "note"),
    ({"value": 7}, "value"),
    ({"tag": "half a pair \ud800"}, "tag"),
    ({"no\ud800te": "\ud800"}, "no"),
    ({"quality": NESTED}, "quality"),
    ({"reason_said": {"code": "a", "facts": {"b": {"number": "x"}}}}, "reason_said"),
    ({"reason_said": {"code": "a", "facts": {str(n): n for n in range(21)}}}, "reason_said"),
    ({"reason_said": {"facts": {}}}, "reason_said"),
    ({"reason_said": {"code": "a", "facts": {"b": NESTED}}}, "reason_said"),
    ({"note": NESTED}, "note"),
]


@pytest.mark.parametrize(("wrong", "words"), BAD)
async def test_a_bad_record_is_set_aside_alone_and_the_stream_goes_on(bench, wrong, words):
    gateway = Gateway(bench)
    gateway.state("run")
    gateway.count(3)
    gateway.records[1] |= wrong
    gateway.count(5)
    body = json.dumps(gateway.batch()).replace(json.dumps(NESTED), "[" * 900 + "]" * 900)
    answer = await bench.client("device").post("/v1/telemetry", content=body, headers=JSON)
    assert (answer.status_code, answer.json()) == (200, {"last_sequence": 3})
    assert [c.pieces for c in await bench.told(PiecesCounted)] == [5]
    (row,) = await bench.query("SELECT * FROM refused_record")
    assert row["sequence"] == 2
    assert words in row["reason"]
    (shown,) = (await bench.client("engineer").get("/v1/refused-records")).json()["items"]
    assert (shown["reason"], shown["body"]["sequence"]) == (row["reason"], 2)


async def test_pieces_of_a_record_with_a_wrong_clock_are_in_doubt_until_a_person_settles_them(bench):
    gateway = Gateway(bench)
    gateway.count(3, datetime(2000, 1, 1, tzinfo=timezone(timedelta(hours=8))))
    gateway.count(2**33)
    gateway.count(4, machine="drill")
    assert (await gateway.send()).json() == {"last_sequence": 3}
    (doubt,) = (await bench.client("operator").get("/v1/doubtful-counts")).json()["items"]
    assert (doubt["machine"], doubt["pieces"], doubt["day"]) == ("mill", 3, str(START.date()))
    assert "Set the clock" in doubt["reason"]
    chinese = {"Accept-Language": "zh"}
    (doubt,) = (await bench.client("operator").get("/v1/doubtful-counts", headers=chinese)).json()["items"]
    refused = (await bench.client("engineer").get("/v1/refused-records", headers=chinese)).json()["items"]
    assert all("请" in each["reason"] for each in (doubt, *refused))
    assert len((await bench.client("engineer").get("/v1/refused-records")).json()["items"]) == 3


async def test_what_was_set_aside_can_be_seen_by_its_organisation_only(bench):
    gateway = Gateway(bench)
    gateway.state("run", machine="drill")
    await gateway.send()
    (refused,) = (await bench.client("maintenance").get("/v1/refused-records")).json()["items"]
    assert (refused["sequence"], refused["body"]["machine"]) == (1, "drill")
    foreign = bench.client("maintenance", tenant="rival")
    assert (await foreign.get("/v1/refused-records")).json()["items"] == []
    assert (await foreign.get("/v1/streams")).json()["items"] == []


async def test_a_device_of_another_organisation_moves_no_machine_of_ours(bench):
    gateway = Gateway(bench, tenant="rival")
    gateway.state("abnormal")
    assert (await gateway.send()).json() == {"last_sequence": 1}
    assert await told(bench) == []
    assert (await ledger_entry(bench))["state"] is None
    assert (await bench.client("operator", tenant="rival").get("/v1/machines/mill")).status_code == 404


@pytest.mark.parametrize("change", [{"records": [{"sequence": 0}]}, {"records": [{}]}, {"gateway": ""}, {"oldest": 0}])
async def test_a_batch_without_order_is_refused_whole(bench, change):
    gateway = Gateway(bench)
    gateway.state("run")
    assert (await gateway.send(**change)).status_code == 422
    assert await bench.query("SELECT * FROM telemetry_point") == []


async def test_a_batch_that_skips_two_quadrillion_numbers_is_refused_at_once(bench):
    gateway = Gateway(bench)
    for _ in range(12):
        gateway.count(1)
    gateway.records[-1]["sequence"] = 2_251_799_813_685_247
    answer = await gateway.send()
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/batch-refused")
    assert "records.11 has 2251799813685247 after 11" in answer.json()["detail"]


async def test_streams_with_a_slash_in_their_names_are_listed_each_once(bench):
    for name, stream in (("a/b", "c"), ("a", "b/c"), ("a", "z")):
        gateway = Gateway(bench)
        gateway.count(1)
        assert (await gateway.send(gateway=name, stream=stream)).status_code == 200
    engineer, found, cursor = bench.client("engineer"), [], ""
    while cursor is not None:
        page = (await engineer.get("/v1/streams", params={"limit": 1, **({"cursor": cursor} if cursor else {})})).json()
        found += [(each["gateway"], each["stream"]) for each in page["items"]]
        cursor = page["next_cursor"]
    assert found == [("a", "b/c"), ("a", "z"), ("a/b", "c")]
    assert (await engineer.get("/v1/streams", params={"cursor": "WzFd"})).status_code == 422


async def test_late_counts_of_long_ago_are_of_the_state_in_which_they_were_made(bench):
    gateway = Gateway(bench)
    for minute, state in enumerate(("run", "idle", "run", "abnormal")):
        gateway.state(state, START - timedelta(minutes=20) + minute * timedelta(minutes=1))
    await gateway.send()
    for minute in (2.5, 0.5, 3.5, -1):
        gateway.count(1 + int(minute), START - timedelta(minutes=20) + minute * timedelta(minutes=1))
    await gateway.send()
    states = (await bench.client("operator").get("/v1/machines/mill/states")).json()["items"]
    assert [each["pieces"] for each in states] == [4, 3, 0, 1]


async def test_more_pieces_than_32_bits_hold_are_counted(bench):
    gateway = Gateway(bench)
    gateway.state("run")
    for _ in range(3):
        gateway.count(2**32 - 1)
    assert (await gateway.send()).status_code == 200
    (state,) = (await bench.client("operator").get("/v1/machines/mill/states")).json()["items"]
    assert state["pieces"] == 3 * (2**32 - 1)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
async def test_moments_outside_of_this_age_are_refused_by_name(bench, moment):
    operator = bench.client("operator")
    for name in ("since", "until"):
        answer = await operator.get("/v1/machines/mill/telemetry", params={name: moment})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, f"query.{name}")
    answer = await operator.put(f"/v1/machines/mill/states/{moment}/reason", json={"reason": "x"})
    assert answer.status_code == 422
    answer = await operator.get("/v1/machines/mill/oee", params={"day": moment[:10]})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "query.day")


async def test_a_hole_in_a_batch_is_refused(bench):
    gateway = Gateway(bench)
    for _ in range(3):
        gateway.count(1)
    answer = await gateway.send(records=[gateway.records[0], gateway.records[2]])
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/batch-refused")
    assert "records.1 has 3 after 1" in answer.json()["detail"]


async def test_only_devices_send_telemetry(bench):
    answer = await bench.client("operator").post("/v1/telemetry", json=Gateway(bench).batch())
    assert answer.status_code == 403


async def test_raw_points_can_be_read_page_by_page(bench):
    gateway = Gateway(bench)
    for second in range(5):
        gateway.tell("measure", START - second * SECOND, value=second / 2, unit="Cel")
    await gateway.send()
    operator = bench.client("operator")
    first = (await operator.get("/v1/machines/mill/telemetry?limit=3")).json()
    rest = (await operator.get(f"/v1/machines/mill/telemetry?limit=3&cursor={first['next_cursor']}")).json()
    found = [point["sequence"] for point in first["items"] + rest["items"]]
    assert found == [5, 4, 3, 2, 1]
    assert rest["next_cursor"] is None


async def test_two_thousand_records_are_stored_in_a_few_statements(bench):
    gateway = Gateway(bench)
    for second in range(2000):
        gateway.count(1, START - (2000 - second) * SECOND)
    with bench.statements() as said:
        assert (await gateway.send()).json() == {"last_sequence": 2000}
    assert len(said) < 50
    assert [c.pieces for c in await bench.told(PiecesCounted)] == [2000]
