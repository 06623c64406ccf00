"""How much a chain leader may have out in notes at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Money

__all__ = ["CreditExceeded", "CreditLine"]


class CreditExceeded(RuleBroken):
    """The note would bring the debtor above its limit."""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Offers count as used from the moment they are made. `grantor` is the bank that set the limit, or the platform."""

    debtor: str
    limit: Money
    used: Money
    grantor: str = ""

    @property
    def headroom(self) -> Money:
        return self.limit - self.used

    def draw(self, amount: Money) -> CreditLine:
        if amount > self.headroom:
            raise CreditExceeded(
                say(
                    "finance.limit-exceeded",
                    debtor=self.debtor,
                    headroom=self.headroom,
                    limit=self.limit,
                    amount=amount,
                )
            )
        return replace(self, used=self.used + amount)

    def free(self, amount: Money) -> CreditLine:
        """A note was redeemed or voided."""
        if amount > self.used:
            raise RuleBroken(say("finance.cannot-give-back", debtor=self.debtor, used=self.used, amount=amount))
        return replace(self, used=self.used - amount)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A limit that `proposer`, the bank or the debtor, would have; it is in force when the other says the same."""

    debtor: str
    grantor: str
    limit: Money
    proposer: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.debtor, self.limit.currency, self.grantor, self.proposer

    @property
    def by_grantor(self) -> bool:
        return self.proposer == self.grantor

    @property
    def answer(self) -> Proposal:
        """The same, said by the other side."""
        return replace(self, proposer=self.debtor if self.by_grantor else self.grantor)
