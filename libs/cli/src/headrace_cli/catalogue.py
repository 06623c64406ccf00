"""The catalogue of events, made from the code: the contracts say what there is, the services who hears it."""

from __future__ import annotations

from collections import defaultdict

from headrace_chassis.events.bus import service_of
from headrace_chassis.events.handlers import HandlerTable
from headrace_cli.embedded import installed_services
from headrace_contracts.registry import EVENT_TYPES

HEAD = """# Events

Made from the code by `headrace events catalogue`. The topic of an event is its type without the last part; the
api-gateway hears every topic for its live stream.

| event | sent by | key | heard by |
|---|---|---|---|
"""


def catalogue() -> str:
    heard: dict[str, list[str]] = defaultdict(list)
    for service in installed_services():
        for name in HandlerTable(service.hears).types:
            heard[name].append(service.name)
    rows = [
        f"| `{name}` | {service_of(kind.topic)} | `{kind.key_field}` | {', '.join(heard[name]) or '–'} |"
        for name, kind in sorted(EVENT_TYPES.items())
    ]
    return HEAD + "\n".join(rows) + "\n"
