"""Weaknesses that somebody decided to live with for a time, each with a reason and an end."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from audit.osv import Weakness

LONGEST = timedelta(days=90)


@dataclass(frozen=True)
class Accepted:
    package: str
    id: str
    why: str
    until: date

    def covers(self, weakness: Weakness) -> bool:
        return self.package == weakness.package.name and self.id in weakness.names


def accepted(file: Path) -> list[Accepted]:
    return [Accepted(**entry) for entry in tomllib.loads(file.read_text()).get("accepted", ())]


def complaints(found: Sequence[Weakness], entries: Sequence[Accepted], today: date) -> Iterator[str]:
    """What is weak and not accepted, and what is accepted no longer, too long, without a reason or for nothing."""
    valid = [entry for entry in entries if entry.until >= today]
    yield from (str(weakness) for weakness in found if not any(entry.covers(weakness) for entry in valid))
    for entry in entries:
        if wrong := _wrong(entry, found, today):
            yield f"accepted.toml: {entry.id} of {entry.package}: {wrong}"


def _wrong(entry: Accepted, found: Sequence[Weakness], today: date) -> str | None:
    if entry.until < today:
        return f"was accepted until {entry.until}: mend it, or decide anew"
    if entry.until > today + LONGEST:
        return f"is accepted until {entry.until}: {LONGEST.days} days are the most"
    if not entry.why.strip():
        return "says no reason"
    if not any(entry.covers(weakness) for weakness in found):
        return "is not found any more: take it out"
    return None
