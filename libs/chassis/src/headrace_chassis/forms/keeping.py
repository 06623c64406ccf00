"""Keeps what a later build wrote and this one does not know, when this one writes the body back.

Three bodies are held against each other: the one stored, the same as this build knows it, and what that became.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from typing import Any


def keep_unknown(stored: Any, known: Any, changed: Any) -> Any:
    """`stored` with the change that leads from `known` to `changed`."""
    if known == changed:
        return stored
    if isinstance(stored, dict) and isinstance(known, dict) and isinstance(changed, dict):
        unknown = {name: value for name, value in stored.items() if name not in known}
        both = stored.keys() & known.keys()
        return unknown | {
            name: keep_unknown(stored[name], known[name], value) if name in both else value
            for name, value in changed.items()
        }
    if isinstance(stored, list) and isinstance(known, list) and isinstance(changed, list):
        return _in_list(stored, known, changed) if len(stored) == len(known) else changed
    return changed


def _in_list(stored: Sequence[Any], known: Sequence[Any], changed: Sequence[Any]) -> list[Any]:
    """What a part was before is found by the part itself, by its first field or, if that names none, by its place."""
    before: dict[int, int] = {}
    _pair(known, changed, before, _whole)
    names = [_name(part) for part in known]
    if len(set(names)) == len(names):
        _pair(known, changed, before, _name)
    elif len(known) == len(changed):
        left = set(range(len(known))) - set(before.values())
        before |= {place: place for place in left if place not in before}
    return [
        keep_unknown(stored[before[place]], known[before[place]], part) if place in before else part
        for place, part in enumerate(changed)
    ]


def _pair(known: Sequence[Any], changed: Sequence[Any], before: dict[int, int], sign: Callable[[Any], str]) -> None:
    """Add to `before` which of the known parts those of the changed were that have none yet and bear the same sign."""
    taken = set(before.values())
    free: dict[str, deque[int]] = defaultdict(deque)
    for place, part in enumerate(known):
        if place not in taken:
            free[sign(part)].append(place)
    for place, part in enumerate(changed):
        if place not in before and free[sign(part)]:
            before[place] = free[sign(part)].popleft()


def _whole(part: Any) -> str:
    return json.dumps(part, sort_keys=True)


def _name(part: Any) -> str:
    return json.dumps(next(iter(part.items())) if isinstance(part, dict) and part else part, sort_keys=True)
