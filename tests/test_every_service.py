"""PLT-1, PLT-5, PLT-9: what must hold for every service alike: its migrations, its lists."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from headrace_chassis.database import engine_of
from headrace_chassis.service import Service
from headrace_testkit.databases import migrated_database

from .services import NAMES, document, service_named


@pytest.fixture(params=NAMES)
def service(request: pytest.FixtureRequest) -> Service:
    return service_named(request.param)


async def test_migrations_make_the_tables_that_the_code_speaks_of(service, postgres):
    if service.store is None:
        return
    async with migrated_database(postgres, service.migrations) as name:
        engine = engine_of(postgres.url(name))
        async with engine.connect() as connection:
            differences = await connection.run_sync(_differences, service)
        await engine.dispose()
    assert differences == []


def _differences(connection, service: Service) -> list:
    mine = set(service.store.tables)
    options = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in mine}
    return compare_metadata(MigrationContext.configure(connection, opts=options), service.store)


def test_lists_have_the_one_shape_that_can_be_paged(service):
    for path, item in document(service)["paths"].items():
        if "get" not in item or path.endswith("}") or path == "/v1/progress":
            continue
        answer = item["get"]["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        assert answer.get("type") != "array", path
