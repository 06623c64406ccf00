"""What the trade between buyer and supplier refuses."""

from __future__ import annotations

from headrace_contracts.errors import RuleBroken, WrongState

Problem = dict[str, str]


class RowRefused(RuleBroken):
    """The row breaks a rule of purchasing."""

    @classmethod
    def of(cls, *problems: tuple[str, str]) -> RowRefused:
        """`problems` are (field, what is wrong)."""
        errors = tuple({"field": field, "detail": detail} for field, detail in problems)
        return cls("; ".join(detail for _, detail in problems), errors=errors)


class OtherPartysPart(RuleBroken):
    """This step belongs to the other party."""

    status = 403


class CounterProposalRefused(RuleBroken):
    """The counter-proposal can't be taken as it stands."""


class DeliveryRefused(RuleBroken):
    """The delivery note can't be taken as it stands."""


class DeliveryNoteKnown(WrongState):
    """This delivery note was sent before."""
