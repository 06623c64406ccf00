"""How far the days in the files lie in the past: the purchasing half and the selling half each by its own days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from headrace_journey.worlds.files.folder import Folder
from headrace_journey.worlds.files.line import BadValue, Line

PURCHASE_DAYS = {
    "purchase_order_header": ("order_date", "ship_date"),
    "purchase_order_detail": ("due_date",),
}
SALES_DAYS = {"sales": ("order_date",)}
BOM_STARTS = {"bill_of_materials": ("start_date",)}
FAR, FAR_AFTER_MANY = timedelta(days=90), timedelta(days=45)
MANY = 100
TIMES_THE_WIDEST = 3
FEW = 2
ONE_OF = 33


@dataclass(frozen=True, slots=True)
class Span:
    """Days of files that are moved together. `lasts` is the last day of each column, `by` how far all are moved."""

    lasts: Mapping[str, date]
    by: timedelta

    @classmethod
    def to(cls, today: date, folder: Folder, columns: Mapping[str, Sequence[str]]) -> Span:
        """So that the last of all days is today."""
        found = {field: last_of(_days(folder, name, field)) for name, fields in columns.items() for field in fields}
        lasts = {field: day for field, day in found.items() if day is not None}
        return cls(lasts, today - max(lasts.values()) if lasts else timedelta(0))

    def day(self, line: Line, column: str) -> date:
        """Raises BadValue when it lies far after all others of its column, by which the rest is moved."""
        day, last = line.day(column), self.lasts[column]
        if day > last:
            raise BadValue(column, f"{day} lies far after all other days here, which end on {last}; mend it")
        return day + self.by

    def maybe_day(self, line: Line, column: str) -> date | None:
        return self.day(line, column) if line.maybe(column) else None

    def planned_day(self, line: Line, column: str) -> date:
        """It may lie far after all others."""
        return line.day(column) + self.by


def last_of(days: Iterable[date]) -> date | None:
    """The last day, but for a few that lie far after all others: one wrong year would move everything else."""
    ordered = sorted(days)
    few, widest = max(FEW, len(ordered) // ONE_OF), timedelta(0)
    for before, (day, after) in enumerate(pairwise(ordered), start=1):
        gap, behind = after - day, len(ordered) - before
        far = FAR if before < MANY else FAR_AFTER_MANY
        if gap > max(far, TIMES_THE_WIDEST * widest) and behind <= few and behind < before:
            return day
        widest = max(widest, gap)
    return ordered[-1] if ordered else None


def _days(folder: Folder, name: str, column: str) -> Iterable[date]:
    """Days that can't be read are the business of those who read the rest of the line."""
    for line in folder.lines(name):
        try:
            day = line.maybe_day(column)
        except BadValue:
            continue
        if day:
            yield day


@dataclass(frozen=True, slots=True)
class Spans:
    """`boms` is how far bills of material are moved."""

    purchases: Span
    sales: Span
    boms: timedelta

    @classmethod
    def to(cls, today: date, folder: Folder) -> Spans:
        """Bills of material move with the purchases, unless they would then begin only after today."""
        purchases = Span.to(today, folder, PURCHASE_DAYS)
        boms = min(purchases.by, Span.to(today, folder, BOM_STARTS).by)
        return cls(purchases, Span.to(today, folder, SALES_DAYS), boms)
