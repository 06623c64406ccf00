"""Events as a tree: each below the one that caused it, over all services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from headrace_cli.events.rows import handle

Event = dict[str, Any]
Children = dict[str | None, list[Event]]


def trace_of(event: Event) -> str:
    return str(event["traceparent"][3:35])


def in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event["recorded_at"], event["source"], event["position"]))


def tree(events: Sequence[Event]) -> Children:
    """Events by the name of the event that caused them; under None those whose cause is not among them."""
    children: Children = defaultdict(list)
    names = {handle(event) for event in events}
    for event in in_order(events):
        children[event["cause"] if event["cause"] in names else None].append(event)
    return children
