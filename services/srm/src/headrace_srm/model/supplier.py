"""A supplier as one buyer knows it."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate


@dataclass(kw_only=True)
class Supplier(Aggregate):
    """`id` is the supplier's organisation. `rating` is the buyer's own, from 1 (best) to 5."""

    name: str
    rating: int | None

    def change(self, name: str, rating: int | None) -> bool:
        """True when that changes anything."""
        changed = (self.name, self.rating) != (name, rating)
        self.name, self.rating = name, rating
        return changed
