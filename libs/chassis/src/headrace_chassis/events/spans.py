"""What is heard and sent, as spans.

A batch is work for many traces at once: a span in a trace of its own, linked to each of them. What it does for one
event is a span in that event's trace, linked back to the batch; so the trace of one order runs through all services.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from headrace_chassis import logs, trace
from headrace_chassis.events.envelope import Envelope

MOST_TRACES = 128


def together(verb: str, kind: trace.Kind, topic: str, events: Sequence[Envelope]) -> AbstractContextManager[object]:
    """`verb` is what is done with all of them: `hear` or `send`."""
    facts: trace.Attributes = {"messaging.destination.name": topic, "messaging.batch.message_count": len(events)}
    return trace.apart(f"{verb} {topic}", kind, (event.traceparent for event in events), facts)


@contextmanager
def heard(handler: str, events: Sequence[Envelope]) -> Iterator[None]:
    """Under the trace of the last of the events; recorded in the trace of each."""
    shown = logs.EVENT.set(events[-1])
    try:
        if trace.is_recording():
            with _recorded(handler, events):
                yield
        else:
            with trace.continued(events[-1].traceparent):
                yield
    finally:
        logs.EVENT.reset(shown)


@contextmanager
def _recorded(handler: str, events: Sequence[Envelope]) -> Iterator[None]:
    batch = [current] if (current := trace.current()) else []
    newest = {event.traceparent[3:35]: event for event in reversed(events)}
    with ExitStack() as stack:
        for event in reversed(list(newest.values())[:MOST_TRACES]):
            name = f"hear {event.type.rpartition('.')[2]}"
            stack.enter_context(trace.continued(event.traceparent, name, "consumer", batch, _facts(handler, event)))
        yield


def _facts(handler: str, event: Envelope) -> trace.Attributes:
    return {
        "messaging.system": "headrace",
        "messaging.destination.name": event.topic,
        "messaging.message.id": event.id,
        "headrace.event_type": event.type,
        "headrace.key": event.key,
        "headrace.tenant": event.tenant,
        "headrace.handler": handler,
    }
