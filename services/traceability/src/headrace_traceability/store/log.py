"""The Merkle log: its size under a lock, its nodes, its signed heads and the keys that signed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_contracts.organisations import PLATFORM
from headrace_traceability.model.merkle import NodeId
from headrace_traceability.model.tree_head import SignedTreeHead, TreeHead, key_id
from headrace_traceability.store.tables import log_key, merkle_log, tree_head

LOG = "headrace"
OPEN = text("INSERT INTO merkle_log (tenant, name, size) VALUES (:tenant, :name, 0) ON CONFLICT DO NOTHING")
FETCH = """
    SELECT n.level, n.place, n.hash FROM merkle_node AS n
      JOIN unnest($1::int[], $2::bigint[]) AS w (level, place) ON (n.level, n.place) = (w.level, w.place)
"""
ADD = """
    INSERT INTO merkle_node (tenant, level, place, hash)
    SELECT $4, level, place, hash FROM unnest($1::int[], $2::bigint[], $3::bytea[]) AS n (level, place, hash)
"""
GROW = "UPDATE merkle_log SET size = $1 WHERE name = $2"


@dataclass(frozen=True, slots=True)
class KnownKey:
    key_id: str
    public_key: bytes
    first_used: datetime


async def take(tx: Tx) -> int:
    """The number of leaves; nobody else appends or signs until the end of the transaction."""
    async with in_name_of(tx, PLATFORM):
        await tx.execute(OPEN, {"tenant": PLATFORM, "name": LOG})
        query = select(merkle_log.c.size).where(merkle_log.c.name == LOG)
        return int((await tx.execute(query.with_for_update())).scalar_one())


async def nodes(tx: Tx, wanted: Iterable[NodeId]) -> dict[NodeId, bytes]:
    ids = list(wanted)
    async with in_name_of(tx, PLATFORM):
        rows = await tx.raw.fetch(FETCH, [i.level for i in ids], [i.place for i in ids])
    return {NodeId(row["level"], row["place"]): row["hash"] for row in rows}


async def grow(tx: Tx, size: int, written: Mapping[NodeId, bytes]) -> None:
    async with in_name_of(tx, PLATFORM):
        levels, places = [n.level for n in written], [n.place for n in written]
        await tx.raw.execute(ADD, levels, places, list(written.values()), PLATFORM)
        await tx.raw.execute(GROW, size, LOG)


async def add_head(tx: Tx, signed: SignedTreeHead, key: Ed25519PublicKey) -> None:
    head = signed.head
    async with in_name_of(tx, PLATFORM):
        known = {
            "tenant": PLATFORM,
            "key_id": key_id(key),
            "public_key": key.public_bytes_raw(),
            "first_used": head.at,
        }
        await tx.execute(insert(log_key).values(known).on_conflict_do_nothing())
        row = {"tenant": PLATFORM, "size": head.size, "root": head.root, "at": head.at}
        await tx.execute(insert(tree_head).values(**row, key_id=signed.key_id, signature=signed.signature))


async def latest_head(tx: Tx) -> SignedTreeHead | None:
    async with in_name_of(tx, PLATFORM):
        row = (await tx.execute(select(tree_head).order_by(tree_head.c.size.desc()).limit(1))).one_or_none()
    return _head(row) if row else None


async def keys(tx: Tx) -> list[KnownKey]:
    async with in_name_of(tx, PLATFORM):
        rows = await tx.execute(select(log_key).order_by(log_key.c.first_used))
    return [KnownKey(row.key_id, row.public_key, row.first_used) for row in rows]


async def size(tx: Tx) -> int:
    async with in_name_of(tx, PLATFORM):
        return int((await tx.execute(select(func.coalesce(func.max(merkle_log.c.size), 0)))).scalar_one())


def _head(row: Any) -> SignedTreeHead:
    return SignedTreeHead(TreeHead(LOG, row.size, row.root, row.at), row.key_id, row.signature)
