"""An item: what it is called, counted in and got by, and in which lots."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.product import v1 as events
from headrace_contracts.product.v1 import Source, Tracking
from headrace_contracts.values import Money, Quantity
from headrace_product.model.refusal import DefinitionRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemData:
    """Quantities are in the item's own unit; costs and prices are for one of it."""

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
    standard_cost: Money | None
    list_price: Money | None


@dataclass(kw_only=True)
class Item(Aggregate):
    """`id` is the code that all parties of the chain know it by."""

    data: ItemData

    @classmethod
    def define(cls, tenant: str, data: ItemData, units: Set[str]) -> Item:
        """Raises DefinitionRefused when nobody knows the unit."""
        if data.unit not in units:
            raise DefinitionRefused.naming(("unit", f"unit {data.unit!r} is unknown; load it to /v1/units first"))
        new = cls(id=data.item, tenant=tenant, data=data)
        new.tell(_told(data))
        return new

    def redefine(self, data: ItemData) -> bool:
        """True when that changes anything. The unit stays: stock, BOMs and orders are counted in it."""
        if data.unit != self.data.unit:
            detail = f"{self.id} is counted in {self.data.unit}, not {data.unit}; a new unit needs a new item"
            raise DefinitionRefused.naming(("unit", detail))
        if data == self.data:
            return False
        self.data = data
        self.tell(_told(data))
        return True


def _told(data: ItemData) -> events.ItemDefined:
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
        standard_cost=data.standard_cost,
        list_price=data.list_price,
    )
