"""Idempotency-Key: a POST that creates has one effect, however often it is sent.

The answer is stored in the transaction that has the effect, scoped by tenant and route. A repeat gets the same answer
again; the same key with another body is refused. A request that was refused stored nothing, so its key is still free.
"""

from __future__ import annotations

import hashlib
import re

import orjson
from fastapi import Request, Response
from sqlalchemy import text

from headrace_chassis.tx import Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

CLAIM = text(
    "INSERT INTO idempotency_key (tenant, route, key, fingerprint) VALUES (:tenant, :route, :key, :fingerprint) "
    "ON CONFLICT DO NOTHING RETURNING 1"
)
KNOWN = text(
    "SELECT fingerprint, status, headers, body FROM idempotency_key "
    "WHERE tenant = :tenant AND route = :route AND key = :key"
)
ANSWER = text(
    "UPDATE idempotency_key SET status = :status, headers = CAST(:headers AS jsonb), body = :body "
    "WHERE tenant = :tenant AND route = :route AND key = :key"
)


class IdempotencyKeyMissing(RuleBroken):
    """The request has no Idempotency-Key."""

    status = 400


class IdempotencyKeyReused(RuleBroken):
    """The Idempotency-Key was used for another request."""


class Claim:
    """One key, claimed by this request; a second request with it waits here until the first has ended."""

    def __init__(self, tenant: str, route: str, key: str, fingerprint: str) -> None:
        self._scope = {"tenant": tenant, "route": route, "key": key}
        self._fingerprint = fingerprint

    @classmethod
    async def of(cls, request: Request, tenant: str, route: str) -> Claim:
        key = request.headers.get("idempotency-key", "").strip('"')
        if not re.fullmatch(r"[\x21-\x7e]{1,200}", key):
            raise IdempotencyKeyMissing(say("chassis.send-a-key"))
        address = f"{request.scope['path']}?".encode() + request.scope["query_string"]
        digest = hashlib.sha256(address + b"\n" + await request.body())
        return cls(tenant, route, key, digest.hexdigest())

    async def earlier_answer(self, tx: Tx) -> Response | None:
        if (await tx.execute(CLAIM, {**self._scope, "fingerprint": self._fingerprint})).one_or_none():
            return None
        known = (await tx.execute(KNOWN, self._scope)).one()
        if known.fingerprint != self._fingerprint:
            raise IdempotencyKeyReused(say("chassis.key-reused"))
        headers = {**known.headers, "Idempotency-Replayed": "true"}
        return Response(known.body, known.status, headers)

    async def keep(self, tx: Tx, response: Response) -> None:
        kept = {
            k: v for k, v in response.headers.items() if k in {"content-type", "content-language", "etag", "location"}
        }
        values = {
            "status": response.status_code,
            "headers": orjson.dumps(kept).decode(),
            "body": bytes(response.body),
        }
        await tx.act_for(self._scope["tenant"])
        await tx.execute(ANSWER, {**self._scope, **values})
