"""The one clock: business time, which a demo may run faster, apart from the wall's.

Everything that dates an order, a note or a shift asks this clock. Leases, retries and time-outs live on the
wall's time and use `wall()` / `monotonic()`.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from headrace_chassis.files import alone

AHEAD = timedelta(days=3653)  # of the wall's time: farther than so no firm plans
LAST = datetime(2100, 12, 31, tzinfo=UTC)  # business days end with the century


def wall() -> datetime:
    return datetime.now(UTC)


def monotonic() -> float:
    return time.monotonic()


def farthest() -> datetime:
    """Where business time runs no faster than the wall's any more: ten years ahead of it."""
    return min(wall() + AHEAD, LAST)


@dataclass
class Clock:
    """Business time = `anchor` + (wall time since then) x `rate`. It never runs backwards, and never past `farthest`.

    With a `file` the setting is kept over restarts and shared by all processes that name the same file.
    """

    anchor: datetime = field(default_factory=wall)
    since: datetime = field(default_factory=wall)
    rate: float = 1.0
    file: Path | None = None
    _seen: int = 0

    @classmethod
    def kept_in(cls, file: Path, *, start: datetime | None = None, rate: float = 1.0) -> Clock:
        clock = cls(anchor=start or wall(), rate=rate, file=file)
        with alone(file):
            if file.exists():
                clock._reread()
            else:
                clock._keep()
        return clock

    def now(self) -> datetime:
        if self.file is not None:
            self._reread()
        elapsed = max(timedelta(0), wall() - self.since)
        try:
            return min(self.anchor + elapsed * self.rate, farthest())
        except OverflowError:
            return farthest()

    def advance_to(self, moment: datetime) -> datetime:
        """Jump forward to `moment`, and not past the farthest; a moment already past changes nothing."""
        with self._changing():
            now, moment = self.now(), min(moment, farthest())
            if moment > now:
                self.anchor, self.since = moment, wall()
                self._keep()
            return max(now, moment)

    def run_at(self, rate: float) -> None:
        with self._changing():
            self.anchor, self.since, self.rate = self.now(), wall(), rate
            self._keep()

    def _changing(self) -> AbstractContextManager[None]:
        return alone(self.file) if self.file is not None else nullcontext()

    def _keep(self) -> None:
        if self.file is None:
            return
        fresh = self.file.with_suffix(f".{os.getpid()}.new")
        state = {"anchor": self.anchor.isoformat(), "since": self.since.isoformat(), "rate": self.rate}
        with fresh.open("w") as out:
            json.dump(state, out)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self.file)
        self._seen = self.file.stat().st_mtime_ns

    def _reread(self) -> None:
        assert self.file is not None
        changed = self.file.stat().st_mtime_ns
        if changed == self._seen:
            return
        state = json.loads(self.file.read_text())
        self.anchor = datetime.fromisoformat(state["anchor"])
        self.since = datetime.fromisoformat(state["since"])
        self.rate, self._seen = state["rate"], changed
