"""The lots of one item from one source, in the order they are decided: what the switching rules look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import say
from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.switching import Counted, DecidedLot, NotDiscontinued, Switching


@dataclass(kw_only=True)
class LotSeries(Aggregate):
    """`source` is the supplier, or the plant for lots made in house. `places` counts the decided lots.

    Inspection was last resumed after `resumed_after` of them.
    """

    kind: InspectionKind
    source: str
    item: str
    switching: Switching = field(default_factory=Switching)
    places: int = 0
    resumed_after: int | None = None

    def decided(self, lot: DecidedLot, *, reduced_allowed: bool) -> Counted:
        """Raises InspectionDiscontinued. A lot sampled under another severity than is in force now does not count."""
        self.switching.next_severity()
        self.places += 1
        counted = Counted(self.places, self.switching, reduced_allowed)
        self.switching = _after(lot, counted)
        return counted

    def forget(self, wrong: Counted, later: Sequence[tuple[DecidedLot, Counted]]) -> list[Counted]:
        """As if a lot had never been decided: how the `later` ones, in their order, count now.

        No lot is decided while inspection is stopped, so somebody resumed it where another one followed.
        """
        self.switching, counted = wrong.before, list[Counted]()
        for lot, was in later:
            before = self.switching.resumed() if self.switching.discontinued else self.switching
            counted.append(replace(was, before=before))
            self.switching = _after(lot, counted[-1])
        if self.switching.discontinued and self.resumed_after == self.places:
            self.switching = self.switching.resumed()
        return counted

    def resume(self) -> None:
        """The cause is mended: inspection goes on, tightened."""
        if not self.switching.discontinued:
            raise NotDiscontinued(say("quality.not-stopped", item=self.item, source=self.source))
        self.switching, self.resumed_after = self.switching.resumed(), self.places


def _after(lot: DecidedLot, counted: Counted) -> Switching:
    before = counted.before
    if lot.plan.severity is not before.severity:
        return before
    return before.after(lot, reduced_allowed=counted.reduced_allowed)
