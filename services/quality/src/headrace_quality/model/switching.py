"""Switching rules of ISO 2859-1:1999, 9.3, over the decided lots of one supplier and item.

Only lots on their first inspection count; a lot inspected again is not fed in.
"""

from dataclasses import dataclass, replace

from headrace_contracts.errors import WrongState
from headrace_contracts.messages import say
from headrace_quality.model.sampling import SamplingPlan, Severity, one_step_tighter

SCORE_FOR_REDUCED = 30
ACCEPTED_FOR_NORMAL = 5
REJECTED_FOR_STOP = 5
_LOTS_REMEMBERED = 5


class NotDiscontinued(WrongState):
    """Inspection is going on; there is nothing to resume."""


class InspectionDiscontinued(WrongState):
    """No further lot may be taken in until the cause is mended and inspection is resumed."""


@dataclass(frozen=True, slots=True)
class DecidedLot:
    plan: SamplingPlan
    defects: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class Switching:
    """Where one supplier and item stands: the next lot's severity and the counts since the last switch."""

    severity: Severity = Severity.NORMAL
    discontinued: bool = False
    recent: tuple[bool, ...] = ()
    score: int = 0
    accepted_running: int = 0
    rejected_on_tightened: int = 0

    def next_severity(self) -> Severity:
        if self.discontinued:
            raise InspectionDiscontinued(say("quality.stopped", rejected=REJECTED_FOR_STOP))
        return self.severity

    def after(self, lot: DecidedLot, *, reduced_allowed: bool) -> "Switching":
        """The state after one more lot.

        `reduced_allowed`: production is steady and the responsible authority wants reduced inspection.
        """
        if self.next_severity() is Severity.NORMAL:
            return self._after_normal(lot, reduced_allowed=reduced_allowed)
        if self.severity is Severity.TIGHTENED:
            return self._after_tightened(lot)
        return self._after_reduced(lot, reduced_allowed=reduced_allowed)

    def resumed(self) -> "Switching":
        """Corrective action was taken: inspection goes on, tightened."""
        return Switching(severity=Severity.TIGHTENED)

    def _after_normal(self, lot: DecidedLot, *, reduced_allowed: bool) -> "Switching":
        recent = (*self.recent, lot.accepted)[-_LOTS_REMEMBERED:]
        if recent.count(False) >= 2:
            return Switching(severity=Severity.TIGHTENED)
        points = _points(lot)
        score = self.score + points if points else 0
        if score >= SCORE_FOR_REDUCED and reduced_allowed:
            return Switching(severity=Severity.REDUCED)
        return replace(self, recent=recent, score=score)

    def _after_tightened(self, lot: DecidedLot) -> "Switching":
        if lot.accepted:
            running = self.accepted_running + 1
            return Switching() if running >= ACCEPTED_FOR_NORMAL else replace(self, accepted_running=running)
        rejected = self.rejected_on_tightened + 1
        return replace(
            self,
            accepted_running=0,
            rejected_on_tightened=rejected,
            discontinued=rejected >= REJECTED_FOR_STOP,
        )

    def _after_reduced(self, lot: DecidedLot, *, reduced_allowed: bool) -> "Switching":
        clean = lot.accepted and lot.defects <= lot.plan.accept
        return self if clean and reduced_allowed else Switching()


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a decided lot stands in its series, and what the rules went by: how the series stood `before` it."""

    place: int
    before: Switching
    reduced_allowed: bool


def _points(lot: DecidedLot) -> int:
    """What an accepted lot adds to the switching score (ISO 2859-1:1999, 9.3.3.2); 0 sets the score back."""
    if not lot.accepted:
        return 0
    if lot.plan.accept < 2:
        return 2
    tighter = one_step_tighter(lot.plan)
    return 3 if tighter is not None and lot.defects <= tighter.accept else 0
