"""How much of everything there is in the three sizes of the invented chain."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_LEAD_TIME, LONGEST_LEAD_TIME = 6, 12  # working days of suppliers


@dataclass(frozen=True, slots=True)
class Size:
    """`models` of each of the `families`; an order line is for `order_pieces` and one more for each line before."""

    name: str
    plants: int
    families: int
    models: int
    suppliers: int
    order_lines: int
    order_pieces: int


SIZES = {
    "small": Size("small", plants=2, families=4, models=3, suppliers=5, order_lines=2, order_pieces=4),
    "medium": Size("medium", plants=3, families=8, models=8, suppliers=12, order_lines=3, order_pieces=6),
    "large": Size("large", plants=3, families=12, models=40, suppliers=40, order_lines=4, order_pieces=10),
}
