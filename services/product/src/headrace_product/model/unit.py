"""A unit that items are counted in."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.units import decimals_of


@dataclass(kw_only=True)
class Unit(Aggregate):
    """`id` is the code, such as EA. `decimals` of its quantities, where they are not the usual ones."""

    name: str
    decimals: int | None = None

    @property
    def places(self) -> int:
        """Decimal places that quantities in this unit may have; 0 = whole pieces."""
        return decimals_of(self.id) if self.decimals is None else self.decimals

    def change(self, name: str, decimals: int | None) -> bool:
        """True when that changes anything."""
        before = self.name, self.decimals
        self.name, self.decimals = name, decimals
        return before != (name, decimals)
