"""Who hears what, and whether a service has heard one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.kafka.topics import partition_of
from headrace_cli import embedded


def types_heard() -> dict[str, frozenset[str]]:
    """By service, as the code says."""
    return {service.name: frozenset(HandlerTable(service.listeners).types) for service in embedded.installed_services()}


@dataclass(frozen=True)
class Hearing:
    """`state`: heard, waiting, parked, out of reach. `words` say more."""

    service: str
    state: str
    words: str


def hearing(
    service: str, event: Mapping[str, Any], examined: Mapping[str, Any] | None, letters: Mapping[str, Any] | None
) -> Hearing:
    if examined is None or letters is None:
        return Hearing(service, "out of reach", "the service does not answer")
    for letter in letters["items"]:
        return Hearing(
            service, "parked", f"{letter['state']}, no. {letter['id']}: {letter['error'] or 'behind another'}"
        )
    places = [place for place in examined["database"]["heard"] if place["topic"] == _topic(event)]
    if len(places) > 1:
        partition = partition_of(_topic(event), event["key"])
        places = [place for place in places if place["partition"] == partition]
    heard = max((place["position"] for place in places), default=0)
    if heard >= event["position"]:
        return Hearing(service, "heard", "")
    return Hearing(service, "waiting", f"has heard up to {heard}")


def _topic(event: Mapping[str, Any]) -> str:
    return str(event["type"].rpartition(".")[0])
