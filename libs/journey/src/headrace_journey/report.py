"""What a load did, table by table, and every row it could not take in."""

from __future__ import annotations

from dataclasses import dataclass, field

from headrace_journey.http import Json
from headrace_journey.worlds.world import Fault

FAULTS_SHOWN = 50


@dataclass
class TableReport:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    rounded: int = 0

    def count(self, answer: Json) -> None:
        self.created += answer["created"]
        self.changed += answer["changed"]
        self.unchanged += answer["unchanged"]
        self.rounded += len(answer.get("rounded", ()))


@dataclass
class LoadReport:
    """`faults` are rows that could not be read or that a service refused; `assumptions` what the files left open."""

    assumptions: list[str]
    faults: list[Fault]
    tables: dict[str, TableReport] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not self.faults

    @property
    def created(self) -> int:
        return sum(table.created for table in self.tables.values())

    @property
    def changed(self) -> int:
        return sum(table.changed for table in self.tables.values())

    @property
    def unchanged(self) -> int:
        return sum(table.unchanged for table in self.tables.values())

    def table(self) -> str:
        lines = [f"{'':18}{'created':>9}{'changed':>9}{'unchanged':>11}{'refused':>9}"]
        for name, t in self.tables.items():
            lines.append(f"{name:18}{t.created:9}{t.changed:9}{t.unchanged:11}{t.refused:9}")
        lines += [
            f"{name}: {t.rounded} prices are rounded to nine decimals" for name, t in self.tables.items() if t.rounded
        ]
        lines += [f"assumed: {assumption}" for assumption in self.assumptions]
        lines += [f"refused: {fault}" for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            lines.append(f"and {len(self.faults) - FAULTS_SHOWN} more refused rows")
        return "\n".join(lines)
