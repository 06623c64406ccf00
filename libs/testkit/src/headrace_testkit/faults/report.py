"""What a run came to, as JSON and as words."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from headrace_testkit.faults.checker import Verdict

TARGET = 5.0


@dataclass(frozen=True, slots=True)
class Round:
    """`trouble` is empty when it worked again; `waited_for` says what took longest where that was over the target."""

    number: int
    kind: str
    what: str
    recovery: float
    trouble: str = ""
    waited_for: str = ""


@dataclass
class Report:
    seed: int
    rounds: list[Round] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)
    left_out: dict[str, str] = field(default_factory=dict)
    load: dict[str, int] = field(default_factory=dict)
    journeys: list[dict[str, Any]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        troubles = [one for one in self.rounds if one.trouble]
        return self.verdict.holds and not troubles and all(journey["holds"] for journey in self.journeys)

    def to_json(self) -> dict[str, Any]:
        """The first seven are the contract; the rest says more."""
        recovered = [one.recovery for one in self.rounds if not one.trouble]
        return {
            "rounds": len(self.rounds),
            "seed": self.seed,
            "faults": dict(sorted(Counter(one.kind for one in self.rounds).items())),
            "lost": len(self.verdict.lost),
            "doubled": len(self.verdict.doubled),
            "out_of_order": len(self.verdict.out_of_order),
            "untrue_answers": len(self.verdict.untrue),
            "recovery_seconds": {
                "median": round(median(recovered), 3) if recovered else None,
                "max": round(max(recovered), 3) if recovered else None,
            },
            "holds": self.holds,
            "unbalanced": len(self.verdict.unbalanced),
            "negative_stock": len(self.verdict.negative),
            "not_recovered": [
                f"{one.number} {one.kind} {one.what}: {one.trouble}" for one in self.rounds if one.trouble
            ],
            "slower_than_5_s": sum(1 for value in recovered if value > TARGET),
            "waited_for": Counter(one.waited_for for one in self.rounds if one.waited_for),
            "recovery_by_kind": self._by_kind(),
            "left_out": self.left_out,
            "load": self.load,
            "journeys": self.journeys,
            "findings": [line for lines in vars(self.verdict).values() for line in lines][:200],
        }

    def _by_kind(self) -> dict[str, dict[str, float]]:
        found: dict[str, list[float]] = {}
        for one in self.rounds:
            if not one.trouble:
                found.setdefault(one.kind, []).append(one.recovery)
        return {k: {"median": round(median(v), 3), "max": round(max(v), 3)} for k, v in sorted(found.items())}

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(self.to_json(), indent=2) + "\n")
