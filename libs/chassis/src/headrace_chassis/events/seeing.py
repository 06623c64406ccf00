"""What an organisation gets of an event, as CloudEvents JSON: whatever leaves the platform for one is made here.

The event's class says it (its proto file does): the tenant sees all of it, a party the fields that are for it,
everybody else nothing. How the tenant's log stands, and who did it there, is no party's business.
"""

from __future__ import annotations

from typing import Any

from headrace_chassis.events.envelope import Envelope, rfc3339
from headrace_chassis.tx import EVERYONE
from headrace_contracts.event import Event


def for_reader(event: Envelope, organisation: str) -> dict[str, Any] | None:
    """What the organisation may see of it, or None. EVERYONE is the platform's own people."""
    return for_readers(event).get(organisation)


def for_readers(event: Envelope) -> dict[str, dict[str, Any]]:
    """As `for_reader`, for each organisation that gets it. One of a version that this build can't read nobody gets."""
    content = event.readable()
    if content is None:
        return {}
    whole = _form(event, content.to_json()) | _within(event)
    parts = _by_organisation(content)
    parts.pop(event.tenant, None)
    return {name: _form(event, data) for name, data in parts.items()} | {EVERYONE: whole, event.tenant: whole}


def _by_organisation(content: Event) -> dict[str, dict[str, Any]]:
    """Who is named as several parties sees what any of them does."""
    seen: dict[str, dict[str, Any]] = {}
    for party in content.parties:
        if organisation := getattr(content, party):
            seen.setdefault(organisation, {}).update(content.seen_by(party))
    return seen


def _form(event: Envelope, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": event.id,
        "type": event.type,
        "source": f"/headrace/{event.source}",
        "subject": event.key,
        "time": rfc3339(event.time),
        "tenant": event.tenant,
        "plant": data.get("plant") or None,
        "aggregateversion": event.version,
        "datacontenttype": "application/json",
        "data": data,
    }


def _within(event: Envelope) -> dict[str, Any]:
    return {
        "logposition": event.position,
        "traceparent": event.traceparent,
        "actor": event.actor,
        "cause": event.cause or None,
    }
