"""What an organisation gets of an event: whatever leaves the platform for one goes through here.

The event's class says it (its proto file does): the tenant sees all of it, a party the fields that are for it,
everybody else nothing. How the tenant's log stands, and who did it there, is no party's business.
"""

from __future__ import annotations

from typing import Any

from headrace_chassis.events.envelope import Envelope
from headrace_chassis.tx import EVERYONE

WITHIN = ("logposition", "traceparent", "actor", "cause")


def for_reader(event: Envelope, organisation: str) -> dict[str, Any] | None:
    """CloudEvents JSON with what the organisation may see of it, or None. EVERYONE is the platform's own people."""
    return for_readers(event).get(organisation)


def for_readers(event: Envelope) -> dict[str, dict[str, Any]]:
    """As `for_reader`, for each organisation that gets it. One of a version that this build can't read nobody gets."""
    content = event.readable()
    if content is None:
        return {}
    whole = event.json()
    shown = {EVERYONE: whole, event.tenant: whole}
    for party in content.parties:
        organisation = getattr(content, party)
        if organisation and organisation != event.tenant:
            known = shown.setdefault(organisation, _outside(whole))
            known["data"].update(content.seen_by(party))
            known["plant"] = whole["plant"] if "plant" in known["data"] else None
    return shown


def _outside(whole: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if name not in WITHIN} | {"data": {}}
