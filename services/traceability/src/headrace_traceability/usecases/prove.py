"""Proofs: the head of the log is signed, and an event is shown to be a leaf under it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headrace_chassis.tx import Tx
from headrace_contracts.messages import say
from headrace_contracts.organisations import PLATFORM
from headrace_contracts.traceability.v1 import TreeHeadSigned
from headrace_traceability.model.merkle import (
    BeyondTree,
    Frontier,
    consistency_nodes,
    consistency_proof,
    frontier_nodes,
    inclusion_nodes,
    inclusion_proof,
)
from headrace_traceability.model.tree_head import SignedTreeHead, TreeHead, sign
from headrace_traceability.store import log, traces
from headrace_traceability.store.traces import Recorded

EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Proof:
    """`path` are the hashes from the leaf's sibling up to below the root of `head`."""

    event: Recorded
    path: Sequence[bytes]
    head: SignedTreeHead


async def sign_when_due(tx: Tx, key: Ed25519PrivateKey) -> None:
    """A new head each hour of business time in which the log grew."""
    latest = await log.latest_head(tx)
    if await log.size(tx) and (latest is None or tx.now - latest.head.at >= EVERY):
        await sign_head(tx, key)


async def sign_head(tx: Tx, key: Ed25519PrivateKey) -> SignedTreeHead:
    """The signed head of the log as it is now; one size is signed once, and asking again holds up nobody."""
    if known := await _head_of(tx, await log.size(tx)):
        return known
    size = await log.take(tx)
    if known := await _head_of(tx, size):
        return known
    root = Frontier.load(size, await log.nodes(tx, frontier_nodes(size))).root
    signed = sign(TreeHead(log.LOG, size, root, tx.now), key)
    await log.add_head(tx, signed, key.public_key())
    told = TreeHeadSigned(
        log=log.LOG,
        size=size,
        root=base64.b64encode(root).decode(),
        signature=base64.b64encode(signed.signature).decode(),
        signed_at=signed.head.at,
    )
    tx.tell(told, tenant=PLATFORM)
    return signed


async def _head_of(tx: Tx, size: int) -> SignedTreeHead | None:
    latest = await log.latest_head(tx)
    return latest if latest is not None and latest.head.size == size else None


async def prove(tx: Tx, event_id: str, key: Ed25519PrivateKey) -> Proof:
    """For an event that the tenant may see; a new head is signed when the latest is older than the event."""
    event = await traces.event(tx, event_id)
    head = await log.latest_head(tx)
    if head is None or head.head.size <= event.leaf:
        head = await sign_head(tx, key)
    size = head.head.size
    nodes = await log.nodes(tx, inclusion_nodes(event.leaf, size))
    return Proof(event, inclusion_proof(event.leaf, size, nodes), head)


async def prove_growth(tx: Tx, old_size: int, new_size: int) -> Sequence[bytes]:
    """Hashes that show the log of `old_size` to be the beginning of that of `new_size`. Raises BeyondTree."""
    size = await log.size(tx)
    if new_size > size:
        raise BeyondTree(say("traceability.log-is-smaller", size=size, asked=new_size))
    nodes = await log.nodes(tx, consistency_nodes(old_size, new_size))
    return consistency_proof(old_size, new_size, nodes)
