"""An item: what it is called, counted in and got by, and in which lots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import Message, say
from headrace_contracts.product import v1 as events
from headrace_contracts.product.v1 import Source, Tracking
from headrace_contracts.values import Price, Quantity
from headrace_product.model.refusal import DefinitionRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """Quantities are in the item's own unit; cost and price are for one of it."""

    item: str
    name: str
    unit: str
    category: str
    subcategory: str
    source: Source
    tracking: Tracking
    sold: bool
    lead_time_days: int
    safety_stock: Quantity
    lot_minimum: Quantity
    lot_multiple: Quantity
    standard_cost: Price | None
    list_price: Price | None


@dataclass(kw_only=True)
class Item(Aggregate):
    """`id` is the code that all parties of the chain know it by; its quantities have up to `decimals` places."""

    data: ItemData
    decimals: int

    @classmethod
    def define(cls, tenant: str, data: ItemData, units: Mapping[str, int]) -> Item:
        """`units` are the known ones with their decimal places. Raises DefinitionRefused."""
        if data.unit not in units:
            raise DefinitionRefused.naming(("unit", say("product.unit-unknown", unit=data.unit)))
        _check_amounts(data, units[data.unit])
        new = cls(id=data.item, tenant=tenant, data=data, decimals=units[data.unit])
        new.tell(_told(data, new.decimals))
        return new

    def redefine(self, data: ItemData) -> bool:
        """True when that changes anything. The unit stays: stock, BOMs and orders are counted in it."""
        if data.unit != self.data.unit:
            detail = say("product.unit-stays", item=self.id, own=self.data.unit, unit=data.unit)
            raise DefinitionRefused.naming(("unit", detail))
        _check_amounts(data, self.decimals)
        if data == self.data:
            return False
        self.data = data
        self.tell(_told(data, self.decimals))
        return True

    def count_in(self, decimals: int) -> None:
        """Its unit has so many decimal places from now on. Raises DefinitionRefused when its own amounts have more."""
        _check_amounts(self.data, decimals)
        self.decimals = decimals
        self.tell(_told(self.data, decimals))


def _check_amounts(data: ItemData, decimals: int) -> None:
    problems = list(_too_fine(data, decimals))
    if problems:
        raise DefinitionRefused.naming(*problems)


def _too_fine(data: ItemData, decimals: int) -> Iterator[tuple[str, Message]]:
    for field in ("safety_stock", "lot_minimum", "lot_multiple"):
        amount: Quantity = getattr(data, field)
        if not amount.has_at_most(decimals):
            facts = {"amount": amount, "item": data.item, "unit": data.unit}
            fine = say("product.too-fine", **facts, decimals=decimals)
            yield field, fine if decimals else say("product.too-fine-for-pieces", **facts)


def _told(data: ItemData, decimals: int) -> events.ItemDefined:
    return events.ItemDefined(
        item=data.item,
        name=data.name,
        unit=data.unit,
        category=data.category,
        subcategory=data.subcategory,
        source=data.source,
        tracking=data.tracking,
        sold=data.sold,
        lead_time_days=data.lead_time_days,
        safety_stock=data.safety_stock,
        lot_minimum=data.lot_minimum,
        lot_multiple=data.lot_multiple,
        standard_cost=data.standard_cost.rounded if data.standard_cost else None,
        list_price=data.list_price.rounded if data.list_price else None,
        standard_cost_per_unit=data.standard_cost,
        list_price_per_unit=data.list_price,
        unit_decimals=decimals,
    )
