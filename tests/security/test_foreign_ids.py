"""PLT-5: what belongs to one firm is nobody else's: every route that names a thing, asked by another firm's people.

Of each service the firm has a row in every table, all with one name; a rival with all roles names it in every path.
And a row is seen by its firm and by those firms only that stand in columns of which its table says that they share it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, FromClause, Table
from sqlalchemy.dialects.postgresql import JSONB

from headrace_testkit.bench import ServiceBench
from tests.flows.extremes import Shapes
from tests.services import NAMES, Operation, operations, service_named

from .knocking import ALL_ROLES, FIRM

ENDLESS = "/api/stream"
STORED = [name for name in NAMES if service_named(name).store is not None]
THING, MOMENT = "thing-1", datetime(2126, 3, 2, 8, tzinfo=UTC)
"""Far enough ahead that nothing is over meanwhile, and swept away."""
VALUES: dict[type, Any] = {
    str: THING,
    int: 1,
    float: 1.0,
    bool: False,
    bytes: b"1",
    Decimal: Decimal(1),
    date: MOMENT.date(),
    datetime: MOMENT,
    list: [],
}
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


def value(column: Column[Any]) -> Any:
    """One name in every column that can hold it, but for those that hold a firm."""
    if column.name == "tenant":
        return FIRM
    if column.name in shared_with(column.table):
        return "partner"
    return "{}" if isinstance(column.type, JSONB) else VALUES[column.type.python_type]


def named_for_its_column(column: Column[Any]) -> Any:
    """A firm of its own in every column that could hold one."""
    return firm_in(column) if is_text(column) else value(column)


def is_text(column: Column[Any]) -> bool:
    return not isinstance(column.type, JSONB) and column.type.python_type is str


def firm_in(column: Column[Any]) -> str:
    return FIRM if column.name == "tenant" else f"firm-in-{column.name}"


def shared_with(table: FromClause) -> tuple[str, ...]:
    shared: tuple[str, ...] = table.info.get("shared_with", ())
    return shared


async def own(bench: ServiceBench, table: Table, valued: Callable[[Column[Any]], Any] = value) -> None:
    """A row of the firm's."""
    columns = [column for column in table.columns if column.identity is None and column.computed is None]
    names = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    values = [valued(column) for column in columns]
    await bench.query(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', *values)


@pytest.fixture(params=STORED)
async def bench(request: pytest.FixtureRequest, start_service) -> ServiceBench:
    bench: ServiceBench = await start_service(service_named(request.param))
    return bench


def tables_of(bench: ServiceBench) -> dict[str, Table]:
    assert bench.running.service.store is not None
    return {table.name: table for table in bench.running.service.store.sorted_tables}


async def kept(bench: ServiceBench) -> dict[str, list[str]]:
    tables = tables_of(bench)
    return {name: [str(found) for found in await bench.query(f'SELECT * FROM "{name}"')] for name in tables}


def named(one: Operation, shapes: Shapes) -> str:
    path = one.path
    for parameter in one.parameters:
        if parameter["in"] == "path":
            example = shapes.example(parameter["schema"])
            name = THING if example == "extreme" else str(example)
            path = path.replace("{" + parameter["name"] + "}", name)
    return path


async def asked(bench: ServiceBench, one: Operation) -> tuple[int, str]:
    shapes = Shapes(one.schemas)
    body = shapes.example(one.body) if one.body else None
    headers = {"If-Match": '"1"', "Idempotency-Key": str(uuid.uuid4())}
    async with bench.client(*ALL_ROLES, tenant="rival") as rival:
        answer = await rival.request(one.method, named(one, shapes), json=body, headers=headers)
    return answer.status_code, answer.text


async def test_nobody_finds_lists_or_changes_a_thing_of_another_firm(bench):
    for table in tables_of(bench).values():
        await own(bench, table)
    before = await kept(bench)
    found, shown = {}, []
    for one in operations(bench.running.service):
        if one.rules.platform or one.rules.public or one.path == ENDLESS:
            continue
        if "{" in one.path:
            found[str(one)], _ = await asked(bench, one)
        elif one.method == "GET":
            status, text = await asked(bench, one)
            shown += [str(one)] if status >= 500 or THING in text else []
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
