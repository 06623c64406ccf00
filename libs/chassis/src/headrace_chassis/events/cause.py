"""Who caused what is told, and what did.

The actor is the person, or what acts by itself: `timer:close-days`, `deadline:note-due`, `service:traceability`. What
follows from an event has the actor of that event, through all services: who did what is never "the service that heard
of it". The cause is that event, by the name of its place (`orders:17`), or else the request, the turn of a timer or the
work at a deadline, by its trace. A job is a means and no cause: it has those of whoever asked for it.
"""

from __future__ import annotations

from typing import NamedTuple

from headrace_chassis import trace
from headrace_chassis.events.envelope import Envelope

ANYBODY = "anybody"
"""Who asks where nobody has to say who they are."""


class Because(NamedTuple):
    """`cause` is empty where a service acts by itself."""

    actor: str
    cause: str

    @classmethod
    def event(cls, heard: Envelope) -> Because:
        return cls(heard.actor, heard.name)

    @classmethod
    def request(cls, subject: str) -> Because:
        return cls(subject, f"request:{trace.trace_id()}" if trace.current() else "")

    @classmethod
    def timer(cls, name: str) -> Because:
        return cls(f"timer:{name}", f"timer:{trace.trace_id()}")

    @classmethod
    def deadline(cls, kind: str) -> Because:
        return cls(f"deadline:{kind}", f"deadline:{trace.trace_id()}")

    @classmethod
    def service(cls, name: str) -> Because:
        return cls(f"service:{name}", "")
