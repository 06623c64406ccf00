"""EDG-2, EDG-3, EDG-6, EDG-7: workshops in the platform's process, set up and commanded over HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from edge_fakes import TelemetryServer, eventually
from prometheus_client import REGISTRY
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from headrace_chassis.auth import TokenVerifier
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_edge_gateway.embedded import gauges
from headrace_edge_gateway.embedded.register import MOST_PLANTS, Refused, Register, Simulated
from headrace_edge_gateway.service import service
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.waiting import patience

COMMANDS = "/v1/simulator/machines/{}/commands"


@pytest.fixture
def equipment() -> TelemetryServer:
    return TelemetryServer()


@pytest.fixture
async def bench(start_service, equipment: TelemetryServer, issuer: DevelopmentIssuer) -> ServiceBench:
    bench = await start_service(service)
    bench.running.runtime.apps["equipment"] = equipment.app
    bench.running.runtime.apps["api-gateway"] = plants_of({"acme": ["north"], "rival": ["north"]}, issuer)
    bench.clock.run_at(600)
    return bench


def plants_of(known: dict[str, list[str]], issuer: DevelopmentIssuer) -> Starlette:
    """A gateway that tells each organisation its plants, two at a time."""

    async def plants(request: Request) -> JSONResponse:
        _, _, token = request.headers["authorization"].partition(" ")
        asked = await TokenVerifier(ISSUER, issuer.keys).principal(token)
        mine, first = known.get(asked.tenant, []), int(request.query_params.get("cursor", 0))
        last = first + 2
        items = [{"id": name} for name in mine[first:last]]
        return JSONResponse({"items": items, "next_cursor": str(last) if last < len(mine) else None})

    return Starlette(routes=[Route("/v1/plants", plants)])


def row(machine: str = "mill", **other: Any) -> dict[str, Any]:
    return {"machine": machine, "plant": "north", "cycle_seconds": 10, "time_zone": "Europe/Berlin", **other}


async def simulate(bench: ServiceBench, *rows: dict[str, Any], tenant: str = "acme") -> dict[str, Any]:
    answer = await bench.client("engineer", tenant=tenant).put("/v1/machines", json={"items": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def command(bench: ServiceBench, machine: str, what: str, name: str = "", **facts: Any) -> Any:
    body = {"command": what, "id": name, **facts}
    return await bench.client("operator").post(COMMANDS.format(machine), json=body)


async def status(bench: ServiceBench, tenant: str = "acme") -> dict[str, Any]:
    return (await bench.client("operator", tenant=tenant).get("/v1/status")).json()


async def test_prometheus_is_told_of_each_plants_machines(bench, monkeypatch):
    monkeypatch.setattr(gauges, "EVERY", 0.05)
    await simulate(bench, row("mill"), row("lathe"))

    def devices() -> float:
        found = (REGISTRY.get_sample_value("edge_devices", {"plant": "north", "state": s}) for s in ("idle", "off"))
        return sum(filter(None, found))

    await eventually(lambda: devices() == 2)
    assert REGISTRY.get_sample_value("edge_buffered_records", {"plant": "north"}) is not None


async def test_commanded_pieces_reach_equipment_with_a_device_token(bench, equipment, issuer: DevelopmentIssuer):
    assert (await simulate(bench, row("mill"), row("lathe")))["created"] == 2
    answer = await command(bench, "mill", "run_pieces", pieces=20)
    assert answer.status_code == 200
    assert answer.json()["made"] + answer.json()["left"] == 20, "some may be made before the answer is"
    await eventually(lambda: equipment.pieces("mill") == 20)
    assert equipment.pieces("lathe") == 0
    principal = await TokenVerifier(ISSUER, issuer.keys).principal(equipment.tokens.pop())
    assert (principal.tenant, principal.roles) == ("acme", {"device"})
    found = await status(bench)
    (gateway,) = found["gateways"]
    assert (found["state"], gateway["plant"], gateway["gateway"]) == ("running", "north", "north-gateway")
    assert {machine["machine"]: machine["total"] for machine in gateway["machines"]} == {"mill": 20, "lathe": 0}


async def test_a_jump_of_days_loses_no_piece(bench, equipment):
    await simulate(bench, row("mill"))
    await command(bench, "mill", "run_pieces", pieces=5000)
    await eventually(lambda: equipment.pieces("mill") > 0)
    bench.clock.advance_to(bench.clock.now() + timedelta(days=5))
    await eventually(lambda: equipment.pieces("mill") >= 5000)
    await asyncio.sleep(0.3)
    assert equipment.pieces("mill") == 5000


async def test_a_command_is_obeyed_once_by_its_id_or_its_idempotency_key(bench, equipment):
    await simulate(bench, row("mill"))
    for _ in range(3):
        await command(bench, "mill", "run_pieces", "wo-17/10", pieces=5)
    operator = bench.client("operator")
    for _ in range(3):
        body = {"command": "run_pieces", "pieces": 7}
        await operator.post(COMMANDS.format("mill"), json=body, headers={"Idempotency-Key": "again"})
    await eventually(lambda: equipment.pieces("mill") >= 12)
    assert (await operator.get("/v1/simulator/machines/mill")).json()["made"] == 12


async def test_a_failed_machine_is_told_and_goes_on_after_repair(bench, equipment):
    await simulate(bench, row("mill"))
    await command(bench, "mill", "run_pieces", pieces=10, fail_after=4)
    states = lambda: [each.state for stored in equipment.stored.values() for each in stored if each.state]  # noqa: E731
    await eventually(lambda: "abnormal" in states())
    assert equipment.pieces("mill") == 4
    assert (await command(bench, "mill", "repair")).json()["state"] != "abnormal"
    await eventually(lambda: equipment.pieces("mill") == 10)


async def test_machines_added_later_join_the_plants_gateway_and_its_stream(bench, equipment):
    await simulate(bench, row("mill"))
    await command(bench, "mill", "run_pieces", pieces=30)
    assert await simulate(bench, row("mill"), row("lathe")) == {
        "created": 1,
        "changed": 0,
        "unchanged": 1,
        "errors": [],
    }
    await command(bench, "lathe", "run_pieces", pieces=10)
    await eventually(lambda: (equipment.pieces("mill"), equipment.pieces("lathe")) == (30, 10))
    (records,) = equipment.stored.values()
    assert [record.sequence for record in records] == list(range(1, len(records) + 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cycle_seconds": 0}, "cycle_seconds"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "America"}, "time_zone"),
        ({"machine": ""}, "machine"),
        ({"time_zone": "UTC"}, "time_zone"),
        ({"machine": "mill", "cycle_seconds": 20}, "machine"),
    ],
)
async def test_a_wrong_row_is_named_and_changes_nothing(bench, change, field):
    await simulate(bench, row("mill"))
    loaded = await simulate(bench, row("lathe") | change)
    assert [error["field"] for error in loaded["errors"]] == [field]
    (gateway,) = (await status(bench))["gateways"]
    assert [machine["machine"] for machine in gateway["machines"]] == ["mill"]


async def test_no_gateway_is_opened_for_a_plant_that_nobody_registered(bench):
    loaded = await simulate(bench, row("mill"), *(row(f"m{n}", plant=f"invented-{n}") for n in range(60)))
    assert (loaded["created"], {error["field"] for error in loaded["errors"]}) == (1, {"plant"})
    assert len(loaded["errors"]) == 60
    assert [gateway["plant"] for gateway in (await status(bench))["gateways"]] == ["north"]
    assert (await simulate(bench, row("mill"), tenant="stranger"))["errors"][0]["field"] == "plant"
    assert (await status(bench, "stranger"))["gateways"] == []


async def test_all_of_many_plants_are_known(bench, issuer):
    names = [f"p{n}" for n in range(5)]
    bench.running.runtime.apps["api-gateway"] = plants_of({"acme": names}, issuer)
    assert (await simulate(bench, *(row(f"m{n}", plant=name) for n, name in enumerate(names))))["created"] == 5


async def test_while_the_plants_are_unknown_nothing_is_opened(bench):
    del bench.running.runtime.apps["api-gateway"]
    answer = await bench.client("engineer").put("/v1/machines", json={"items": [row("mill")]})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/plants-unknown")
    assert (await status(bench))["gateways"] == []


def test_an_organisation_simulates_a_stated_number_of_plants(tmp_path):
    register = Register(tmp_path / "machines.json")
    asked = [
        Simulated(tenant="acme", plant=f"p{n}", time_zone="UTC", machine=f"m{n}", cycle_seconds=1)
        for n in range(MOST_PLANTS + 1)
    ]
    assert all(register.add(each) for each in asked[:MOST_PLANTS])
    with pytest.raises(Refused, match=f"of {MOST_PLANTS} plants"):
        register.add(asked[MOST_PLANTS])
    assert register.add(msgspec.structs.replace(asked[0], machine="another"))
    assert register.add(msgspec.structs.replace(asked[MOST_PLANTS], tenant="rival"))


async def test_bad_commands_get_a_problem_and_change_nothing(bench, equipment):
    await simulate(bench, row("mill"))
    assert (await command(bench, "drill", "fail")).status_code == 404
    odd = [("explode", {}), ("fail", {"pieces": 3})]
    odd += [("run_pieces", {"pieces": pieces}) for pieces in (-1, 0, 100_001, 10**30)]
    odd += [("run_pieces", {"pieces": 1, "cycle_seconds": seconds}) for seconds in (-1, 0, 1e-9, 86_401, 1e308)]
    for what, facts in odd:
        answer = await command(bench, "mill", what, **facts)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert (await bench.client("operator").get("/v1/simulator/machines/mill")).json()["state"] == "idle"


async def test_organisations_see_and_move_their_own_machines_only(bench):
    await simulate(bench, row("mill"))
    await simulate(bench, row("mill", cycle_seconds=5), tenant="rival")
    assert len((await status(bench, "rival"))["gateways"]) == 1
    assert (await status(bench, "stranger"))["state"] == "idle"
    foreign = bench.client("operator", tenant="stranger")
    body = {"command": "fail", "id": "1"}
    assert (await foreign.post(COMMANDS.format("mill"), json=body)).status_code == 404
    assert (await bench.client("customer").get("/v1/status")).status_code == 403


async def test_without_equipment_records_wait_under_an_alarm(start_service, issuer):
    bench = await start_service(service)
    bench.running.runtime.apps["api-gateway"] = plants_of({"acme": ["north"]}, issuer)
    await simulate(bench, row("mill"))
    async with patience():
        while (found := await status(bench))["state"] != "alarm":  # noqa: ASYNC110 - told over HTTP only
            await asyncio.sleep(0.05)
    assert found["waiting"] > 0
    assert found["forwarded"] == 0
    assert found["time"] >= START.isoformat()
