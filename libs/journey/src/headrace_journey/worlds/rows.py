"""The shapes of the services' bulk rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from headrace_contracts.values import Money, plain
from headrace_journey.worlds.world import Row

Price = Row | None
"""Of `money`, or of `exact_price`."""


def organisation(id_: str, name: str, role: str, currency: str) -> Row:
    return {"id": id_, "name": name, "role": role, "currency": currency}


def plant(id_: str, organisation_: str, name: str, zone: str) -> Row:
    return {"id": id_, "organisation": organisation_, "name": name, "time_zone": zone}


def item(
    code: str,
    name: str,
    unit: str,
    *,
    category: str,
    subcategory: str,
    make: bool,
    serial: bool,
    sold: bool,
    lead_time_days: int,
    safety_stock: Decimal,
    lot_minimum: Decimal,
    cost: Price,
    price: Price,
) -> Row:
    return {
        "item": code,
        "name": name,
        "unit": unit,
        "category": category,
        "subcategory": subcategory,
        "source": "make" if make else "buy",
        "tracking": "serial" if serial else "lot",
        "sold": sold,
        "lead_time_days": lead_time_days,
        "safety_stock": plain(safety_stock),
        "lot_minimum": plain(lot_minimum),
        "lot_multiple": "0",
        "standard_cost": cost,
        "list_price": price,
    }


def bom_line(component: str, per: Decimal, unit: str, start: date, end: date | None, scrap: Decimal) -> Row:
    return {
        "component": component,
        "quantity_per": plain(per),
        "unit": unit,
        "scrap_percent": plain(scrap),
        "valid_from": start.isoformat(),
        "valid_to": end.isoformat() if end else None,
    }


def operation(sequence: int, name: str, centre: str, setup: float, run: float) -> Row:
    return {
        "sequence": sequence,
        "name": name,
        "work_centre": centre,
        "setup_minutes": setup,
        "run_minutes": run,
    }


def work_centre(id_: str, plant_: str, name: str, minutes: float, cost: Money, machines: list[str]) -> Row:
    return {
        "work_centre": id_,
        "plant": plant_,
        "name": name,
        "minutes_per_day": minutes,
        "cost_per_hour": money(cost),
        "machines": machines,
    }


def machine(id_: str, plant_: str, centre: str, name: str, cycle: float) -> Row:
    return {
        "machine": id_,
        "plant": plant_,
        "work_centre": centre,
        "name": name,
        "ideal_cycle_seconds": cycle,
    }


def simulated(id_: str, plant_: str, zone: str, cycle: float) -> Row:
    """A machine of the simulated workshop, which stands in for the real one."""
    return {"machine": id_, "plant": plant_, "time_zone": zone, "cycle_seconds": cycle}


def supplier_item(
    supplier: str, code: str, price: Row, lead_days: int, minimum: Decimal, *, blocked: bool = False
) -> Row:
    return {
        "supplier": supplier,
        "item": code,
        "price": price,
        "lead_time_days": lead_days,
        "minimum": plain(minimum),
        "blocked": blocked,
    }


def purchase(
    reference: str,
    supplier: str,
    code: str,
    *,
    ordered: date,
    due: date,
    received_on: date | None,
    amounts: tuple[Decimal, Decimal, Decimal],
    price: Row,
) -> Row:
    """`amounts` are ordered, received and rejected."""
    asked, received, rejected = amounts
    return {
        "reference": reference,
        "supplier": supplier,
        "item": code,
        "ordered_on": ordered.isoformat(),
        "due": due.isoformat(),
        "received_on": received_on.isoformat() if received_on else None,
        "quantity": plain(asked),
        "received": plain(received),
        "rejected": plain(rejected),
        "price": price,
    }


def opening_lot(plant_: str, code: str, lot: str, amount: Decimal, unit: str) -> Row:
    return {"plant": plant_, "item": code, "lot": lot, "quantity": quantity(amount, unit)}


def sale(reference: str, code: str, customer: str, day: date, amount: Decimal, unit: str, price: Price) -> Row:
    return {
        "reference": reference,
        "item": code,
        "customer": customer,
        "day": day.isoformat(),
        "quantity": quantity(amount, unit),
        "price": price,
    }


def quantity(value: Decimal, unit: str) -> Row:
    return {"value": plain(value), "unit": unit}


def capital(organisation_: str, amount: Money, on: date) -> Row:
    return {"organisation": organisation_, "amount": money(amount), "on": on.isoformat()}


def credit_limit(debtor: str, bank: str, limit: Money) -> Row:
    return {"debtor": debtor, "grantor": bank, "limit": money(limit)}


def exact_price(amount: Decimal, currency: str) -> Row:
    """A price that may be finer than the minor unit."""
    return {"amount": plain(amount), "currency": currency}


def money(amount: Money) -> Row:
    return {"minor": amount.minor, "currency": amount.currency}
