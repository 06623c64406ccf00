"""The rules look at an event: an exception is opened, or something is noted at the one that stands."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.event import Event
from headrace_contracts.messages import Message
from headrace_control_tower.model.chain_exception import ChainException, Finding, Relief
from headrace_control_tower.model.rules import judge
from headrace_control_tower.store.exceptions import exceptions, standing


async def look_at(tx: Tx, event: Event) -> None:
    verdict = judge(event)
    if verdict is None:
        return
    assert tx.cause is not None
    known = await standing(tx, verdict.rule, verdict.subject)
    if isinstance(verdict, Finding) and known is None:
        name = tx.new_id("exc")
        opened = ChainException.open(name, tx.tenant, verdict, event=tx.cause.id, at=tx.cause.time)
        await exceptions.add(tx, opened)
        tx.tell(opened)
    elif known is not None:
        known.observe(_words(verdict), tx.cause.time)
        await exceptions.save(tx, known)


def _words(verdict: Finding | Relief) -> Message:
    return verdict.note if isinstance(verdict, Relief) else verdict.title
