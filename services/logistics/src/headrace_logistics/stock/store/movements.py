"""The ledger itself: every move as a row, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from headrace_chassis.tx import Tx
from headrace_logistics.stock.model.stock import Move

ADD = """
    INSERT INTO movement (tenant, cause, at, item, plant, lot, serial, maker, quantity, unit,
                          source, source_party, target, target_party, reference)
    SELECT $1, $2, at, item, plant, lot, serial, maker, quantity, unit,
           source, source_party, target, target_party, reference
      FROM unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::numeric[],
                  $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
           WITH ORDINALITY AS new (at, item, plant, lot, serial, maker, quantity, unit,
                                   source, source_party, target, target_party, reference, place)
     ORDER BY place
"""


async def add(tx: Tx, moves: Sequence[Move], cause: str) -> None:
    await tx.raw.execute(ADD, tx.tenant, cause, *map(list, zip(*map(_row, moves), strict=True)))


def _row(move: Move) -> tuple[datetime | str | Decimal, ...]:
    goods, source, target = move.goods, move.source, move.target
    return (
        move.at,
        goods.item,
        source.plant,
        goods.lot,
        goods.serial,
        goods.maker,
        move.quantity.value,
        move.quantity.unit,
        source.kind.value,
        source.party,
        target.kind.value,
        target.party,
        move.reference,
    )
