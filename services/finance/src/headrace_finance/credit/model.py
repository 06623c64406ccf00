"""How much a chain leader may have out in notes at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headrace_contracts.errors import RuleBroken
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
                f"{self.debtor} has {self.headroom} left of its limit of {self.limit}, {amount} is asked:"
                " issue less, redeem notes or raise the limit."
            )
        return replace(self, used=self.used + amount)

    def free(self, amount: Money) -> CreditLine:
        """A note was redeemed or voided."""
        if amount > self.used:
            raise RuleBroken(f"{self.debtor} uses {self.used} of its limit, {amount} cannot be given back.")
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
