"""The folder of a company's files: all of them are there and are CSV, or none is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from headrace_journey.worlds.files import sheet
from headrace_journey.worlds.files.line import BadValue, Line
from headrace_journey.worlds.files.shapes import SHAPES, Shape
from headrace_journey.worlds.files.sheet import Sheet, Unusable
from headrace_journey.worlds.world import Fault

RETURNS = "returns.csv"


class FilesUnusable(Exception):
    """These are not a company's files; the message says of each what is wrong with it, a line each."""


@dataclass(frozen=True, slots=True)
class Folder:
    sheets: Mapping[str, Sheet]
    not_read: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Folder:
        """Raises FilesUnusable."""
        if not path.is_dir():
            raise FilesUnusable(f"{path} is not a folder; name the one with the company's CSV files.")
        sheets: dict[str, Sheet] = {}
        wrong: dict[tuple[int, str], list[str]] = {}
        for name, shape in SHAPES.items():
            file = path / f"{name}.csv"
            try:
                sheets[name] = sheet.read(file, shape)
            except Unusable as unusable:
                wrong.setdefault((unusable.row, unusable.detail), []).append(file.name)
        if wrong:
            raise FilesUnusable("\n".join(_said(files, *what) for what, files in wrong.items()))
        others = sorted(file.name for file in path.glob("*.csv") if file.stem not in SHAPES)
        return cls(sheets, tuple(others))

    def lines(self, name: str) -> list[Line]:
        return self.sheets[name].lines

    def each(self, name: str, read: Callable[[Line], None]) -> list[Fault]:
        """Read a file with `read`; returns all that is wrong with the lines that can't be read."""
        faults = list(self.sheets[name].faults)
        for line in self.lines(name):
            try:
                read(line)
            except BadValue as bad:
                faults += _faults(line, SHAPES[name], bad)
        return sorted(faults, key=lambda fault: fault.origin.row)

    def left_out(self) -> Iterable[str]:
        """What nobody reads: files, columns, and files that have no lines to read."""
        if RETURNS in self.not_read:
            yield f"{RETURNS} is not read: what came back is not taken off what was sold"
        if others := [name for name in self.not_read if name != RETURNS]:
            yield f"files that are not read: {', '.join(others)}"
        for name, found in self.sheets.items():
            if unread := [column for column in found.columns if column and column not in SHAPES[name].read]:
                yield f"columns of {name}.csv that are not read: {', '.join(unread)}"
            if not found.lines:
                yield f"{name}.csv has no rows"


def _faults(line: Line, shape: Shape, found: BadValue) -> Iterator[Fault]:
    """Every column in which something else stands than should, and what was found first where that is none of these."""
    wrong = {bad.column: bad for bad in (*_misread(line, shape), found)}
    return (Fault(line.origin, bad.column, bad.detail) for bad in wrong.values())


def _misread(line: Line, shape: Shape) -> Iterator[BadValue]:
    for column, kind in shape.read.items():
        if line.has(column):
            try:
                kind(line, column)
            except BadValue as bad:
                yield bad


def _said(files: list[str], row: int, detail: str) -> str:
    where = ", ".join(files) + (f", row {row}" if row else "")
    return f"{where}: {detail}"
