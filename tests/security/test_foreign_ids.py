"""PLT-5: what belongs to one firm is nobody else's: every route that names a thing, asked by another firm's people.

Of each service the firm has a row in every table, all with one name; a rival with all roles names it in every path.
And a row is seen by its firm and by those firms only that stand in columns of which its table says that they share it.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from headrace_testkit.bench import ServiceBench
from tests.services import service_named

from .owned import (
    STORED,
    firm_in,
    is_text,
    kept,
    looked_for,
    named_for_its_column,
    own,
    shared_with,
    tables_of,
)

# What a rival is answered where it is no 404, each with its reason. None of them changes anything.
OTHERWISE = {
    "api-gateway PUT /v1/roles/{role}": (
        422,
        "the permissions of the body are none; the role would be the rival's own",
    ),
    "finance POST /v1/notes/{note}/financing": (422, "the bank that the body names is none"),
    "finance POST /v1/notes/{note}/transfer": (422, "the taker that the body names is nobody"),
    "mes GET /v1/unassigned-counts/{machine}/decisions": (200, "an empty list: a machine is named by its owner alone"),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal": (422, "the lines of the body are none"),
    "traceability GET /v1/trace/{code}": (422, "the name is no code that is printed on goods"),
}


@pytest.fixture(params=STORED)
async def bench(request: pytest.FixtureRequest, start_service) -> ServiceBench:
    bench: ServiceBench = await start_service(service_named(request.param))
    return bench


async def test_nobody_finds_lists_or_changes_a_thing_of_another_firm(bench):
    for table in tables_of(bench).values():
        await own(bench, table)
    before = await kept(bench)
    found, shown = await looked_for(bench, tenant="rival")
    assert {route: status for route, status in found.items() if status != OTHERWISE.get(route, (404, ""))[0]} == {}
    assert shown == []
    assert await kept(bench) == before


async def sees(bench: ServiceBench, table: Table, firm: str) -> int:
    assert bench.running.database is not None
    async with bench.running.database.transaction(firm) as tx:
        return int(await tx.raw.fetchval(f'SELECT count(*) FROM "{table.name}"'))


async def test_a_row_is_seen_by_its_firm_and_by_those_with_whom_its_table_says_it_is_shared(bench):
    """Every column of text holds a firm of its own: which of them sees the row tells what the policy really is."""
    wrong = {}
    for table in tables_of(bench).values():
        await own(bench, table, named_for_its_column)
        shown = {column.name for column in filter(is_text, table.columns) if await sees(bench, table, firm_in(column))}
        if shown != {"tenant", *shared_with(table)} or await sees(bench, table, "rival"):
            wrong[table.name] = shown
    assert wrong == {}
