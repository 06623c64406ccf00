"""A work order as the version before stored it: with its pieces and its lots in its body."""

from __future__ import annotations

import json
from collections.abc import Sequence

from headrace_testkit.bench import ServiceBench

BODY = """
    SELECT o.body - 'apart' - 'materials' - 'form' || jsonb_build_object(
             'units', coalesce((SELECT jsonb_agg(jsonb_build_object('serial', serial, 'state', state, 'place', place)
                                                 ORDER BY serial) FROM unit WHERE work_order = o.id), '[]'),
             'issued', part.issued, 'broken', part.broken, 'used', part.used) AS body
      FROM work_order o, LATERAL (
           SELECT coalesce(jsonb_agg(p || q(issued) ORDER BY position) FILTER (WHERE issued <> 0), '[]') AS issued,
                  coalesce(jsonb_agg(p || q(broken) ORDER BY position) FILTER (WHERE broken <> 0), '[]') AS broken,
                  coalesce(jsonb_agg(p || q(used) ORDER BY position) FILTER (WHERE used <> 0), '[]') AS used
             FROM (SELECT l.*, jsonb_build_object('item', item, 'lot', lot, 'serial', serial, 'maker', maker) AS p
                     FROM issued_lot l WHERE work_order = o.id) AS l) AS part
     WHERE o.id = $1
"""
QUANTITY = "jsonb_build_object('quantity', jsonb_build_object('value', {0}::text, 'unit', unit))"
TRIGGER = "ALTER TABLE work_order {0} TRIGGER refuse_parts_in_body"


def _sql() -> str:
    sql = BODY
    for name in ("issued", "broken", "used"):
        sql = sql.replace(f"q({name})", QUANTITY.format(name))
    return sql


async def as_earlier(bench: ServiceBench, order: str, without: Sequence[str] = ()) -> None:
    """Nothing of it is in the tables any more; `without` fields that a still earlier version did not have."""
    (row,) = await bench.query(_sql(), order)
    body = {name: value for name, value in json.loads(row["body"]).items() if name not in without}
    await bench.query(TRIGGER.format("DISABLE"))
    await store_as_earlier(bench, order, body)
    await bench.query(TRIGGER.format("ENABLE"))
    for table in ("unit", "issued_lot"):
        await bench.query(f"DELETE FROM {table} WHERE work_order = $1", order)


async def store_as_earlier(bench: ServiceBench, order: str, body: dict) -> None:
    """What a replica of the version before does when it stores the order."""
    await bench.query("UPDATE work_order SET body = $2, version = version + 1 WHERE id = $1", order, json.dumps(body))


async def body_of(bench: ServiceBench, order: str) -> dict:
    (row,) = await bench.query("SELECT body FROM work_order WHERE id = $1", order)
    return json.loads(row["body"])
