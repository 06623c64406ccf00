"""CSV files with a header, line by line; what can't be read is that line's fault and spoils no other."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from headrace_journey.worlds.world import Fault


class FilesMissing(Exception):
    """The folder is not one of a company's files; the message says what is missing."""


class BadValue(Exception):
    """A field of a line can't be what is written there."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(f"{field}: {detail}")
        self.field = field
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Line:
    file: str
    number: int
    values: dict[str, str | None]

    @property
    def origin(self) -> str:
        return f"{self.file}:{self.number}"

    def maybe(self, field: str) -> str:
        """'' when it is empty. Raises BadValue when the file has no such column."""
        if field not in self.values:
            raise BadValue(field, f"{self.file} has no column {field}")
        return (self.values[field] or "").strip()

    def text(self, field: str) -> str:
        found = self.maybe(field)
        if not found:
            raise BadValue(field, "is empty")
        return found

    def number_of(self, field: str) -> Decimal:
        try:
            number = Decimal(self.text(field))
        except InvalidOperation:
            raise BadValue(field, f"{self.maybe(field)!r} is not a number") from None
        if not number.is_finite():
            raise BadValue(field, f"{self.maybe(field)!r} is not a finite number")
        return number

    def amount(self, field: str) -> Decimal:
        """A number from 0 up."""
        number = self.number_of(field)
        if number < 0:
            raise BadValue(field, f"{number} is negative")
        return number

    def whole(self, field: str) -> int:
        number = self.amount(field)
        if number != number.to_integral_value():
            raise BadValue(field, f"{number} is not a whole number")
        return int(number)

    def flag(self, field: str) -> bool:
        return self.text(field).lower() in {"1", "true", "yes", "y"}

    def day(self, field: str) -> date:
        try:
            return date.fromisoformat(self.text(field)[:10])
        except ValueError:
            raise BadValue(field, f"{self.maybe(field)!r} is not a date such as 2026-03-31") from None

    def maybe_day(self, field: str) -> date | None:
        return self.day(field) if self.maybe(field) else None


class Folder:
    def __init__(self, path: Path, faults: list[Fault]) -> None:
        if not path.is_dir():
            raise FilesMissing(f"{path} is not a folder; name the one with the company's CSV files.")
        self.path = path
        self.faults = faults

    def lines(self, name: str) -> Iterator[Line]:
        """Line numbers are those of an editor: the header is line 1."""
        file = self.path / f"{name}.csv"
        if not file.exists():
            raise FilesMissing(f"{file} is missing; it is one of the files that a company is read from.")
        with file.open(newline="", encoding="utf-8-sig") as content:
            reader = csv.DictReader(content)
            for values in reader:
                yield Line(file.name, reader.line_num, values)

    def each(self, name: str, read: Callable[[Line], None]) -> None:
        """Read a file with `read`; the lines it can't read are noted as faults."""
        for line in self.lines(name):
            try:
                read(line)
            except BadValue as bad:
                self.faults.append(Fault(line.origin, bad.field, bad.detail))
