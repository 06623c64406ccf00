"""A simulated machine: it makes pieces by business time and counts them as a photo sensor would."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from random import Random

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

JITTER = 0.05
MOST_PIECES = 100_000
LONGEST_CYCLE = timedelta(days=1)


class CommandNotObeyed(RuleBroken):
    """The simulated machine can't do what it was told."""


@dataclass(slots=True)
class Job:
    """Pieces still to make; the machine fails once after `fail_after` more of them."""

    pieces: int
    cycle: timedelta
    fail_after: int | None = None


class SimulatedMachine:
    """Its state follows from its seed, the commands and their times; nothing else."""

    def __init__(
        self, name: str, *, rated_cycle: timedelta, modulus: int, zone: tzinfo, zeroed: bool, seed: int
    ) -> None:
        self.name = name
        self.modulus = modulus
        self.made = 0
        self.counter = 0
        self.closed: tuple[date, int] | None = None
        self.fault = False
        self.cycle = rated_cycle
        self._rated_cycle = rated_cycle
        self._zone = zone
        self._zeroed = zeroed
        self._random = Random(f"{seed}/{name}")
        self._jobs: deque[Job] = deque()
        self._left_of_piece = timedelta(0)
        self._now: datetime | None = None
        self._day = date.min

    @property
    def running(self) -> bool:
        return bool(self._jobs) and not self.fault

    @property
    def pieces_left(self) -> int:
        return sum(job.pieces for job in self._jobs)

    @property
    def state(self) -> str:
        if self.fault:
            return "abnormal"
        return "run" if self._jobs else "idle"

    def run_pieces(self, pieces: int, cycle: timedelta | None = None, fail_after: int | None = None) -> None:
        """Make more pieces after those already ordered; `check_job` says whether it can."""
        self._jobs.append(Job(pieces, cycle or self._rated_cycle, fail_after))
        if len(self._jobs) == 1:
            self._begin()

    def check_job(self, pieces: int, cycle: timedelta | None, fail_after: int | None) -> None:
        """Raise CommandNotObeyed unless the machine can do it; it runs no faster than its rated cycle."""
        if not 1 <= pieces <= MOST_PIECES - self.pieces_left:
            raise CommandNotObeyed(
                say(
                    "edge-gateway.pieces",
                    machine=self.name,
                    left=self.pieces_left,
                    most=MOST_PIECES,
                    pieces=pieces,
                )
            )
        if cycle is not None and not self._rated_cycle <= cycle <= LONGEST_CYCLE:
            rated, longest, asked = (each.total_seconds() for each in (self._rated_cycle, LONGEST_CYCLE, cycle))
            raise CommandNotObeyed(
                say(
                    "edge-gateway.piece-seconds",
                    machine=self.name,
                    rated=str(rated),
                    longest=str(longest),
                    asked=str(asked),
                )
            )
        if fail_after is not None and not 0 <= fail_after < pieces:
            raise CommandNotObeyed(say("edge-gateway.fail-after", machine=self.name, last=pieces - 1))

    def fail(self) -> None:
        self.fault = True

    def repair(self) -> None:
        self.fault = False

    def idle(self) -> None:
        """Drop what is left to make."""
        self._jobs.clear()

    def advance(self, now: datetime) -> None:
        """Live until `now`; a clock set back changes nothing."""
        at = self._now or now
        while self.running and at + self._left_of_piece <= now:
            at += self._left_of_piece
            self._finish_piece(at)
        if self.running:
            self._left_of_piece -= max(now - at, timedelta(0))
        self._now = max(at, now)
        self._turn_day(self._now)

    def _begin(self) -> None:
        """Start the next piece of the job in hand; a job due to fail at once does so instead."""
        job = self._jobs[0]
        self.cycle = job.cycle
        self._left_of_piece = job.cycle * self._random.uniform(1 - JITTER, 1 + JITTER)
        if job.fail_after == 0:
            job.fail_after = None
            self.fault = True

    def _finish_piece(self, at: datetime) -> None:
        self._turn_day(at)
        self.counter = (self.counter + 1) % self.modulus
        self.made += 1
        job = self._jobs[0]
        job.pieces -= 1
        if job.fail_after is not None:
            job.fail_after -= 1
        if job.pieces == 0:
            self._jobs.popleft()
        if self._jobs:
            self._begin()

    def _turn_day(self, at: datetime) -> None:
        """Zero the counter at the plant's midnight, keeping the day's last value as the closed day."""
        day = at.astimezone(self._zone).date()
        if self._zeroed and day > self._day:
            if self.counter:
                self.closed = (self._day, self.counter)
            self.counter = 0
        self._day = max(day, self._day)
