"""One line of a file: each value is what its column says it is, or the line is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_journey.worlds.world import Origin

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
OF_SEVERAL_LINES = re.compile(r"[\t\r\n]")
LONGEST = 200
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][+-]?[0-9]{1,2})?")
TOO_LARGE = Decimal(10) ** 15
MOST_DAYS, HOURS_OF_A_WEEK = 3650, 168
TIME = r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
DAY = re.compile(rf"([0-9]{{4}})(-?)([0-9]{{2}})\2([0-9]{{2}}){TIME}")
FIRST_YEAR, LAST_YEAR = 1900, 2199
WITHOUT_END = "9999-12-31"
FLAGS = {**dict.fromkeys(("1", "true", "t", "yes", "y"), True), **dict.fromkeys(("0", "false", "f", "no", "n"), False)}


class BadValue(Exception):
    """A field of a line can't be what is written there; the message says how to mend it."""

    def __init__(self, column: str, detail: str) -> None:
        super().__init__(f"{column}: {detail}")
        self.column = column
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Line:
    """`row` is the line of the file on which it begins; the header is row 1. `places` says where each column stands."""

    file: str
    row: int
    places: Mapping[str, int]
    values: Sequence[str]

    @property
    def origin(self) -> Origin:
        return Origin(self.file, self.row)

    def has(self, column: str) -> bool:
        """Whether the file has this column, of those that it may have."""
        return column in self.places

    def maybe(self, column: str) -> str:
        """'' when it is empty."""
        return self.values[self.places[column]].strip()

    def text(self, column: str) -> str:
        found = self.name(column)
        _refuse_control(column, found)
        return found

    def name(self, column: str) -> str:
        """A text that may have several lines."""
        found = self.maybe(column)
        if not found:
            raise BadValue(column, "is empty; fill it in")
        if len(found) > LONGEST:
            raise BadValue(column, f"has {len(found)} characters; write {LONGEST} at most")
        _refuse_control(column, OF_SEVERAL_LINES.sub("", found))
        return found

    def maybe_text(self, column: str) -> str:
        return self.text(column) if self.maybe(column) else ""

    def number(self, column: str) -> Decimal:
        written = self.text(column)
        if not NUMBER.fullmatch(written):
            raise BadValue(
                column,
                f"{_shown(written)} is not a number of at most 15 digits; write it with a decimal point and nothing "
                "else, such as 1250.75",
            )
        number = Decimal(written)
        if abs(number) >= TOO_LARGE:
            raise BadValue(column, f"{_shown(written)} is too large; the most is 15 digits")
        return number or Decimal(0)

    def amount(self, column: str) -> Decimal:
        """A number from 0 up."""
        number = self.number(column)
        if number < 0:
            raise BadValue(column, f"{number} is negative; write 0 or more")
        return number

    def some(self, column: str) -> Decimal:
        """A number above 0."""
        number = self.amount(column)
        if not number:
            raise BadValue(column, "is 0; write how many, or take the row out")
        return number

    def whole(self, column: str) -> int:
        number = self.amount(column)
        if number != number.to_integral_value():
            raise BadValue(column, f"{number} is not a whole number; write one without a fraction")
        return int(number)

    def days(self, column: str) -> int:
        days = self.whole(column)
        if days > MOST_DAYS:
            raise BadValue(column, f"{days} days are more than ten years; write {MOST_DAYS} at most")
        return days

    def hours_of_a_week(self, column: str) -> Decimal:
        hours = self.amount(column)
        if hours > HOURS_OF_A_WEEK:
            raise BadValue(column, f"{hours} hours are more than a week has; write {HOURS_OF_A_WEEK} at most")
        return hours

    def flag(self, column: str) -> bool:
        written = self.text(column)
        if written.lower() not in FLAGS:
            raise BadValue(column, f"{_shown(written)} is neither yes nor no; write 1 or 0")
        return FLAGS[written.lower()]

    def day(self, column: str) -> date:
        """A time behind the day is left out."""
        written = self.text(column)
        found = DAY.fullmatch(written)
        try:
            day = date(*map(int, found.group(1, 3, 4))) if found else None
        except ValueError:
            day = None
        if day is None:
            raise BadValue(column, f"{_shown(written)} is not a date; write it as 2026-03-31")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadValue(column, f"{day} does not lie between the years {FIRST_YEAR} and {LAST_YEAR}; mend the year")
        return day

    def maybe_day(self, column: str) -> date | None:
        return self.day(column) if self.maybe(column) else None

    def last_day(self, column: str) -> date | None:
        """None when there is no end: the field is empty, or the last day that calendars have."""
        return None if self.maybe(column)[:10] == WITHOUT_END else self.maybe_day(column)


def _refuse_control(column: str, text: str) -> None:
    if found := CONTROL.search(text):
        raise BadValue(column, f"has the control character U+{ord(found[0]):04X} in it; take it out")


def _shown(written: str) -> str:
    return repr(written if len(written) <= 40 else f"{written[:40]}…")
