"""Events as lines and tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.text import Text

from headrace_cli.names import short

COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_red", "bright_cyan", "bright_green", "bright_magenta")
FACTS = 4


def line(event: dict[str, Any]) -> Text:
    """When, where, what, whose; then as many facts of its content as the line has room for."""
    source = event["source"]
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{clock(event['recorded_at'])}  ", style="dim")
    text.append(f"{handle(event):<20} ", style=colour(source))
    text.append(f"{short(event['type']):<24} ", style="bold")
    text.append(f"{event['key']:<31} {event['tenant']:<20} ")
    text.append(facts(event["data"], without=event["key"]), style="dim")
    return text


def handle(event: dict[str, Any]) -> str:
    """The name by which `events show` finds it at once."""
    return f"{event['source']}:{event['position']}"


def colour(source: str) -> str:
    return COLOURS[sum(source.encode()) % len(COLOURS)]


def clock(moment: str) -> str:
    """The time of day on this machine's clock."""
    return f"{datetime.fromisoformat(moment).astimezone():%H:%M:%S.%f}"[:-3]


def facts(data: dict[str, Any] | None, without: str) -> str:
    if data is None:
        return "(of a newer version)"
    plain = (
        (name, value) for name, value in data.items() if isinstance(value, str | int) and value not in ("", without)
    )
    return "  ".join(f"{name}={value}" for name, value in list(plain)[:FACTS])
