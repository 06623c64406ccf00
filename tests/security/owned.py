"""A firm's row in every table of a service, all with one name, and requests that name it in every path."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

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


def insertion(table: Table, valued: Callable[[Column[Any]], Any] = value) -> tuple[Any, ...]:
    """The statement and its values."""
    columns = [column for column in table.columns if column.identity is None and column.computed is None]
    names = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', *map(valued, columns)


async def own(bench: ServiceBench, table: Table, valued: Callable[[Column[Any]], Any] = value) -> None:
    """A row of the firm's."""
    await bench.query(*insertion(table, valued))


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


async def asked(
    bench: ServiceBench, one: Operation, *, tenant: str, plants: Sequence[str] | None = None
) -> tuple[int, str]:
    """What somebody with all roles is answered."""
    shapes = Shapes(one.schemas)
    body = shapes.example(one.body) if one.body else None
    headers = {"If-Match": '"1"', "Idempotency-Key": str(uuid.uuid4())}
    async with bench.client(*ALL_ROLES, tenant=tenant, plants=plants) as who:
        answer = await who.request(one.method, named(one, shapes), json=body, headers=headers)
    return answer.status_code, answer.text


def open_to_people(bench: ServiceBench) -> list[Operation]:
    """The routes for an organisation's people that have an end."""
    every = operations(bench.running.service)
    return [one for one in every if not (one.rules.platform or one.rules.public or one.path == ENDLESS)]


async def looked_for(
    bench: ServiceBench, *, tenant: str, plants: Sequence[str] | None = None
) -> tuple[dict[str, int], list[str]]:
    """The status of each route that names the thing, and the lists that show it or fail."""
    found, shown = {}, []
    for one in open_to_people(bench):
        if "{" in one.path:
            found[str(one)], _ = await asked(bench, one, tenant=tenant, plants=plants)
        elif one.method == "GET":
            status, text = await asked(bench, one, tenant=tenant, plants=plants)
            shown += [str(one)] if status >= 500 or THING in text else []
    return found, shown
