"""How long to wait before trying again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class GrowingPause:
    """Seconds between attempts: doubled by each failure up to `longest`, `shortest` again after success."""

    shortest: float
    longest: float
    failures: int = 0

    def after_failure(self) -> float:
        self.failures += 1
        return min(self.shortest * 2.0 ** min(self.failures - 1, 30), self.longest)

    def after_success(self) -> None:
        self.failures = 0
