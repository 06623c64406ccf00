"""PLT-8: the whole platform starts in one process, on its own PostgreSQL or on one that is given, and starts again."""

from __future__ import annotations

import asyncpg
import pytest

from headrace_chassis.postgres import EmbeddedPostgres
from headrace_cli import databases, embedded

SERVICES = {service.name for service in embedded.installed_services()}


async def served(settings: embedded.Settings) -> set[str]:
    async with embedded.platform(settings) as running, running.client() as client:
        page, users = await client.get("/"), await client.get("/api/session/demo-users")
        assert (page.status_code, users.status_code) == (200, 200)
        return set(running.running)


@pytest.mark.slow
async def test_every_service_starts_on_the_embedded_database_and_starts_again(tmp_path):
    settings = embedded.Settings(tmp_path)
    assert await served(settings) == SERVICES
    assert await served(settings) == SERVICES


@pytest.mark.slow
async def test_a_given_server_needs_only_a_user_who_may_make_databases_and_roles(tmp_path):
    async with EmbeddedPostgres(tmp_path / "pg") as server:
        admin = await asyncpg.connect(server.admin_url)
        await admin.execute("CREATE ROLE boss LOGIN CREATEDB CREATEROLE")
        given = embedded.Settings(tmp_path / "state", database_url=server.url("postgres", "boss"))
        assert await served(given) == SERVICES
        await admin.close()
        orders = await asyncpg.connect(server.url("headrace_orders"))
        owner = await orders.fetchval("SELECT tableowner FROM pg_tables WHERE tablename = 'sales_order'")
        await orders.close()
    assert owner == databases.OWNER
