"""What one file defines under a key, and other files refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from headrace_journey.worlds.files.line import BadValue, Line

T = TypeVar("T")


@dataclass
class Once:
    """Keys that a file may name once: what a second row says would silently take the place of the first."""

    rows: dict[str, int] = field(default_factory=dict)

    def note(self, line: Line, column: str, key: str) -> None:
        """Raises BadValue at a row that names a key again."""
        first = self.rows.setdefault(key, line.row)
        if first != line.row:
            raise BadValue(column, f"{key} is on row {first} too, and that row counts; take one of the two out")


@dataclass
class Register(Generic[T]):
    """`file` defines each key of its `column` once. A row that is refused defines nothing, but its key is known."""

    file: str
    column: str
    known: dict[str, T] = field(default_factory=dict)
    once: Once = field(default_factory=Once)

    def note(self, line: Line) -> str:
        """The key of a row that is going to define it. Raises BadValue when an earlier row did."""
        key = line.text(self.column)
        self.once.note(line, self.column, key)
        return key

    def of(self, line: Line, column: str) -> T:
        """What a row refers to. Raises BadValue when there is no such thing."""
        key = line.text(column)
        if key in self.known:
            return self.known[key]
        if key in self.once.rows:
            raise BadValue(
                column, f"{key} is refused itself, on row {self.once.rows[key]} of {self.file}; mend that row"
            )
        raise BadValue(column, f"{key} is not in {self.file}; add it there, or mend it here")
