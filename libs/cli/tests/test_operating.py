"""PLT-6, PLT-7: the operator's commands on a running platform, over its gateway."""

from __future__ import annotations

import asyncio
import json
import socket
from dataclasses import dataclass

import asyncpg
import pytest
from typer.testing import CliRunner

from headrace_cli import dead_letters, embedded, names
from headrace_cli.doctor import command as doctor
from headrace_cli.main import app
from headrace_cli.place import server_of
from headrace_testkit.waiting import until

SERVICES = [service for service in embedded.installed_services() if service.name in {"finance", "api-gateway"}]
NAMES = [service.name for service in SERVICES]
REGISTERED = "headrace.api_gateway.v1.OrganisationRegistered"
pytestmark = pytest.mark.slow


@dataclass
class Platform:
    url: str
    data_dir: str
    client: object

    async def run(self, *words: str) -> tuple[int, str]:
        """In a thread, because the platform runs in this one's loop. A refusal's words are in the error stream."""
        outcome = await asyncio.to_thread(CliRunner().invoke, app, [*words, "--url", self.url])
        assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
        return outcome.exit_code, outcome.stdout or outcome.stderr

    async def told(self, *words: str) -> object:
        code, out = await self.run(*words, "--json")
        assert code == 0, out
        return json.loads(out)

    async def query(self, database: str, sql: str) -> list[asyncpg.Record]:
        async with server_of(self.data_dir, None) as server:
            connection = await server.connect(database, as_owner=True)
            try:
                return await connection.fetch(sql)
            finally:
                await connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
async def platform(tmp_path_factory):
    data_dir, port = tmp_path_factory.mktemp("operated") / "state", free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "all_services", lambda: NAMES)
        patch.setattr(names, "senders", lambda: NAMES)
        patch.setattr(doctor, "all_services", lambda: NAMES)
        patch.setattr(dead_letters, "all_services", lambda: NAMES)
        async with embedded.platform(embedded.Settings(data_dir), SERVICES) as running, running.client() as client:
            serving = asyncio.create_task(running.serve("127.0.0.1", port))
            session = (await client.post("/api/session", json={"user": "operator@headrace"})).json()
            client.headers["Authorization"] = f"Bearer {session['token']}"
            yield Platform(f"http://127.0.0.1:{port}", data_dir, client)
            running.drain()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)


@pytest.fixture
async def organisations(platform):
    rows = [{"id": f"org-{n}", "name": f"Org {n}", "role": "supplier", "currency": "EUR"} for n in range(3)]
    answer = await platform.client.put("/v1/organisations", json={"items": rows})
    assert answer.status_code == 200
    return platform


async def test_the_tail_shows_a_line_an_event_in_words_and_in_json(organisations):
    code, out = await organisations.run("events", "tail", "api-gateway", "--no-follow", "-n", "10")
    assert code == 0
    [line] = [line for line in out.splitlines() if "org-2" in line]
    assert "api-gateway:3" in line
    assert "OrganisationRegistered" in line
    code, out = await organisations.run(
        "events", "tail", "--no-follow", "--type", "OrganisationRegistered", "--key", "org-1", "--json"
    )
    assert [json.loads(line)["data"]["name"] for line in out.splitlines()] == ["Org 1"]


async def test_one_event_is_shown_with_its_content_who_heard_it_and_its_trace(organisations):
    shown = await organisations.told("events", "show", "api-gateway:2")
    assert shown["event"]["key"] == "org-1"

    async def heard() -> dict | None:
        told = await organisations.told("events", "show", shown["event"]["id"])
        return told if ("finance", "heard") in {(one["service"], one["state"]) for one in told["heard_by"]} else None

    shown = await until(heard)
    assert {one["service"] for one in shown["heard_by"]} == {"finance", "orders"}
    assert [one["name"] for one in shown["trace"]] == ["api-gateway:1", "api-gateway:2", "api-gateway:3"]
    code, out = await organisations.run("events", "show", "api-gateway:2")
    assert (code, "Heard by" in out, "Org 1" in out) == (0, True, True)
    assert (await organisations.run("events", "show", "api-gateway:999"))[0] == 1


