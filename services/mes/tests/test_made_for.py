"""MES-1, PLT-5: the work orders of a customer order are found by a table that follows what orders say of themselves:
those of before, and those that a replica of the version before writes."""

from __future__ import annotations

from headrace_testkit.earlier import database_at

ORDER = """
    INSERT INTO work_order (id, tenant, version, body, number, proposal, item, plant, state, made_for, machines)
    VALUES ($1, 'acme', 1, '{}', $1, $1, 'BIKE', 'north', 'planned', $2, '{}')
"""
LINKS = "SELECT order_id, work_order FROM work_order_made_for ORDER BY 1, 2"


async def test_the_table_follows_what_orders_say(postgres):
    async with database_at(postgres, "headrace_mes.migrations", "0003") as earlier:
        connection = earlier.connection
        await connection.execute(ORDER, "w1", ["a", "b"])
        await earlier.migrate()
        await connection.execute(ORDER, "w2", ["b"])
        assert [tuple(row) for row in await connection.fetch(LINKS)] == [("a", "w1"), ("b", "w1"), ("b", "w2")]
        await connection.execute("UPDATE work_order SET made_for = '{c}', version = 2 WHERE id = 'w1'")
        assert [tuple(row) for row in await connection.fetch(LINKS)] == [("b", "w2"), ("c", "w1")]
