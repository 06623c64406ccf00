"""What versions before this one wrote."""

from __future__ import annotations

from typing import Any

from headrace_contracts.values import Price


def exact_prices(body: Any) -> Any:
    """A body in which prices may be whole minor units."""
    if isinstance(body, list):
        return [exact_prices(each) for each in body]
    if isinstance(body, dict):
        return {name: _price(each) if name == "price" else exact_prices(each) for name, each in body.items()}
    return body


def _price(price: dict[str, Any]) -> Any:
    return price if "amount" in price else Price.whole(price["minor"], price["currency"])
