"""What is in the house but not yet free: each lot counts once on its way from receipt to stock.

A lot that is received or made waits for inspection, and counts as supply due today. Once decided, a rejected lot
counts no more; an accepted one counts as stock. Quality decides and logistics moves: until the move is heard, the stock
still shows the lot under inspection, and an accepted lot must be counted from the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    quantity: Decimal
    accepted: bool


def still_to_come(undecided: Decimal, in_inspection: Decimal, verdicts: Sequence[Verdict]) -> Decimal:
    """What will be usable beside the stock, of one item in one plant.

    `undecided` lots by receipts and verdicts; `in_inspection` by the stock; `verdicts` from the newest back. Stock
    moves in the order of the verdicts, so those not yet moved are the newest.
    """
    coming, unmoved = undecided, in_inspection - undecided
    for verdict in verdicts:
        if unmoved <= 0:
            break
        moving = min(unmoved, verdict.quantity)
        unmoved -= moving
        coming += moving if verdict.accepted else 0
    return coming
