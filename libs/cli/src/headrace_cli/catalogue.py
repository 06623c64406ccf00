"""The catalogue of events, made from the code: contracts say what there is and who sees it, services who hears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from headrace_chassis.events.bus import service_of
from headrace_chassis.events.handlers import HandlerTable
from headrace_cli.embedded import installed_services
from headrace_contracts.event import Event
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.wire import ALL

HEAD = """# Events

Made from the code by `headrace events catalogue`. The topic of an event is its type without the last part; the
api-gateway hears every topic for its live stream.

| event | sent by | key | heard by |
|---|---|---|---|
"""
SEEN = """
## Who sees what
Of an event that leaves the platform (the live stream, and whatever else is made for an organisation) its tenant gets
all, whoever is named in the fields of the third column what the fourth says, and everybody else nothing. Of their
people those hear of it whose roles may read the list in the second, of the service that tells it. All of this is said
in `proto/` ([decision 31](decisions/0031-who-sees-an-event-is-declared.md)).

| event | shown in | for the tenant, and | who sees of it | and not |
|---|---|---|---|---|
"""


def catalogue() -> str:
    heard: dict[str, list[str]] = defaultdict(list)
    for service in installed_services():
        for name in HandlerTable(service.listeners).types:
            heard[name].append(service.name)
    kinds = sorted(EVENT_TYPES.items())
    rows = [
        f"| `{name}` | {service_of(kind.topic)} | `{kind.key_field}` | {', '.join(heard[name]) or '–'} |"
        for name, kind in kinds
    ]
    seen = [row for name, kind in kinds for row in _seen_rows(name, kind)]
    return HEAD + "\n".join(rows) + "\n" + SEEN + "\n".join(seen) + "\n"


def _seen_rows(name: str, kind: type[Event]) -> Iterator[str]:
    """One for all parties that see the same."""
    everything = list(paths(kind))
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for party in kind.parties:
        alike[tuple(paths(kind, party))].append(party)
    for seen, parties in alike.items() or [((), ["–"])]:
        hidden = [one for one in everything if one not in seen] if seen else []
        yield f"| `{name}` | {kind.shown_in} | {', '.join(parties)} | {_listed(seen)} | {_listed(hidden)} |"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def paths(kind: type[Any], party: str | None = None, above: str = "") -> Iterator[str]:
    """The fields of an event and of its parts (`lines.item`), all or those that a party sees."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        if party is None or {party, ALL} & set(kind.seen.get(field.name, ())):
            part = next(
                (one for one in (hints[field.name], *get_args(hints[field.name])) if hasattr(one, "seen")), None
            )
            yield from paths(part, party, f"{above}{field.name}.") if part else [above + field.name]
