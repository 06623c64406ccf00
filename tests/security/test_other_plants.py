"""PLT-5: who works for some plants of a firm finds, lists and changes nothing of its other plants.

Of each service the firm has a row in every table whose rows belong to a plant, all with one name, which is the plant's
too; a colleague of another plant with all roles names it in every path.
"""

from __future__ import annotations

import asyncpg
import pytest
from sqlalchemy import Table

from headrace_chassis.auth import Principal
from headrace_chassis.faults import is_of_another_plant
from headrace_testkit.bench import ServiceBench
from tests.services import service_named

from .knocking import ALL_ROLES, FIRM
from .owned import STORED, THING, asked, insertion, kept, looked_for, open_to_people, own, tables_of

# What a colleague is answered where it is no 404, each with its reason. None of them changes anything.
OTHERWISE = {
    "mes GET /v1/unassigned-counts/{machine}/decisions": (200, "an empty list: none was taken about his machines"),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal": (422, "the lines of the body are none"),
    "traceability GET /v1/trace/{code}": (422, "the name is no code that is printed on goods"),
}


def of_plants(bench: ServiceBench) -> list[Table]:
    return [table for table in tables_of(bench).values() if "plant" in table.columns]


async def kept_of_plants(bench: ServiceBench) -> dict[str, list[str]]:
    named = {table.name for table in of_plants(bench)}
    return {name: rows for name, rows in (await kept(bench)).items() if name in named}


WITH_PLANTS = [
    name for name in STORED if any("plant" in table.columns for table in service_named(name).store.sorted_tables)
]


@pytest.fixture(params=WITH_PLANTS)
async def bench(request: pytest.FixtureRequest, start_service) -> ServiceBench:
    bench: ServiceBench = await start_service(service_named(request.param))
    for table in of_plants(bench):
        await own(bench, table)
    return bench


async def test_nobody_finds_lists_or_changes_what_belongs_to_a_plant_that_he_does_not_work_for(bench):
    before = await kept_of_plants(bench)
    found, shown = await looked_for(bench, tenant=FIRM, plants=["elsewhere"])
    for one in open_to_people(bench):
        if "{" not in one.path and one.method != "GET":
            await asked(bench, one, tenant=FIRM, plants=["elsewhere"])
    assert {route: status for route, status in found.items() if status != OTHERWISE.get(route, (404, ""))[0]} == {}
    assert shown == []
    assert await kept_of_plants(bench) == before


async def sees(bench: ServiceBench, table: Table, plants: frozenset[str] | None) -> int:
    who = Principal("ann", "Ann", FIRM, frozenset(ALL_ROLES), plants=plants)
    async with bench.running.database.transaction(FIRM, actor=who) as tx:
        return int(await tx.raw.fetchval(f'SELECT count(*) FROM "{table.name}"'))


async def test_a_row_is_seen_by_who_works_for_its_plant_or_for_all(bench):
    for table in of_plants(bench):
        seen = [await sees(bench, table, plants) for plants in (None, {THING, "elsewhere"}, {"elsewhere"}, set())]
        assert (table.name, seen) == (table.name, [1, 1, 0, 0])


async def test_the_database_refuses_a_row_of_a_plant_that_the_writer_does_not_work_for(bench):
    who = Principal("ann", "Ann", FIRM, frozenset(ALL_ROLES), plants=frozenset({"elsewhere"}))
    for table in of_plants(bench):
        with pytest.raises(asyncpg.InsufficientPrivilegeError) as refused:
            async with bench.running.database.transaction(FIRM, actor=who) as tx:
                await tx.raw.execute(*insertion(table))
        assert is_of_another_plant(refused.value)
