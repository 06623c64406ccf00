"""People take an exception on, answer it, close it."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_control_tower.model.chain_exception import ChainException
from headrace_control_tower.store.exceptions import exceptions


async def assign(tx: Tx, name: str, owner: str, version: int) -> ChainException:
    found = await exceptions.get(tx, name, version=version)
    found.assign(owner)
    return await _kept(tx, found)


async def answer(tx: Tx, name: str, note: str, delay_days: int, version: int) -> ChainException:
    found = await exceptions.get(tx, name, version=version)
    assert tx.actor is not None
    found.answer(note, delay_days, by=tx.actor.name or tx.actor.subject, at=tx.now)
    return await _kept(tx, found)


async def close(tx: Tx, name: str, resolution: str, version: int) -> ChainException:
    found = await exceptions.get(tx, name, version=version)
    found.close(resolution, tx.now)
    return await _kept(tx, found)


async def _kept(tx: Tx, found: ChainException) -> ChainException:
    await exceptions.save(tx, found)
    tx.tell(found)
    return found
