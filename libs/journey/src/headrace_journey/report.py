"""What a load did, table by table, and every row it could not take in."""

from __future__ import annotations

from collections.abc import Sequence
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
        """Of one request; what is not changed by any is unchanged."""
        self.created += answer["created"]
        self.changed += answer["changed"]


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
        told = told_once(self.faults)
        lines += [f"refused: {fault}" for fault in told[:FAULTS_SHOWN]]
        if len(told) > FAULTS_SHOWN:
            lines.append(f"and {len(told) - FAULTS_SHOWN} more")
        return "\n".join(lines)


def told_once(faults: Sequence[Fault]) -> list[str]:
    """What is wrong with many rows of a file for the same reason is said at the first of them."""
    alike: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.origin.file, fault.column, fault.detail), []).append(fault)
    return [_with_others(*found) for found in alike.values()]


def _with_others(first: Fault, *others: Fault) -> str:
    if not others:
        return str(first)
    return f"{first} (so are {len(others)} more rows, the last is {others[-1].origin.row})"
