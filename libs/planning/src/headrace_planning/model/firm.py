"""Orders that stand: released, placed or at work, less what they have brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_contracts.values import Quantity
from headrace_planning.model.supply import OpenSupply, SupplyKind


@dataclass(frozen=True, slots=True)
class FirmOrder:
    """`quantity` is still to come of the `whole`; `start` is when a work order takes its material."""

    kind: SupplyKind
    reference: str
    item: str
    plant: str
    whole: Quantity
    quantity: Quantity
    start: date
    due: date

    def as_supply(self) -> OpenSupply:
        return OpenSupply(self.kind, self.reference, self.item, self.plant, self.quantity, self.due)
