"""Proofs that anyone can check offline. Heads, keys and growth of the log are public; an event's proof is not."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import Depends, Request
from pydantic import BaseModel

from headrace_chassis.language import in_words
from headrace_chassis.tx import Tx
from headrace_chassis.web import ReadTx, Router, Transact
from headrace_chassis.web.door import Position
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_traceability.model.canonical import utc_text
from headrace_traceability.model.merkle import BeyondTree
from headrace_traceability.model.tree_head import SignedTreeHead
from headrace_traceability.store import log
from headrace_traceability.store.keys import signing_key
from headrace_traceability.usecases import prove
from headrace_traceability.usecases.prove import Proof

router = Router(tags=["proofs"])
HOW_TO = say("traceability.how-to-verify")


def _key(request: Request) -> Ed25519PrivateKey:
    return signing_key(request.app.state.running.runtime.data_dir)


SigningKey = Annotated[Ed25519PrivateKey, Depends(_key)]


class HeadView(BaseModel):
    """Bytes are in base64; `at` is written as it was signed."""

    log: str
    size: int
    root: str
    at: str
    key_id: str
    signature: str
    public_key: str


class ProofView(BaseModel):
    """`canonical` is the text of the leaf; `audit_path` goes from the leaf's sibling to below the root."""

    event: str
    canonical: str
    leaf_index: int
    audit_path: list[str]
    head: HeadView
    how_to_verify: str


class KeyView(BaseModel):
    key_id: str
    public_key: str
    algorithm: str
    first_used: datetime


class Keys(BaseModel):
    keys: list[KeyView]


class Growth(BaseModel):
    """Shows that the log of `old_size` leaves is the beginning of that of `new_size` (RFC 9162 2.1.4.2)."""

    old_size: int
    new_size: int
    path: list[str]


@router.get("/proofs/{event}", may="traceability.event.read", errors=[Missing])
async def get_proof(event: str, transact: Transact, tx: ReadTx, key: SigningKey) -> ProofView:
    """The head is signed anew when the latest is older than the event."""
    proof: Proof = await transact(prove.prove, event, key)
    return ProofView(
        event=proof.event.id,
        canonical=proof.event.canonical,
        leaf_index=proof.event.leaf,
        audit_path=[_text(part) for part in proof.path],
        head=await _head(tx, proof.head),
        how_to_verify=in_words(HOW_TO),
    )


@router.post("/tree-heads", may="traceability.tree-head.sign", status_code=201)
async def sign_head(transact: Transact, tx: ReadTx, key: SigningKey) -> HeadView:
    """Sign the log as it is now, for who checks it and won't wait for the hourly head. A log that did not grow since
    the last head is signed by nobody: that head is the answer."""
    return await _head(tx, await transact(prove.sign_head, key))


@router.get("/tree-heads/latest", errors=[Missing], public=True)
async def latest_head(tx: ReadTx) -> HeadView:
    found = await log.latest_head(tx)
    if found is None:
        raise Missing(say("traceability.no-head-yet"))
    return await _head(tx, found)


@router.get("/keys", public=True)
async def list_keys(tx: ReadTx) -> Keys:
    found = [
        KeyView(key_id=key.key_id, public_key=_text(key.public_key), algorithm="Ed25519", first_used=key.first_used)
        for key in await log.keys(tx)
    ]
    return Keys(keys=found)


@router.get("/consistency-proofs", errors=[BeyondTree], public=True)
async def prove_growth(transact: Transact, old_size: Position, new_size: Position) -> Growth:
    path = await transact(prove.prove_growth, old_size, new_size)
    return Growth(old_size=old_size, new_size=new_size, path=[_text(part) for part in path])


async def _head(tx: Tx, signed: SignedTreeHead) -> HeadView:
    public = {key.key_id: key.public_key for key in await log.keys(tx)}
    return HeadView(
        log=signed.head.log,
        size=signed.head.size,
        root=_text(signed.head.root),
        at=utc_text(signed.head.at),
        key_id=signed.key_id,
        signature=_text(signed.signature),
        public_key=_text(public[signed.key_id]),
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
