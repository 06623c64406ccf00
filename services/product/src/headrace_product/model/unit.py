"""A unit that items are counted in."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate


@dataclass(kw_only=True)
class Unit(Aggregate):
    """`id` is the code, such as EA."""

    name: str

    def rename(self, name: str) -> bool:
        """True when that changes anything."""
        changed = self.name != name
        self.name = name
        return changed
