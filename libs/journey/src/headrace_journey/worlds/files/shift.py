"""How far the dates in the files lie in the past: the purchasing half and the selling half each by its own days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from headrace_journey.worlds.files.reader import BadValue, Folder

PURCHASE_DAYS = {
    "purchase_order_header": ("order_date", "ship_date"),
    "purchase_order_detail": ("due_date",),
}
SALES_DAYS = {"sales": ("order_date",)}
BOM_STARTS = {"bill_of_materials": ("start_date",)}


@dataclass(frozen=True, slots=True)
class Shifts:
    purchases: timedelta
    sales: timedelta
    boms: timedelta

    @classmethod
    def to(cls, today: date, folder: Folder) -> Shifts:
        """Bills of material move with the purchases, unless one would then begin only after today."""
        purchases = _until(today, _last(folder, PURCHASE_DAYS))
        boms = min(purchases, _until(today, _last(folder, BOM_STARTS)))
        return cls(purchases, _until(today, _last(folder, SALES_DAYS)), boms)


def _until(today: date, last: date | None) -> timedelta:
    return today - last if last else timedelta(0)


def _last(folder: Folder, columns: Mapping[str, tuple[str, ...]]) -> date | None:
    return max(_days(folder, columns), default=None)


def _days(folder: Folder, columns: Mapping[str, tuple[str, ...]]) -> Iterable[date]:
    """Days that can't be read are the business of those who read the rest of the line."""
    for name, fields in columns.items():
        for line in folder.lines(name):
            for field in fields:
                try:
                    yield line.day(field)
                except BadValue:
                    continue
