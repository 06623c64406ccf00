"""Who is asking: a signed token (JWT, RFC 7519) checked against its issuer's published keys (JWKS, RFC 7517)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from headrace_chassis import claims, clock
from headrace_contracts.errors import RuleBroken
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE

logger = logging.getLogger(__name__)
AUDIENCE = "headrace"
ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"]
LEEWAY = 60
REFRESH_AFTER = 5.0
KEYS_FOR = 600.0  # how long a key that its issuer no longer publishes may still be believed

FetchKeys = Callable[[], Awaitable[dict[str, Any]]]


class InvalidToken(Exception):
    """The token can't be believed; the message says why."""


@dataclass(frozen=True, slots=True)
class Principal:
    """`tenant` is the organisation the user acts for; `roles` say what they may do there.

    The people of the platform's own organisation run it for all others; nobody else's token may name it.
    """

    subject: str
    name: str
    tenant: str
    roles: frozenset[str]

    @property
    def is_platform(self) -> bool:
        return self.tenant == PLATFORM and PLATFORM_ROLE in self.roles

    def may(self, allowed: frozenset[str]) -> bool:
        return not allowed or "admin" in self.roles or bool(self.roles & allowed)


class TokenVerifier:
    """Checks signature, issuer, audience and time (60 s leeway).

    An unknown key makes it fetch the keys anew, and so does time. While the issuer is out of reach it goes on with the
    keys it has.
    """

    def __init__(self, issuer: str, fetch_keys: FetchKeys) -> None:
        self.issuer = issuer
        self._fetch_keys = fetch_keys
        self._keys: KeySet | None = None
        self._fetched_at = float("-inf")
        self._lock = asyncio.Lock()
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.wall().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": AUDIENCE},
            exp={"essential": True},
            sub={"essential": True},
        )
        self._believed: dict[str, tuple[Principal, float]] = {}

    async def principal(self, token: str) -> Principal:
        known = self._believed.get(token)
        if known and clock.wall().timestamp() < known[1]:
            return known[0]
        signed = await self._signed(token)
        try:
            told = claims.read(signed)
            self._claims.validate(signed)
        except (JoseError, ValueError) as error:
            raise InvalidToken(f"The token's claims are refused: {error}.") from error
        if len(self._believed) > 10_000:
            self._believed.clear()
        found = Principal(told.sub, told.name, told.org, told.held)
        self._believed[token] = (found, told.exp)
        return found

    async def _signed(self, token: str) -> dict[str, Any]:
        for fresh in (False, True):
            keys = await self._key_set(fresh=fresh)
            try:
                return jwt.decode(token, keys, algorithms=ALGORITHMS).claims
            except (JoseError, ValueError, RecursionError) as error:
                refused = error
        raise InvalidToken(f"The token's signature can't be verified: {refused}.") from refused

    async def _key_set(self, *, fresh: bool) -> KeySet:
        async with self._lock:
            age = clock.monotonic() - self._fetched_at
            if self._keys is None or age > (REFRESH_AFTER if fresh else KEYS_FOR):
                self._keys = await self._fetched(self._keys)
            return self._keys

    async def _fetched(self, known: KeySet | None) -> KeySet:
        try:
            keys = KeySet.import_key_set(await self._fetch_keys())  # type: ignore[arg-type]
        except RuleBroken as error:
            if known is None:
                raise
            logger.warning("the keys of %s stay as they were: %s", self.issuer, error)
            keys = known
        else:
            self._believed.clear()
        self._fetched_at = clock.monotonic()
        return keys
