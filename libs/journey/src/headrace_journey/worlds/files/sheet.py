"""One CSV file as a whole: text in UTF-8, columns by commas, a header, and lines that are as long as it.

A file that is not that is refused whole, in words for whoever exports it: what was guessed would be loaded.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.shapes import Shape
from headrace_journey.worlds.world import Fault, Origin

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
AS_UTF_8 = "save the file as CSV in UTF-8"
Record = tuple[int, list[str]]


class Unusable(Exception):
    """Nothing of the file can be read; `row` is 0 when it is about no row."""

    def __init__(self, detail: str, row: int = 0) -> None:
        super().__init__(detail)
        self.detail = detail
        self.row = row


@dataclass(frozen=True, slots=True)
class Sheet:
    """`faults` are lines of another length than the header, which are not among the lines."""

    columns: tuple[str, ...]
    lines: list[Line]
    faults: list[Fault]


def read(path: Path, shape: Shape) -> Sheet:
    """Raises Unusable."""
    records = _records(_text(path))
    first = next(records, None)
    if first is None:
        raise Unusable(f"is empty; its first row must name the columns {', '.join(shape.needed)}")
    columns = tuple(name.strip() for name in first[1])
    _check(columns, shape)
    sheet = Sheet(columns, [], [])
    places = {name: place for place, name in enumerate(columns)}
    for row, values in records:
        if len(values) == len(columns):
            sheet.lines.append(Line(path.name, row, places, values))
        else:
            sheet.faults.append(Fault(Origin(path.name, row), "", _of_another_length(values, columns)))
    return sheet


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Unusable("is missing; it is one of the files that a company is read from") from None
    except OSError as error:
        raise Unusable(f"can't be opened ({error.strerror}); make it readable") from None
    if raw.startswith(UTF_16) or b"\0" in raw[:2]:
        raise Unusable(f"is UTF-16; {AS_UTF_8}", 1)
    if raw.startswith(b"PK"):
        raise Unusable(f"is a workbook or an archive; {AS_UTF_8}", 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise Unusable(f"is not UTF-8 (the byte {raw[error.start]:#04x}); {AS_UTF_8}", row) from None


def _records(text: str) -> Iterator[Record]:
    """Those that have anything in them, with the row on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unusable(f"has a quotation mark that does not end, or a comma too few ({error})", begins) from None
        if any(value.strip() for value in values):
            yield begins, values
        begins = reader.line_num + 1


def _check(columns: Sequence[str], shape: Shape) -> None:
    if len(columns) == 1:
        for separator, called in SEPARATORS.items():
            if separator in columns[0]:
                raise Unusable(f"has its columns separated by {called}; save it with commas and decimal points", 1)
    twice = [name for name, times in Counter(columns).items() if times > 1 and name in shape.read]
    if twice:
        raise Unusable(f"has the column {twice[0]} twice; take one out or rename it", 1)
    missing = [name for name in shape.needed if name not in columns]
    if missing:
        named = ", ".join(_with_hint(name, columns) for name in missing)
        raise Unusable(f"has no column {named}; add it or rename one", 1)


def _with_hint(name: str, columns: Sequence[str]) -> str:
    plain = {column.lower().replace(" ", "_"): column for column in columns}
    near = get_close_matches(name, plain, n=1, cutoff=0.8)
    return f"{name} (but {plain[near[0]]!r})" if near else name


def _of_another_length(values: Sequence[str], columns: Sequence[str]) -> str:
    return (
        f"has {len(values)} values where the header names {len(columns)} columns; put values that have commas in them "
        "into quotation marks"
    )
