"""What a supplier asks for an item, and its place among all that offer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.srm import v1 as events
from headrace_contracts.values import Money, Quantity


@dataclass(frozen=True, slots=True)
class Offer:
    """`price` is for one unit of the item; `minimum` the least that is sold at once."""

    supplier: str
    item: str
    price: Money
    lead_time_days: int
    minimum: Quantity

    @property
    def id(self) -> str:
        return f"{self.supplier}:{self.item}"


@dataclass(kw_only=True)
class SupplierItem(Aggregate):
    """`rank` 1 is whom to ask first."""

    offer: Offer
    rank: int = 0

    def publish(self) -> None:
        offer = self.offer
        self.tell(
            events.SupplierItemPublished(
                item=offer.item,
                supplier=offer.supplier,
                price=offer.price,
                lead_time_days=offer.lead_time_days,
                minimum=offer.minimum,
                rank=self.rank,
            )
        )


def rank(rivals: Iterable[SupplierItem]) -> None:
    """Rank all offers of one item: the cheapest first, then the fastest, then by the supplier's code."""

    def merit(rival: SupplierItem) -> tuple[int, int, str]:
        return rival.offer.price.minor, rival.offer.lead_time_days, rival.offer.supplier

    for place, rival in enumerate(sorted(rivals, key=merit), start=1):
        rival.rank = place
