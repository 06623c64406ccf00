"""Read models as a stream's row of progress knows them: which versions are kept, and which of them hear the past yet.

The row is what replicas of several builds agree by, and it is locked while one hears. A replica that hears a batch
without a read model that the row names leaves it behind at that place; a replica that knows it hears from there on
(past.py). Its own handlers it calls all the same: what it keeps is what it can read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from headrace_chassis.events.handlers import Kept

NEVER_MARKED = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A read model of some build; `behind` says that it has not heard as far as the service has."""

    version: int
    types: tuple[str, ...]
    behind: bool = False

    def is_known_to(self, own: Kept | None) -> bool:
        return own is not None and own.version == self.version and own.types >= set(self.types)


Marks = Mapping[str, Mark]


def written(marks: Marks) -> str:
    return json.dumps({name: asdict(mark) for name, mark in sorted(marks.items())})


@lru_cache(maxsize=1024)
def read(text: str) -> Marks:
    found = json.loads(text) if text else {}
    return {name: Mark(mark["version"], tuple(mark["types"]), mark["behind"]) for name, mark in found.items()}


def behind(text: str, own: Mapping[str, Kept]) -> frozenset[str]:
    """Those of this build that hear the past yet, and so hear nothing else."""
    return frozenset(name for name, mark in read(text).items() if mark.behind and mark.is_known_to(own.get(name)))


def left_behind(text: str, own: Mapping[str, Kept]) -> list[str]:
    """Those that are up to date and unknown to this build, which is about to hear without them."""
    return [name for name, mark in read(text).items() if not mark.behind and not mark.is_known_to(own.get(name))]


def with_behind(text: str, names: Iterable[str], *, so: bool = True) -> str:
    marks = read(text)
    return written({**marks, **{name: replace(marks[name], behind=so) for name in names if name in marks}})


def begun(text: str, own: Mapping[str, Kept], *, heard_before: bool) -> tuple[str, list[str]]:
    """The row as a build that starts leaves it, and which of its read models shall hear the past.

    What was heard before anything was marked counts as the first version.
    """
    marks = dict(read(text))
    fresh = []
    for name, kept in own.items():
        there = marks.get(name)
        first = text == NEVER_MARKED and kept.version == 1
        if there is None and first:
            marks[name] = Mark(kept.version, tuple(sorted(kept.types)))
        elif there is None or there.version < kept.version or _is_wider(kept, there):
            marks[name] = Mark(kept.version, tuple(sorted(kept.types)), behind=heard_before)
            fresh.append(name)
    return written(marks), fresh if heard_before else []


def _is_wider(kept: Kept, there: Mark) -> bool:
    return there.version == kept.version and bool(kept.types - set(there.types))
