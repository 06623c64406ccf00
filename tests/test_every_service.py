"""PLT-1, PLT-5, PLT-9: what must hold for every service alike: tenancy of its tables, its migrations, its OpenAPI."""

from __future__ import annotations

import tempfile
from importlib.metadata import entry_points
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.database import engine_of
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.migrations import migrate
from headrace_chassis.postgres import ensure_database
from headrace_chassis.runtime import Running, Runtime
from headrace_chassis.service import Service
from headrace_testkit.bench import APP, OWNER

NAMES = sorted(entry.name for entry in entry_points(group="headrace.services"))
PLATFORM_TABLES = [
    "inbox_progress",
    "parked_event",
    "dead_letter_audit",
    "relay_progress",
    "timer",
    "alembic_version",
    "alembic_version_chassis",
]
UNPROTECTED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
"""
WITHOUT_TENANT = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant')
"""


def service_named(name: str) -> Service:
    loaded: Service = entry_points(group="headrace.services")[name].load()
    return loaded


@pytest.fixture(params=NAMES)
def service(request: pytest.FixtureRequest) -> Service:
    return service_named(request.param)


def document(service: Service, postgres) -> dict:
    runtime = Runtime(
        owner_url=lambda _: "",
        app_url=lambda _: "",
        bus=MemoryBus(),
        clock=Clock(),
        verifier=TokenVerifier(ISSUER, DevelopmentIssuer().keys),
        data_dir=Path(tempfile.gettempdir()),
    )
    return Running(service, runtime).app.openapi()


async def test_every_table_belongs_to_a_tenant_and_is_guarded(service, postgres):
    if service.store is None:
        return
    name = f"tenancy_{service.package}"
    await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role=APP)
    await migrate(postgres.url(name, OWNER), service.migrations)
    connection = await asyncpg.connect(postgres.url(name))
    unprotected = {row["relname"] for row in await connection.fetch(UNPROTECTED)} - set(PLATFORM_TABLES)
    without = {row["relname"] for row in await connection.fetch(WITHOUT_TENANT)} - set(PLATFORM_TABLES)
    await connection.close()
    assert unprotected == set()
    assert without == set()


async def test_migrations_make_the_tables_that_the_code_speaks_of(service, postgres):
    if service.store is None:
        return
    name = f"drift_{service.package}"
    await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role=APP)
    await migrate(postgres.url(name, OWNER), service.migrations)
    engine = engine_of(postgres.url(name))
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences, service)
    await engine.dispose()
    assert differences == []


def _differences(connection, service: Service) -> list:
    mine = set(service.store.tables)
    options = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in mine}
    return compare_metadata(MigrationContext.configure(connection, opts=options), service.store)


async def test_openapi_names_each_operation_once_and_declares_its_errors_as_problems(service, postgres):
    operations = [
        (path, method, operation)
        for path, item in document(service, postgres)["paths"].items()
        for method, operation in item.items()
    ]
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(names) == len(set(names))
    for path, method, operation in operations:
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")) and status != "422":
                assert "application/problem+json" in answer["content"], (path, method, status)


async def test_lists_have_the_one_shape_that_can_be_paged(service, postgres):
    for path, item in document(service, postgres)["paths"].items():
        if "get" not in item or path.endswith("}") or path == "/v1/progress":
            continue
        answer = item["get"]["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        assert answer.get("type") != "array", path
