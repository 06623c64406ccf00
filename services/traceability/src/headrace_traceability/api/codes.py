"""The codes in addresses: what a person or a scanner gives, as the one name under which a thing is traced."""

from __future__ import annotations

from headrace_traceability.model import identifiers
from headrace_traceability.model.happening import NODE_KINDS
from headrace_traceability.model.identifiers import CodeRefused


def node_of(text: str) -> str:
    """`lot:…`, `serial:…`, `shipment:…`, `supplier:…` and `customer:…` as they are; GS1 codes by serial or lot."""
    kind, separator, name = text.partition(":")
    if separator and kind in NODE_KINDS and kind not in {"lot", "serial"}:
        if not name:
            raise CodeRefused(f"{text!r} names no {kind}")
        return text
    return identifiers.parse(text).node