async def test_who_registered_a_firm_and_why_is_read_from_the_log(organisations):
    shown = await organisations.told("events", "show", "--cause", "org-1")
    [asked] = [one for one in shown["events"] if one["asked"]]
    assert (asked["name"], asked["actor"], asked["key"]) == ("api-gateway:2", "operator@headrace", "org-1")
    assert asked["cause"].startswith("request:")
    assert {one["key"] for one in shown["events"] if one["cause"] == asked["cause"]} == {"org-0", "org-1", "org-2"}
    code, out = await organisations.run("events", "show", "--cause", "api-gateway:2")
    assert (code, "operator@headrace, a request" in out, "org-1" in out) == (0, True, True)
    code, out = await organisations.run("events", "show", "--cause", "nobody")
    assert (code, "No service has told of 'nobody'" in out) == (1, True)
    assert (await organisations.run("events", "show"))[0] == 2


async def test_the_doctor_finds_a_platform_well_and_says_what_it_runs_on(organisations):
    code, out = await organisations.run("doctor", "--data-dir", str(organisations.data_dir), "--json")
    told = json.loads(out)
    assert (code, told["level"]) == ({"well": 0, "warning": 1}[told["level"]], told["level"])
    assert [finding for finding in told["findings"] if finding["level"] == "broken"] == []
    assert sorted(one["service"] for one in told["services"]) == sorted(NAMES)
    code, out = await organisations.run("doctor", "--data-dir", str(organisations.data_dir))
    assert "PostgreSQL 18." in out
    assert "development issuer" in out


async def test_the_doctor_names_who_holds_up_the_logs(organisations, monkeypatch):
    monkeypatch.setattr("headrace_cli.doctor.findings.LATE", 0.2)
    async with server_of(organisations.data_dir, None) as server:
        holder = await asyncpg.connect(server.url("headrace_finance"))
        await holder.execute("BEGIN; SELECT pg_current_xact_id()")
        row = {"id": "late", "name": "Late", "role": "supplier", "currency": "EUR"}
        await organisations.client.put("/v1/organisations", json={"items": [row]})
        await asyncio.sleep(0.5)
        code, out = await organisations.run("doctor", "--data-dir", str(organisations.data_dir), "--json")
        await holder.close()
    [finding] = [one for one in json.loads(out)["findings"] if "is heard" in one["words"]]
    assert code == 1
    assert "headrace_finance" in finding["words"]


async def test_dead_letters_of_all_services_are_listed_redriven_and_the_act_is_shown(organisations):
    park = f"""
        INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                                  occurred_at, traceparent, data, state, attempts, next_try, error)
        SELECT 'headrace.api_gateway.v1', 0, 1000 + n, gen_random_uuid(), '{REGISTERED}', 'api-gateway', 'lost-' || n,
               'headrace', '', 1, now(), '', '', 'dead', 5, now(), 'ValueError: not yet' FROM generate_series(1, 3) n
    """
    await organisations.query("headrace_finance", park)
    listed = await organisations.told("dead-letters", "list")
    assert [(one["service"], one["key"], one["state"]) for one in listed] == [
        ("finance", f"lost-{n}", "dead") for n in (1, 2, 3)
    ]
    code, out = await organisations.run("dead-letters", "list")
    assert "3 dead." in out
    code, out = await organisations.run("dead-letters", "drop", "finance", str(listed[0]["id"]), "--reason", "a test")
    assert (code, out.strip()) == (0, f"{listed[0]['id']} is dropped.")
    code, out = await organisations.run(
        "dead-letters", "redrive", "finance", "--type", "OrganisationRegistered", "--reason", "mended"
    )
    assert (code, "2 are being tried again" in out) == (0, True)
    acts = await organisations.told("dead-letters", "acts", "finance")
    assert [(act["action"], act["key"], act["reason"]) for act in acts] == [
        ("redrive", "lost-3", "mended"),
        ("redrive", "lost-2", "mended"),
        ("drop", "lost-1", "a test"),
    ]


async def test_people_of_an_organisation_and_strangers_are_refused_in_words(organisations):
    await organisations.client.put(
        "/v1/organisations", json={"items": [{"id": "acme", "name": "Acme", "role": "supplier", "currency": "EUR"}]}
    )
    code, out = await organisations.run("dead-letters", "list", "finance", "--as", "admin@acme")
    assert (code, "platform's own operators" in out) == (1, True)
    code, out = await organisations.run("dead-letters", "list", "finance", "--as", "nobody@acme")
    assert (code, "nobody@acme" in out) == (1, True)


async def test_where_services_read_each_others_logs_there_is_nothing_to_send_again(organisations):
    code, out = await organisations.run("events", "republish", "api-gateway")
    assert (code, "nothing to send" in out) == (1, True)
