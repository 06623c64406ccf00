"""When the material for an item can be there: stock at once, else the lead times along the longest path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.errors import RuleBroken


class BomLoop(RuleBroken):
    """A bill of material contains itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """A component and how much of it one piece of the parent takes."""

    item: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Materials:
    """What is known of one plant: parts of each item, days to get or make one level of it, and free stock."""

    parts: Mapping[str, Sequence[Part]]
    lead_days: Mapping[str, int]
    stock: Mapping[str, Decimal]

    def ready_in(self, item: str, quantity: Decimal) -> int:
        """Days until all components for `quantity` of `item` are there; its own making is not counted."""
        return max((self._supplied_in(p.item, p.quantity * quantity, (item,)) for p in self._parts(item)), default=0)

    def _supplied_in(self, item: str, needed: Decimal, above: tuple[str, ...]) -> int:
        if item in above:
            raise BomLoop(f"{' > '.join((*above, item))} contains itself. Correct the bill of material.")
        missing = needed - self.stock.get(item, Decimal(0))
        if missing <= 0:
            return 0
        below = (self._supplied_in(p.item, p.quantity * missing, (*above, item)) for p in self._parts(item))
        return self.lead_days.get(item, 0) + max(below, default=0)

    def _parts(self, item: str) -> Sequence[Part]:
        return self.parts.get(item, ())
