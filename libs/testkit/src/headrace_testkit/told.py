"""Events as other services tell them, with something sensible where a test does not care."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_contracts.product.v1 import (
    ItemDefined,
    RoutingOperation,
    RoutingPublished,
    Source,
    Tracking,
    WorkCentrePublished,
)
from headrace_contracts.quality.v1 import InspectionKind, InspectionReopened, LotAccepted, LotRejected
from headrace_contracts.values import Money, Quantity


def ea(value: object) -> Quantity:
    return Quantity.of(str(value), "EA")


def item(name: str, *, unit: str = "EA", **facts: Any) -> ItemDefined:
    """A bought item kept in lots, unless `facts` say otherwise."""
    defined = ItemDefined(
        item=name,
        name=name.title(),
        unit=unit,
        category="bikes",
        subcategory="city",
        source=Source.BUY,
        tracking=Tracking.LOT,
        sold=False,
        lead_time_days=4,
        safety_stock=Quantity.zero(unit),
        lot_minimum=Quantity.of("1", unit),
        lot_multiple=Quantity.of("1", unit),
    )
    return replace(defined, **facts)


def organisation(name: str, role: str = "chain-leader", *, currency: str = "EUR") -> OrganisationRegistered:
    return OrganisationRegistered(organisation=name, name=name.title(), role=role, currency=currency)


def plant(name: str = "north", *, organisation: str = "acme", zone: str = "Europe/Berlin") -> PlantRegistered:
    return PlantRegistered(plant=name, organisation=organisation, name=name.title(), time_zone=zone)


def work_centre(name: str, plant: str = "north", *, hourly_minor: int = 3000, **facts: Any) -> WorkCentrePublished:
    cost = Money(hourly_minor, "EUR")
    published = WorkCentrePublished(
        work_centre=name, plant=plant, name=name.title(), minutes_per_day=480, cost_per_hour=cost
    )
    return replace(published, **facts)


def routing(item: str, *work_centres: str, plant: str = "north", minutes: float = 60) -> RoutingPublished:
    """One operation at each of the work centres, in this order."""
    operations = tuple(
        RoutingOperation(sequence=10 * n, name=f"at {name}", work_centre=name, setup_minutes=0, run_minutes=minutes)
        for n, name in enumerate(work_centres, start=1)
    )
    return RoutingPublished(item=item, plant=plant, revision=1, operations=operations)


def accepted(item: str, lot: str, quantity: Quantity, **facts: Any) -> LotAccepted:
    """An incoming inspection, unless `facts` say otherwise."""
    return LotAccepted(**{**_judged(item, lot, quantity), **facts})


def rejected(item: str, lot: str, quantity: Quantity, **facts: Any) -> LotRejected:
    return LotRejected(**{**_judged(item, lot, quantity), "defects": 3, "reason": "rust", **facts})


def reopened(decision: LotAccepted | LotRejected, reason: str = "another lot's sample") -> InspectionReopened:
    """The decision is withdrawn."""
    facts = {f.name: getattr(decision, f.name) for f in fields(InspectionReopened) if hasattr(decision, f.name)}
    facts |= {"accepted": isinstance(decision, LotAccepted), "again": bool(decision.again), "reason": reason}
    return InspectionReopened(**facts)


def _judged(item: str, lot: str, quantity: Quantity) -> dict[str, Any]:
    return {
        "inspection": f"ins_{lot}",
        "kind": InspectionKind.INCOMING,
        "item": item,
        "lot": lot,
        "plant": "north",
        "quantity": quantity,
        "supplier": "vendor-1",
        "purchase_order": "po_1",
        "order_line": 1,
        "work_order": "",
    }
