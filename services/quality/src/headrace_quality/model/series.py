"""The lots of one item from one source, in the order they are decided: what the switching rules look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.switching import DecidedLot, NotDiscontinued, Switching


@dataclass(kw_only=True)
class LotSeries(Aggregate):
    """`source` is the supplier, or the plant for lots made in house."""

    kind: InspectionKind
    source: str
    item: str
    switching: Switching = field(default_factory=Switching)

    def decided(self, lot: DecidedLot, *, reduced_allowed: bool) -> None:
        """Raises InspectionDiscontinued. A lot sampled under another severity than is in force now does not count."""
        self.switching.next_severity()
        if lot.plan.severity is self.switching.severity:
            self.switching = self.switching.after(lot, reduced_allowed=reduced_allowed)

    def resume(self) -> None:
        """The cause is mended: inspection goes on, tightened."""
        if not self.switching.discontinued:
            raise NotDiscontinued(f"inspection of {self.item} from {self.source} is not stopped: go on inspecting")
        self.switching = self.switching.resumed()
