"""How well a supplier delivers, judged by order line.

A line counts once, whatever its size, so that a line of 5,000 screws does not drown one of 2 frames and units are never
added up. Part deliveries are judged together: what counts is how much of the line was there by its due day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Arrival:
    day: date
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order line; quantities in its own unit."""

    due: date
    ordered: Decimal
    arrivals: Sequence[Arrival]
    accepted: Decimal
    rejected: Decimal

    def share_in_time(self, today: date) -> Decimal | None:
        """The part, from 0 to 1, that was there by the due day; None while more may come in time."""
        by_due = sum((a.quantity for a in self.arrivals if a.day <= self.due), Decimal(0))
        if by_due >= self.ordered:
            return Decimal(1)
        return by_due / self.ordered if today > self.due else None

    @property
    def accepted_share(self) -> Decimal | None:
        """The part of what was judged that was good; None before the first judgement."""
        judged = self.accepted + self.rejected
        return self.accepted / judged if judged else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Rates go from 0 to 1; None when there is nothing to judge yet.

    `on_time_rate`: lines wholly there by their due day, of all lines due. `in_time_share`: the part of a line there by
    its due day, on average. `accepted_rate`: the part of what was judged that was good, on average of the lines.
    """

    supplier: str
    lines: int
    due_lines: int
    on_time_lines: int
    judged_lines: int
    on_time_rate: float | None
    in_time_share: float | None
    accepted_rate: float | None

    @classmethod
    def of(cls, supplier: str, outcomes: Sequence[Outcome], today: date) -> Scorecard:
        in_time = [share for o in outcomes if (share := o.share_in_time(today)) is not None]
        accepted = [share for o in outcomes if (share := o.accepted_share) is not None]
        whole = [share for share in in_time if share == 1]
        return cls(
            supplier=supplier,
            lines=len(outcomes),
            due_lines=len(in_time),
            on_time_lines=len(whole),
            judged_lines=len(accepted),
            on_time_rate=_mean(Decimal(share == 1) for share in in_time),
            in_time_share=_mean(in_time),
            accepted_rate=_mean(accepted),
        )


def _mean(shares: Iterable[Decimal]) -> float | None:
    given = list(shares)
    return round(float(sum(given) / len(given)), 4) if given else None
