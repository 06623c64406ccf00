"""Who is asking: a signed token (JWT, RFC 7519) checked against its issuer's published keys (JWKS, RFC 7517)."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from headrace_chassis import clock
from headrace_chassis.keys import FetchKeys, PublishedKeys

AUDIENCE = "headrace"
ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"]
LEEWAY = 60
PLATFORM = "headrace"
LONGEST = 16 << 10


class InvalidToken(Exception):
    """The token can't be believed; the message says why."""


@dataclass(frozen=True, slots=True)
class Principal:
    """`tenant` is the organisation the user acts for; `roles` say what they may do there.

    The organisation `headrace` is the platform's own: its people run the platform for all others. `session` is what
    ends when they log out: the token's `sid` or `jti`, or the token itself where it has neither.
    """

    subject: str
    name: str
    tenant: str
    roles: frozenset[str]
    session: str = field(default="", compare=False)
    expires_at: float = field(default=0.0, compare=False)

    @property
    def is_platform(self) -> bool:
        return self.tenant == PLATFORM

    def may(self, allowed: frozenset[str]) -> bool:
        return not allowed or "admin" in self.roles or bool(self.roles & allowed)


class TokenVerifier:
    """Checks signature, issuer, audience and time (60 s leeway).

    A key that is not known makes it ask for the keys anew, and so does time. While the issuer is slow or out of reach
    it goes on with the keys it has; a token that needs others is told to come again.
    """

    def __init__(self, issuer: str, fetch_keys: FetchKeys) -> None:
        self.issuer = issuer
        self._believed: dict[str, Principal] = {}
        self._keys = PublishedKeys(issuer, fetch_keys, self._believed.clear)
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock.wall().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": AUDIENCE},
            exp={"essential": True},
            sub={"essential": True},
        )

    async def principal(self, token: str) -> Principal:
        known = self._believed.get(token)
        if known and clock.wall().timestamp() < known.expires_at:
            return known
        if len(token) > LONGEST:
            raise InvalidToken(f"A token has at most {LONGEST} characters.")
        claims = await self._claims_of(token)
        try:
            self._claims.validate(claims)
            roles = frozenset(claims.get("roles", ()))
            session = _session(claims, token)
            found = Principal(claims["sub"], claims.get("name", ""), claims["org"], roles, session, claims["exp"])
        except (JoseError, KeyError) as error:
            raise InvalidToken(f"The token's claims are refused: {error}.") from error
        if len(self._believed) > 10_000:
            self._believed.clear()
        self._believed[token] = found
        return found

    async def _claims_of(self, token: str) -> dict[str, Any]:
        try:
            return _decoded(token, await self._keys.known())
        except (JoseError, ValueError) as error:
            refused: Exception = error
        if newer := await self._keys.newer(_kid(token)):
            try:
                return _decoded(token, newer)
            except (JoseError, ValueError) as error:
                refused = error
        raise InvalidToken(f"The token's signature can't be verified: {refused}.") from refused


def _decoded(token: str, keys: KeySet) -> dict[str, Any]:
    return jwt.decode(token, keys, algorithms=ALGORITHMS).claims


def _kid(token: str) -> str | None:
    """Which key a token says it was signed with. Raises InvalidToken for what is none."""
    head = token.partition(".")[0]
    try:
        named = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
        kid = named.get("kid")
    except (ValueError, AttributeError, RecursionError) as error:
        raise InvalidToken("This is no token.") from error
    return kid if isinstance(kid, str) else None


def _session(claims: dict[str, Any], token: str) -> str:
    told = claims.get("sid") or claims.get("jti")
    return told if isinstance(told, str) else hashlib.sha256(token.encode()).hexdigest()
