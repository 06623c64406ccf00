"""PLT-5: what belongs to one firm is nobody else's: every route that names a thing, asked by another firm's people.

Of each service the firm has a row in every table, all with one name; a rival with all roles names it in every path.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import JSONB

from headrace_testkit.bench import ServiceBench
from tests.flows.extremes import Shapes
from tests.services import NAMES, Operation, operations, service_named

from .knocking import ALL_ROLES, FIRM

ENDLESS = "/api/stream"
STORED = [name for name in NAMES if service_named(name).store is not None]
THING, MOMENT = "thing-1", datetime(2026, 3, 2, 8, tzinfo=UTC)
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
    "finance POST /v1/notes/{note}/financing": (422, "the bank that the body names is none"),
    "finance POST /v1/notes/{note}/transfer": (422, "the taker that the body names is nobody"),
    "mes GET /v1/unassigned-counts/{machine}/decisions": (200, "an empty list: a machine is named by its owner alone"),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal": (422, "the lines of the body are none"),
    "traceability GET /v1/trace/{code}": (422, "the name is no code that is printed on goods"),
}


def value(column: Column[Any], shared: tuple[str, ...]) -> Any:
    if column.name == "tenant":
        return FIRM
    if column.name in shared:
        return "partner"
    return "{}" if isinstance(column.type, JSONB) else VALUES[column.type.python_type]


async def own(bench: ServiceBench, table: Table) -> None:
    """A row of the firm's, with one name in every column that can hold it."""
    shared = table.info.get("shared_with", ())
    columns = [column for column in table.columns if column.identity is None and column.computed is None]
    names = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    values = [value(column, shared) for column in columns]
    await bench.query(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', *values)


@pytest.fixture(params=STORED)
async def bench(request: pytest.FixtureRequest, start_service) -> ServiceBench:
    bench: ServiceBench = await start_service(service_named(request.param))
    assert bench.running.service.store is not None
    for table in bench.running.service.store.sorted_tables:
        await own(bench, table)
    return bench


async def kept(bench: ServiceBench) -> dict[str, list[str]]:
    assert bench.running.service.store is not None
    tables = bench.running.service.store.tables
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
