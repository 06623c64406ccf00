"""What happened to traced things, told as in EPCIS 2.0: what, when, where, why, who.

Inputs are used up or taken from, outputs come into being or are handled: an object event has outputs only, a
transformation both, an aggregation has its contents as inputs and the package as its one output.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity, plain
from headrace_traceability.model.canonical import JsonValue, canonical_json, utc_text


class EventRefused(RuleBroken):
    """The event does not tell what its kind must tell."""


class EventKind(StrEnum):
    OBJECT = "object"
    TRANSFORMATION = "transformation"
    AGGREGATION = "aggregation"
    TRANSACTION = "transaction"


@dataclass(frozen=True, slots=True)
class Amount:
    code: str
    quantity: Quantity

    def as_json(self) -> JsonValue:
        return {"code": self.code, "quantity": plain(self.quantity.value), "unit": self.quantity.unit}


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """`step` is the business step (receiving, shipping ...), `document` the order or note behind it.

    `reason` is in the words of such a note.
    """

    id: str
    kind: EventKind
    at: datetime
    organisation: str
    location: str
    step: str
    outputs: tuple[Amount, ...]
    inputs: tuple[Amount, ...] = ()
    document: str | None = None
    partner: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        utc_text(self.at)
        if not self.outputs:
            raise EventRefused(say("traceability.event-of-nothing", id=self.id))
        takes_inputs = self.kind in (EventKind.TRANSFORMATION, EventKind.AGGREGATION)
        if takes_inputs != bool(self.inputs):
            code = "traceability.event-needs-inputs" if takes_inputs else "traceability.event-has-no-inputs"
            raise EventRefused(say(code, id=self.id, kind=self.kind))
        if self.kind is EventKind.AGGREGATION and len(self.outputs) != 1:
            raise EventRefused(say("traceability.one-package", id=self.id))

    def canonical(self) -> bytes:
        """The bytes of the leaf: absent fields are left out, amounts keep their order."""
        what = {"inputs": self._json(self.inputs), "outputs": self._json(self.outputs)}
        why = {"step": self.step, "document": self.document, "reason": self.reason}
        who = {"organisation": self.organisation, "partner": self.partner}
        return canonical_json(
            {
                "id": self.id,
                "kind": self.kind.value,
                "what": {name: value for name, value in what.items() if value},
                "when": utc_text(self.at),
                "where": self.location,
                "why": {name: value for name, value in why.items() if value},
                "who": {name: value for name, value in who.items() if value},
            }
        )

    @staticmethod
    def _json(amounts: tuple[Amount, ...]) -> list[JsonValue]:
        return [amount.as_json() for amount in amounts]
