"""PLT-5, PLT-8: what a small organisation asks costs what its own rows cost, however many others have: each of its
lists, with each of its filters, touches ten pages at most among a hundred thousand rows of others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import orjson
import pytest

from headrace_chassis.service import Service
from headrace_chassis.tx import EVERYONE, role_for
from headrace_cli.embedded import installed_services
from headrace_testkit.bench import ServiceBench, serving
from headrace_testkit.crowd import CROWD, SMALL, fill, tenant_tables

ROWS, PAGES, PAGES_OF_MANY = 100_000, 10, 60
WITH_DATABASE = [service for service in installed_services() if service.store is not None]
OF_THE_PLATFORM = {"log_key", "merkle_log", "merkle_node", "tree_head"}
FOUND_OTHERWISE = {
    **dict.fromkeys(OF_THE_PLATFORM, "its rows are the platform's own"),
    "job": "found by its id",
    "parked_event": "of one organisation it is never asked",
    "trace_code": "found by the code of a thing",
}
LED_BY_TENANT = """
    SELECT EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON attrelid = indrelid AND attnum = indkey[0]
                    WHERE indrelid = $1::text::regclass AND attname = 'tenant')
"""
OF_PATTERN = {"^[0-9a-f]{32}$": "0" * 32, "^(retrying|behind|dead)$": "dead"}
OF_FORMAT = {"date": "2026-03-02", "date-time": "2026-03-02T08:00:00Z", "uuid": "0" * 32}
OF_TYPE = {"boolean": "true", "integer": "1", "number": "1"}
ACT = "SELECT set_config('app.tenant', $1, true), set_config('role', $2, true)"


@dataclass(frozen=True)
class Question:
    """What a list asks the database, with the address that was called."""

    address: str
    statement: str
    values: tuple[object, ...]


class Lists:
    """The lists of a service: each as it is, and narrowed by each of its filters."""

    def __init__(self, bench: ServiceBench) -> None:
        document = bench.running.app.openapi()
        self._forms = document.get("components", {}).get("schemas", {})
        gets = {path: item["get"] for path, item in document["paths"].items() if "get" in item and "{" not in path}
        self._lists = {path: one for path, one in gets.items() if self._pages(one)}

    def requests(self) -> Iterator[tuple[str, dict[str, str]]]:
        for path, operation in self._lists.items():
            asked = {one["name"]: one["schema"] for one in operation["parameters"] if one["in"] == "query"}
            needed = {one["name"] for one in operation["parameters"] if one.get("required")}
            always = {name: self._value(asked[name]) for name in needed}
            yield path, always
            for name in asked.keys() - {"limit", "cursor", *always}:
                yield path, always | {name: self._value(asked[name])}

    def _pages(self, operation: dict[str, Any]) -> bool:
        return any(one["name"] == "cursor" for one in operation.get("parameters", ()))

    def _value(self, form: dict[str, Any]) -> str:
        for one in map(self._meant, [form, *form.get("anyOf", ())]):
            if "enum" in one:
                return str(one["enum"][0])
            if "items" in one:
                return self._value(one["items"])
            kinds = (OF_PATTERN.get(one.get("pattern", "")), OF_FORMAT.get(one.get("format", "")))
            if found := next(filter(None, (*kinds, OF_TYPE.get(one.get("type", "")))), None):
                return found
        return "x"

    def _meant(self, form: dict[str, Any]) -> dict[str, Any]:
        return self._forms[form["$ref"].rpartition("/")[2]] if "$ref" in form else form


@contextmanager
def asked(bench: ServiceBench) -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """What the service asks its database meanwhile, with the values."""
    found: list[tuple[str, tuple[object, ...]]] = []
    ours = asyncio.current_task()

    def note(statement: str, values: Iterable[object]) -> None:
        if asyncio.current_task() is ours:
            found.append((statement, tuple(values)))

    with bench.watched(note):
        yield found


async def questions(bench: ServiceBench) -> list[Question]:
    """Those of all lists that an organisation has."""
    found = []
    client = bench.client("admin", tenant=SMALL)
    for path, query in Lists(bench).requests():
        with asked(bench) as statements:
            answer = await client.get(path, params=query)
        assert answer.status_code in {200, 403, 422}, (path, query, answer.text)
        found += [
            Question(f"{path} {query}", *one) for one in statements if " FROM " in f"{one[0]} ".replace("\n", " ")
        ]
    return found


async def plan_of(app: asyncpg.Connection, tenant: str, question: Question) -> dict[str, Any]:
    async with app.transaction():
        await app.execute(ACT, tenant, role_for(tenant))
        explained = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {question.statement}"
        return orjson.loads(await app.fetchval(explained, *question.values))[0]["Plan"]


async def pages_of(app: asyncpg.Connection, tenant: str, question: Question) -> int:
    """At most, of all looks into a table: a stock-taking has several."""
    return max(map(_touched, looks(await plan_of(app, tenant, question))), default=0)


def _touched(plan: dict[str, Any]) -> int:
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def looks(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for part in plan.get("Plans", ()):
        yield from looks(part)


@asynccontextmanager
async def looked_into(bench: ServiceBench) -> AsyncIterator[tuple[asyncpg.Connection, asyncpg.Connection]]:
    """Its database for the superuser and for the service."""
    async with bench.looking() as admin:
        app = await asyncpg.connect(bench.running.runtime.app_url(bench.running.service.name))
        try:
            yield admin, app
        finally:
            await app.close()


@pytest.mark.crowd
@pytest.mark.parametrize("service", WITH_DATABASE, ids=lambda service: service.name)
async def test_its_lists_touch_few_pages(service: Service, postgres, issuer):
    async with serving(service, postgres, issuer) as bench, looked_into(bench) as (admin, app):
        values = {name: value for _, query in Lists(bench).requests() for name, value in query.items()}
        asked_for = await questions(bench)
        tables = {look["Relation Name"] for one in asked_for for look in looks(await plan_of(app, SMALL, one))}
        for table in tables & set(await tenant_tables(admin)) - OF_THE_PLATFORM:
            await fill(admin, table, ROWS, alike=values)
        touched = {(one.address, one.statement): await pages_of(app, SMALL, one) for one in asked_for}
        assert {key: pages for key, pages in touched.items() if pages > PAGES} == {}
        whole = [one for one in asked_for if one.address.endswith("{}") and ".body" in one.statement]
        touched = {(one.address, one.statement): await pages_of(app, CROWD, one) for one in whole}
        assert {key: pages for key, pages in touched.items() if pages > PAGES_OF_MANY} == {}


@pytest.mark.parametrize("service", WITH_DATABASE, ids=lambda service: service.name)
async def test_an_index_of_each_table_begins_with_the_organisation(service: Service, postgres, issuer):
    async with serving(service, postgres, issuer) as bench, looked_into(bench) as (admin, _):
        tables = [table for table in await tenant_tables(admin) if table not in FOUND_OTHERWISE]
        assert [table for table in tables if not await admin.fetchval(LED_BY_TENANT, table)] == []


LOOKED_AT = {
    "/v1/event-log": [{"tenant": SMALL}, {"tenant": SMALL, "newest": "50"}, {}, {"newest": "50"}],
    "/v1/dead-letters": [{}, {"event": "0" * 32}, {"key": "nobody"}],
    "/v1/dead-letters/acts": [{}, {"event": "0" * 32}],
}


@pytest.mark.crowd
async def test_events_and_dead_letters_are_found_among_those_of_others(postgres, issuer):
    """They are looked at by operators, who say of whom."""
    service = next(one for one in WITH_DATABASE if one.name == "product")
    async with serving(service, postgres, issuer) as bench, looked_into(bench) as (admin, app):
        for table in ("event_log", "parked_event", "dead_letter_audit"):
            await fill(admin, table, ROWS)
        await admin.execute("SELECT setval('event_log_id_seq', $1)", ROWS)
        touched = {}
        for path, queries in LOOKED_AT.items():
            for query in queries:
                with asked(bench) as statements:
                    answer = await bench.platform().get(path, params=query)
                assert answer.status_code == 200, answer.text
                for statement, values in statements:
                    if "FROM event_log " in statement or "parked_event" in statement or "audit" in statement:
                        question = Question(f"{path} {query}", statement, values)
                        touched[question.address] = await pages_of(app, EVERYONE, question)
        assert {address: pages for address, pages in touched.items() if pages > PAGES} == {}


@pytest.mark.crowd
async def test_a_job_is_found_by_its_name(postgres, issuer):
    service = next(one for one in WITH_DATABASE if one.name == "product")
    async with serving(service, postgres, issuer) as bench, looked_into(bench) as (admin, app):
        await fill(admin, "job", ROWS)
        job = await admin.fetchval("SELECT id FROM job WHERE tenant = $1 LIMIT 1", SMALL)
        assert await pages_of(app, SMALL, Question("", "SELECT * FROM job WHERE id = $1", (job,))) <= PAGES
