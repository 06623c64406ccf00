"""Services, topics and event types as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from importlib.metadata import entry_points

import typer

from headrace_chassis.events.bus import service_of, topic_of
from headrace_contracts.registry import EVENT_TYPES

GROUP = "headrace.services"


def all_services() -> list[str]:
    return sorted(entry.name for entry in entry_points(group=GROUP))


def senders() -> list[str]:
    """The services that tell events."""
    return sorted({service_of(kind.topic) for kind in EVENT_TYPES.values()})


def services_named(words: Sequence[str]) -> list[str]:
    """Each word is a service or its topic; no word means every service that tells events."""
    return [_service(word) for word in words] if words else senders()


def service_named(word: str) -> str:
    known = all_services()
    return word if word in known else _unknown("service", word, known)


def type_named(word: str) -> str:
    """`OrderPlaced` or `headrace.orders.v1.OrderPlaced`."""
    full = [name for name in EVENT_TYPES if name == word or name.rpartition(".")[2] == word]
    if len(full) == 1:
        return full[0]
    if full:
        _end(f"{word!r} is told by several services: write one of {', '.join(full)}.")
    return _unknown("event type", word, {name.rpartition(".")[2] for name in EVENT_TYPES})


def short(type_: str) -> str:
    return type_.rpartition(".")[2]


def _service(word: str) -> str:
    topics = {topic_of(service): service for service in senders()}
    return topics[word] if word in topics else service_named(word)


def _unknown(what: str, word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(sorted(known))}."
    return _end(f"There is no {what} {word!r}. {hint}")


def _end(words: str) -> str:
    typer.echo(words, err=True)
    raise typer.Exit(2)
