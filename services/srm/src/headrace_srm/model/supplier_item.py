"""What a supplier asks for an item, and what of it holds for a quantity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.srm import v1 as events
from headrace_contracts.values import Price, Quantity, plain


@dataclass(frozen=True, slots=True)
class Offer:
    """`price` is for one unit of the item; `minimum` the least that is sold at once.

    Offers of one supplier for one item that differ in their minimum are its price steps. `rank` is whom the buyer wants
    asked first, 1 before 2, whatever it costs; 0 leaves it to what the goods cost. Nothing is to be bought on what is
    `blocked`.
    """

    supplier: str
    item: str
    price: Price
    lead_time_days: int
    minimum: Quantity
    rank: int = 0
    blocked: bool = False

    @property
    def key(self) -> str:
        """Tells offers of a buyer apart: neither a supplier's code nor a number has a colon."""
        return f"{self.supplier}:{plain(self.minimum.value)}:{self.item}"


@dataclass(kw_only=True)
class SupplierItem(Aggregate):
    """What was `withdrawn` still tells the price of what planning released before it heard of that."""

    offer: Offer
    withdrawn: bool = False

    def publish(self) -> None:
        offer = self.offer
        self.tell(
            events.SupplierItemPublished(
                item=offer.item,
                supplier=offer.supplier,
                price=offer.price.rounded,
                lead_time_days=offer.lead_time_days,
                minimum=offer.minimum,
                rank=offer.rank,
                price_per_unit=offer.price,
                blocked=offer.blocked,
            )
        )

    def withdraw(self) -> None:
        """The supplier no longer sells on these terms."""
        self.withdrawn = True
        offer = self.offer
        self.tell(events.SupplierItemWithdrawn(item=offer.item, supplier=offer.supplier, minimum=offer.minimum))


def price_of(offers: Sequence[Offer], quantity: Decimal) -> Price:
    """What one unit costs of so many: the best of the price steps that are reached, or else the lowest step."""
    reached = [offer for offer in offers if offer.minimum.value <= quantity]
    if not reached:
        return min(offers, key=lambda offer: offer.minimum.value).price
    return min((offer.price for offer in reached), key=lambda price: price.amount)
