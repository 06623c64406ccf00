"""Exceptions: one open for each rule and subject."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_control_tower.model.chain_exception import ChainException, ExceptionState, Subject
from headrace_control_tower.store.tables import chain_exception

exceptions = Documents(
    "exception",
    ChainException,
    chain_exception,
    columns=lambda e: {
        "rule": e.rule,
        "subject": e.subject,
        "plant": e.plant,
        "state": e.state.value,
        "severity": e.severity.value,
        "owner": e.owner,
        "item": e.item,
        "maker": e.maker,
    },
)


async def standing(tx: Tx, rule: str, subject: Subject) -> ChainException | None:
    """The one that is open, locked."""
    t = chain_exception.c
    named = (t.subject == subject.name, t.plant == subject.plant, t.item == subject.item, t.maker == subject.maker)
    found = await exceptions.all(
        tx, t.tenant == tx.tenant, t.rule == rule, *named, t.state != ExceptionState.CLOSED.value, lock=True
    )
    return found[0] if found else None
