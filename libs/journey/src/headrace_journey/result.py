"""What a journey came to."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_journey.http import Json


@dataclass(frozen=True, slots=True)
class Check:
    """One question of the audit."""

    name: str
    expected: object
    actual: object

    @property
    def ok(self) -> bool:
        return self.expected == self.actual

    def to_json(self) -> Json:
        return {"name": self.name, "ok": self.ok, "expected": self.expected, "actual": self.actual}


@dataclass(frozen=True, slots=True)
class JourneyResult:
    """`steps` as the control tower keeps them."""

    journey: str
    world: str
    seed: int
    steps: list[Json]
    counts: Json
    checks: list[Check]

    @property
    def holds(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def audit(self) -> Json:
        return {"holds": self.holds, "checks": [check.to_json() for check in self.checks]}

    def to_json(self) -> Json:
        return {
            "world": self.world,
            "seed": self.seed,
            "steps": self.steps,
            "counts": self.counts,
            "audit": self.audit,
        }
