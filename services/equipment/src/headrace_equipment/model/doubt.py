"""Counts that are no facts: what a counter did on a day and pieces can't do. A person says how many they were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.equipment import v1 as events
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import Message, kept, say
from headrace_equipment.model.machine import Machine
from headrace_equipment.model.points import Count

NO_REASON = say("equipment.uncertain")


class DoubtSettledAlready(WrongState):
    """Somebody said how many pieces they were."""


class DoubtState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"


@dataclass(kw_only=True)
class Doubt(Aggregate):
    """Of one machine and day of its plant, until it is settled; what comes later of the day is another.

    `pieces` may have been made, told `times` times between `since` and `until`; `reason` is what was told last.
    """

    machine: str
    plant: str
    work_centre: str
    day: date
    since: datetime
    until: datetime
    pieces: int = 0
    times: int = 0
    reason: str = ""
    reason_said: Message | None = None
    state: DoubtState = DoubtState.OPEN
    settled_pieces: int | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    why: str = ""

    @classmethod
    def begin(cls, doubt_id: str, machine: Machine, day: date, at: datetime) -> Doubt:
        return cls(
            id=doubt_id,
            tenant=machine.tenant,
            machine=machine.id,
            plant=machine.plant,
            work_centre=machine.work_centre,
            day=day,
            since=at,
            until=at,
        )

    def add(self, count: Count) -> None:
        """The first one is told: from then on somebody has to look."""
        self.pieces += count.delta
        self.times += 1
        self.since, self.until = min(self.since, count.device_time), max(self.until, count.device_time)
        self.reason, self.reason_said = _why(count)
        if self.times == 1:
            self.tell(
                events.CountDoubted(
                    machine=self.machine,
                    plant=self.plant,
                    work_centre=self.work_centre,
                    pieces=self.pieces,
                    reason=self.reason,
                    reason_said=self.reason_said,
                    counted_at=self.until,
                )
            )

    def settle(self, pieces: int, why: str, by: str, at: datetime, *, left: int) -> None:
        """`left` other days of the machine are still in doubt. Raises DoubtSettledAlready."""
        if self.state is DoubtState.SETTLED:
            raise DoubtSettledAlready(
                say(
                    "equipment.settled-already",
                    settled_by=self.settled_by,
                    day=self.day,
                    machine=self.machine,
                    pieces=self.settled_pieces,
                )
            )
        self.state = DoubtState.SETTLED
        self.settled_pieces, self.why, self.settled_by, self.settled_at = pieces, why, by, at
        self.tell(
            events.DoubtSettled(
                machine=self.machine,
                plant=self.plant,
                work_centre=self.work_centre,
                pieces=pieces,
                reason=why,
                left=left,
            )
        )


def _why(count: Count) -> tuple[str, Message | None]:
    """The text that came with a code stays beside it: the code may be one of a newer gateway, unknown here."""
    return (count.reason, count.reason_said) if count.reason else kept(count.reason_said or NO_REASON)
