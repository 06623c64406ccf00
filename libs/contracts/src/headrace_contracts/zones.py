"""Time zones by their IANA names."""

from __future__ import annotations

from zoneinfo import ZoneInfo


def is_zone(name: str) -> bool:
    """Whether clocks know it. A name such as America or one of 300 letters is a file's fault to `zoneinfo`."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
