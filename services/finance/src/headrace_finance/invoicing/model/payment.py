"""A customer's payment of one invoice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.values import Money


@dataclass(kw_only=True)
class Payment(Aggregate):
    """`tenant` is the seller who was paid."""

    customer: str
    invoice: str
    order: str
    amount: Money
    paid_on: date
