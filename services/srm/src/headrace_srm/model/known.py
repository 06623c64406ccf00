"""What a buyer knows already when it loads prices and past purchases."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.messages import say
from headrace_contracts.units import too_fine
from headrace_contracts.values import Quantity
from headrace_srm.model.refusal import RowRefused


@dataclass(frozen=True, slots=True)
class Unit:
    """What an item is counted in, and to how many decimal places."""

    code: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Known:
    """`currency` is the one the buyer buys in, None before its first price."""

    suppliers: Set[str]
    unit_of: Mapping[str, Unit]
    currency: str | None

    def check(self, supplier: str, item: str, currency: str) -> None:
        """Raises RowRefused naming every field that is wrong."""
        problems = []
        if supplier not in self.suppliers:
            problems.append(("supplier", say("srm.supplier-unknown", supplier=supplier)))
        if item not in self.unit_of:
            detail = say("srm.item-unknown", item=item)
            problems.append(("item", detail))
        if self.currency not in {None, currency}:
            problems.append(("price", say("srm.buys-in", currency=self.currency, given=currency)))
        if problems:
            raise RowRefused.naming(*problems)

    def minimum(self, item: str, value: Decimal) -> Quantity:
        """So much of a known item, in its own unit. Raises RowRefused when that is not how it is counted."""
        unit = self.unit_of[item]
        quantity = Quantity(value, unit.code)
        if words := too_fine(quantity, unit.decimals):
            raise RowRefused.naming(("minimum", words))
        return quantity
