"""Where lots and pieces are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_traceability.model.holding import Holding, Spot

PUT = """
    INSERT INTO holding (tenant, code, plant, place, party, quantity, unit)
    SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[])
    ON CONFLICT (tenant, code, plant, place, party) DO UPDATE SET quantity = EXCLUDED.quantity, unit = EXCLUDED.unit
"""
EMPTY = """
    DELETE FROM holding h USING unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS e (code, plant, place, party)
     WHERE (h.tenant, h.code, h.plant, h.place, h.party) = ($1, e.code, e.plant, e.place, e.party)
"""
OF = "SELECT code, plant, place, party, quantity, unit FROM holding WHERE code = ANY($1::text[])"


async def put(tx: Tx, holdings: Sequence[Holding]) -> None:
    full = [(*_key(h), h.quantity.value, h.quantity.unit) for h in holdings if h.quantity]
    empty = [_key(h) for h in holdings if not h.quantity]
    for statement, rows in ((PUT, full), (EMPTY, empty)):
        if rows:
            await tx.raw.execute(statement, tx.tenant, *map(list, zip(*rows, strict=True)))


async def of(tx: Tx, codes: Collection[str]) -> list[Holding]:
    """Where the tenant has these."""
    rows = await tx.raw.fetch(OF, list(codes))
    return [
        Holding(Spot(r["code"], r["plant"], r["place"], r["party"]), Quantity(r["quantity"], r["unit"])) for r in rows
    ]


def _key(holding: Holding) -> tuple[str, str, str, str]:
    spot = holding.spot
    return spot.code, spot.plant, spot.place, spot.party
