"""The traceability service on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_traceability import handlers
from headrace_traceability.api import events, proofs, traces
from headrace_traceability.signing import keep_signed
from headrace_traceability.store import measures
from headrace_traceability.store.tables import metadata

service = Service(
    name="traceability",
    title="Where things came from and went, both ways, with proof that nobody rewrote it",
    api=[traces.router, events.router, proofs.router],
    hears=[handlers],
    background=[keep_signed],
    measures=[
        Measure("traceability_log_entries", "Entries of the Merkle log", measures.entries),
        Measure("traceability_unsigned_entries", "Entries that no signed head covers yet", measures.unsigned),
    ],
    store=metadata,
    migrations="headrace_traceability.migrations",
)
