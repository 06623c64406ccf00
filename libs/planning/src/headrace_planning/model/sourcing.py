"""From whom a purchased item is bought: planning, promising and releasing choose by this one rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.values import Price, Quantity

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class SupplierOffer:
    """What a supplier asks for one unit from `minimum` on; a supplier may have several.

    `rank` is the buyer's wish, 1 before 2; 0 is none. `minimum` is in the item's unit.
    """

    supplier: str
    rank: int
    price: Price
    lead_days: int
    minimum: Quantity


@dataclass(frozen=True, slots=True)
class Lots:
    """In which amounts an item is got: at least `minimum`, in whole multiples of `multiple` (0: of any size)."""

    minimum: Decimal = NOTHING
    multiple: Decimal = NOTHING

    def of(self, offer: SupplierOffer) -> Lots:
        return Lots(max(self.minimum, offer.minimum.value), self.multiple)

    def for_need(self, need: Decimal) -> Decimal:
        lot = max(need, self.minimum)
        if not self.multiple:
            return lot
        whole, rest = divmod(lot, self.multiple)
        return (whole + bool(rest)) * self.multiple

    def bought_for(self, needs: Iterable[Decimal]) -> Decimal:
        """What is got in all: each need is met by what earlier lots have left over, then by a new lot."""
        over = bought = NOTHING
        for need in needs:
            if need > over:
                lot = self.for_need(need - over)
                bought += lot
                over += lot
            over -= need
        return bought


ANY_LOT = Lots()


def chosen(
    offers: Sequence[SupplierOffer], needs: Sequence[Decimal] = (), lots: Lots = ANY_LOT
) -> SupplierOffer | None:
    """The offer to meet these needs with, which are in order of time.

    Those that the buyer ranks first; of them the one with which the needs cost least, whatever has to be bought beyond
    them for its minimum counted in; then the lower price, the shorter lead time, the supplier's code. Costs in two
    currencies can't be compared: of the cheapest in each the quickest is taken.
    """
    wished = min((offer.rank for offer in offers if offer.rank), default=0)
    cheapest: dict[str, SupplierOffer] = {}
    for offer in sorted((o for o in offers if o.rank == wished), key=lambda offer: _cost(offer, needs, lots)):
        cheapest.setdefault(offer.price.currency, offer)
    return min(cheapest.values(), key=lambda offer: (offer.lead_days, offer.supplier), default=None)


def _cost(offer: SupplierOffer, needs: Sequence[Decimal], lots: Lots) -> tuple[Decimal, Decimal, int, str, Decimal]:
    """Exact, not rounded to cents: a tie of cents is none."""
    price = offer.price.amount
    total = lots.of(offer).bought_for(needs) * price
    return total, price, offer.lead_days, offer.supplier, offer.minimum.value
