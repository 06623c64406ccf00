"""What led to an event and what followed, over all services: its trace as a tree.

An event does not name the one that caused it. Its place is inferred: below the newest earlier event of the trace that
its service hears; at the root when there is none, for then a person, a partner or a timer caused it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Event = dict[str, Any]
Children = dict[str | None, list[Event]]


def trace_of(event: Event) -> str:
    return str(event["traceparent"][3:35])


def tree(events: Sequence[Event], heard_by: Mapping[str, frozenset[str]]) -> Children:
    """Events by the id of the event above them. `heard_by` holds the types that each service hears."""
    children: Children = defaultdict(list)
    ordered = sorted(events, key=lambda event: (event["recorded_at"], event["position"]))
    for index, event in enumerate(ordered):
        hears = heard_by.get(event["source"], frozenset())
        cause = next((one for one in reversed(ordered[:index]) if one["type"] in hears), None)
        children[cause["id"] if cause else None].append(event)
    return children
