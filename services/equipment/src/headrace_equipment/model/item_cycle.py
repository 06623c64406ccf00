"""How long a piece of one item is planned to run on a machine, from a moment on; else the machine's cycle holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_equipment.model.points import FIRST_MOMENT


@dataclass(frozen=True, slots=True)
class ItemCycle:
    """`cycle` is None from where on the machine's own holds again. The last of those with an earlier `since` holds."""

    machine: str
    item: str
    since: datetime
    cycle: timedelta | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says of an item on a machine: from `since` on, or, where it was said before, from now on."""

    machine: str
    item: str
    cycle: timedelta | None
    since: datetime | None

    def taken(self, known: Sequence[ItemCycle], now: datetime) -> ItemCycle | None:
        """What holds by it beside the `known`, in their order; None when it says nothing new.

        It takes the place of all that held later. The first that is said holds for all of the past.
        """
        if self.since and self.since > now:
            raise RuleBroken.naming(
                (
                    "ideal_cycle_since",
                    say("equipment.cycle-in-the-future", machine=self.machine),
                )
            )
        last = known[-1] if known else None
        said = last.cycle if last else None
        if said == self.cycle and (last is None or self.since in (None, last.since)):
            return None
        return ItemCycle(self.machine, self.item, self.since or (now if last else FIRST_MOMENT), self.cycle)
