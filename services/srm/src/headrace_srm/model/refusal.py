"""What the trade between buyer and supplier refuses."""

from __future__ import annotations

from headrace_contracts.errors import RuleBroken, WrongState


class RowRefused(RuleBroken):
    """The row breaks a rule of purchasing."""


class OtherPartysPart(RuleBroken):
    """This step belongs to the other party."""

    status = 403


class CounterProposalRefused(RuleBroken):
    """The counter-proposal can't be taken as it stands."""


class DeliveryRefused(RuleBroken):
    """The delivery note can't be taken as it stands."""


class DeliveryNoteKnown(WrongState):
    """This delivery note was sent before."""
