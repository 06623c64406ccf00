"""Items and three years of their sales as a company would load them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from headrace_contracts.product.v1 import ItemDefined, Source
from headrace_testkit import told

YEARS = 3
SPIKE_WEEKS_AGO = 30


def item(code: str, category: str = "bikes", subcategory: str = "city", unit: str = "EA") -> ItemDefined:
    return told.item(code, unit=unit, category=category, subcategory=subcategory, source=Source.MAKE, sold=True)


def row(reference: str, code: str, day: date, quantity: object = "3", unit: str = "EA") -> dict[str, Any]:
    return {
        "reference": reference,
        "item": code,
        "customer": "velo",
        "day": day.isoformat(),
        "quantity": {"value": str(quantity), "unit": unit},
        "price": {"minor": 120_000, "currency": "EUR"},
    }


def years_of(code: str, today: date, *, seed: int, sparse: bool = False) -> Iterator[dict[str, Any]]:
    """One row a week up to today: seasonal, or one week in four for the sparse."""
    random = np.random.default_rng(seed)
    for ago in range(52 * YEARS, -1, -1):
        level = 40 * (1 + 0.4 * np.sin(2 * np.pi * ago / 52))
        quantity = int(random.poisson(level)) if not sparse else int(random.poisson(3) * (random.random() < 0.25))
        if quantity:
            yield row(f"{code}-{ago}", code, today - timedelta(weeks=ago), quantity)


def world(today: date, items: int) -> tuple[list[ItemDefined], list[dict[str, Any]]]:
    """Items of two categories; the first one has a one-off of a thousand pieces SPIKE_WEEKS_AGO."""
    codes = [f"ITEM-{number:02d}" for number in range(items)]
    defined = [item(c, ("bikes", "gear")[n % 2], f"kind {n % 4}") for n, c in enumerate(codes)]
    rows = [r for n, c in enumerate(codes) for r in years_of(c, today, seed=n, sparse=n % 5 == 4)]
    return defined, [*rows, row("ONE-OFF", codes[0], today - timedelta(weeks=SPIKE_WEEKS_AGO), 1000)]
