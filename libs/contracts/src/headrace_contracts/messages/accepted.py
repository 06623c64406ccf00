"""Which of our languages somebody wants to be answered in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from headrace_contracts.messages.catalogue import Language

_RANGE = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]{1,30})?\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*")


def preferred(accepted: str) -> Language:
    """Of an Accept-Language header (RFC 9110, 12.5.4): the best of ours, English when it names none of them."""
    found = [match for part in accepted[:500].split(",") if (match := _RANGE.fullmatch(part))]
    weighed = [(float(match[2] or 1), match[1].lower()) for match in found]
    wanted = [name for weight, name in sorted(weighed, key=lambda one: -one[0]) if weight]
    return next((Language(name) for name in wanted if name in set(Language)), Language.EN)


def of_headers(headers: Iterable[tuple[bytes, bytes]]) -> Language:
    accepted = next((value for name, value in headers if name.lower() == b"accept-language"), b"")
    return preferred(accepted.decode("latin-1"))
