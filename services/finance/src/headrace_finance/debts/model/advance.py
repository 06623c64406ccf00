"""An advance: what one firm paid another ahead of a debt, until debts take it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Money


@dataclass(kw_only=True)
class Advance(Aggregate):
    """`tenant` paid it. It is named by the paper that paid it."""

    payee: str
    amount: Money
    left: Money
    paid_on: date

    @classmethod
    def paid(cls, paper: str, payer: str, payee: str, amount: Money, on: date) -> Advance:
        return cls(id=paper, tenant=payer, payee=payee, amount=amount, left=amount, paid_on=on)

    def take(self, amount: Money) -> None:
        if amount > self.left:
            raise RuleBroken(say("finance.advance-too-small", advance=self.id, left=self.left, amount=amount))
        self.left -= amount
