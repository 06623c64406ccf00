"""From whom a purchased item is bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.values import Money, Quantity


@dataclass(frozen=True, slots=True)
class SupplierOffer:
    """`rank` 1 is the buyer's first choice; 0 is not ranked and comes last."""

    supplier: str
    rank: int
    price: Money
    lead_days: int
    minimum: Quantity

    def minimum_in(self, unit: str) -> Decimal:
        """The least that is sold at once; one in another unit than the item's can't be compared and doesn't count."""
        return self.minimum.value if self.minimum.unit == unit else Decimal(0)


def preferred(offers: Sequence[SupplierOffer]) -> SupplierOffer | None:
    """By rank, then price, then name."""
    return min(offers, key=lambda o: (o.rank == 0, o.rank, o.price.minor, o.supplier), default=None)
