"""What an item is counted in."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.messages import Message
from headrace_contracts.units import too_fine
from headrace_contracts.values import Quantity


@dataclass(frozen=True, slots=True)
class Unit:
    """`decimals` are the places that a quantity may have; 0 for whole pieces."""

    code: str
    decimals: int

    def wrong(self, quantity: Quantity, *whole: Quantity) -> Message | None:
        """Why nobody counts so finely; None when it is all of what there is, `whole`."""
        return too_fine(quantity, self.decimals) if quantity.unit == self.code and quantity not in whole else None
