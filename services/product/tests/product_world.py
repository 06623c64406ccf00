"""Rows of a small bicycle maker's product data."""

from __future__ import annotations

from typing import Any

import httpx

from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import Row

UNITS = [{"code": "EA", "name": "Each"}, {"code": "KG", "name": "Kilogram"}]


def item(code: str, **changes: Any) -> Row:
    row = {
        "item": code,
        "name": code.title(),
        "unit": "EA",
        "category": "Bikes",
        "subcategory": "City",
        "source": "make",
        "tracking": "lot",
        "sold": False,
        "lead_time_days": 3,
        "safety_stock": "0",
        "lot_minimum": "1",
        "lot_multiple": "1",
        "standard_cost": {"minor": 12_000, "currency": "EUR"},
        "list_price": None,
    }
    return row | changes


def bom_line(component: str, quantity: str = "1", **changes: Any) -> Row:
    row = {
        "component": component,
        "quantity_per": quantity,
        "unit": "EA",
        "scrap_percent": "0",
        "valid_from": "2026-01-01",
        "valid_to": None,
    }
    return row | changes


def bom(parent: str, *lines: Row | str) -> Row:
    return {"item": parent, "lines": [bom_line(line) if isinstance(line, str) else line for line in lines]}


def work_centre(code: str = "north-paint", **changes: Any) -> Row:
    row = {
        "work_centre": code,
        "plant": "north",
        "name": "Paint shop",
        "minutes_per_day": 960,
        "cost_per_hour": {"minor": 4500, "currency": "EUR"},
        "machines": [f"{code}-1", f"{code}-2"],
    }
    return row | changes


def operation(sequence: int = 10, **changes: Any) -> Row:
    row = {"sequence": sequence, "name": "paint", "work_centre": "north-paint", "setup_minutes": 15, "run_minutes": 4.5}
    return row | changes


def routing(code: str, *operations: Row, plant: str = "north") -> Row:
    return {"item": code, "plant": plant, "operations": list(operations)}


def engineer(bench: ServiceBench, tenant: str = "acme") -> httpx.AsyncClient:
    return bench.client("engineer", tenant=tenant)
