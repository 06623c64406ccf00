"""What Prometheus is told of stock."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_logistics.stock.model.places import STOCK, PlaceKind

HERE = sorted({*STOCK, PlaceKind.PRODUCTION})
LOTS = """
    SELECT place, count(DISTINCT (tenant, item, plant, lot, maker)) FROM balance
     WHERE quantity > 0 AND place = ANY($1) GROUP BY place
"""


async def stock_lots(tx: Tx) -> dict[str, int]:
    """A lot that is in several places counts in each."""
    places = [place.value for place in HERE]
    return {**dict.fromkeys(places, 0), **dict(await tx.raw.fetch(LOTS, places))}
