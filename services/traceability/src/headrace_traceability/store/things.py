"""Lots and pieces by their number, and the names they had before items and makers were known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, or_, select

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_traceability.model.asked import MOST_ALIKE
from headrace_traceability.model.thing import Thing
from headrace_traceability.store.tables import thing

ADD = """
    INSERT INTO thing (tenant, partner, code, name)
    SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING
"""
SHORT = "SELECT EXISTS (SELECT FROM thing WHERE tenant = $1 AND code = name)"
KNOWN = "SELECT DISTINCT code FROM thing WHERE tenant = $1 AND name = ANY($2::text[])"
SUPPLIERS = """
    SELECT target, array_agg(DISTINCT source) AS suppliers FROM edge
     WHERE tenant = $1 AND kind = 'receive' AND target = ANY($2::text[]) GROUP BY target
"""
RENAME = """
    WITH named AS (SELECT * FROM unnest($2::text[], $3::text[]) AS n (short, code)),
    sources AS (UPDATE edge e SET source = n.code FROM named n WHERE e.tenant = $1 AND e.source = n.short)
    UPDATE trace_code c SET code = n.code FROM named n WHERE c.tenant = $1 AND c.code = n.short
"""
RENAME_TARGETS = """
    UPDATE edge e SET target = n.code FROM unnest($2::text[], $3::text[]) AS n (short, code)
     WHERE e.tenant = $1 AND e.target = n.short
"""
RENAME_THINGS = """
    UPDATE thing t SET code = n.code FROM unnest($2::text[], $3::text[]) AS n (short, code)
     WHERE t.tenant = $1 AND t.code = n.short
"""


async def add(tx: Tx, rows: Iterable[tuple[str, str, str]]) -> None:
    """Keep (tenant, partner, code) so that each is found by its name."""
    columns = [(tenant, partner, code, Thing.read(code).name) for tenant, partner, code in rows]
    if columns:
        await tx.raw.execute(ADD, *map(list, zip(*columns, strict=True)))


async def called(tx: Tx, asked: Thing) -> list[Thing]:
    """What the tenant knows that may be this; a few of them when they are many, the very one among them."""
    c = thing.c.code
    query = select(c).where(thing.c.name == asked.name, *_of(asked)).group_by(c)
    query = query.order_by((c == asked.code).desc(), c.collate("C")).limit(MOST_ALIKE + 1)
    return [Thing.read(code) for code in (await tx.execute(query)).scalars()]


def _of(asked: Thing) -> list[ColumnElement[bool]]:
    """As `Thing.may_be`, of codes that go by the name: a part that is said is in them, one that is not may be any."""
    c, number_and_item = thing.c.code, Thing(asked.kind, asked.number, asked.item).code
    if asked.item and asked.maker:
        return [c == asked.code]
    if asked.item:
        return [or_(c == number_and_item, c.startswith(f"{number_and_item}&maker=", autoescape=True))]
    if asked.maker:
        part = Thing(asked.kind, asked.number, maker=asked.maker).code.rpartition("?")[2]
        return [or_(c.endswith(f"?{part}", autoescape=True), c.endswith(f"&{part}", autoescape=True))]
    return []


async def is_known(tx: Tx, code: str) -> bool:
    return bool((await tx.execute(select(thing.c.code).where(thing.c.code == code).limit(1))).first())


async def has_short(tx: Tx) -> bool:
    """Whether the tenant has things from before items and makers were known."""
    return bool(await tx.raw.fetchval(SHORT, tx.tenant))


async def known(tx: Tx, names: Collection[str]) -> dict[str, list[Thing]]:
    """All of the tenant's own that go by these names."""
    found: dict[str, list[Thing]] = {}
    for row in await tx.raw.fetch(KNOWN, tx.tenant, list(names)):
        one = Thing.read(row["code"])
        found.setdefault(one.name, []).append(one)
    return found


async def suppliers(tx: Tx, codes: Collection[str]) -> dict[str, list[str]]:
    """Whom each of these was received from."""
    rows = await tx.raw.fetch(SUPPLIERS, tx.tenant, list(codes))
    return {row["target"]: [source.partition(":")[2] for source in row["suppliers"]] for row in rows}


async def rename(tx: Tx, names: Mapping[str, str]) -> None:
    """Things that were told short are, from their beginning, those of the full codes. The log stays as it is."""
    tenant, short, full = tx.tenant, list(names), list(names.values())
    async with in_name_of(tx):
        for statement in (RENAME, RENAME_TARGETS, RENAME_THINGS):
            await tx.raw.execute(statement, tenant, short, full)
