"""Who is asking: a signed token (JWT, RFC 7519) checked against its issuer's published keys (JWKS, RFC 7517)."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from headrace_chassis import claims, clock
from headrace_chassis.claims import Claims
from headrace_chassis.keys import FetchKeys, PublishedKeys
from headrace_contracts import permissions
from headrace_contracts.messages import Message, Said, say
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE

AUDIENCE = "headrace"
ALGORITHMS = ["EdDSA", "Ed25519", "RS256", "ES256"]
LEEWAY = 60
LONGEST = 16 << 10


class InvalidToken(Exception):
    """The token can't be believed; the message says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Principal:
    """`tenant` is the organisation the user acts for; `roles` say what they may do there.

    The people of the platform's own organisation run it for all others; nobody else's token may name it. `session` is
    what ends when they log out: the token's `sid` or `jti`, or the token itself where it has neither. `granted` is what
    roles of the organisation's own let them do. `plants` are those of the organisation that they work for; None: all.
    """

    subject: str
    name: str
    tenant: str
    roles: frozenset[str]
    session: str = field(default="", compare=False)
    expires_at: float = field(default=0.0, compare=False)
    issued_at: float = field(default=0.0, compare=False)
    granted: frozenset[str] = field(default=frozenset(), compare=False)
    plants: frozenset[str] | None = None

    @property
    def is_platform(self) -> bool:
        return self.tenant == PLATFORM and PLATFORM_ROLE in self.roles

    @property
    def permissions(self) -> frozenset[str]:
        return permissions.held_by(self.roles) | self.granted

    def may(self, permission: str) -> bool:
        return permission in self.permissions


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
            raise InvalidToken(say("chassis.token-too-long", longest=LONGEST))
        signed = await self._signed(token)
        try:
            told = claims.read(signed)
            self._claims.validate(signed)
        except (JoseError, ValueError) as error:
            raise InvalidToken(say("chassis.token-claims", why=_why(error))) from error
        if len(self._believed) > 10_000:
            self._believed.clear()
        found = _principal(told, _session(signed, token))
        self._believed[token] = found
        return found

    async def _signed(self, token: str) -> dict[str, Any]:
        try:
            return _decoded(token, await self._keys.known())
        except (JoseError, ValueError, RecursionError) as error:
            refused: Exception = error
        if newer := await self._keys.newer(_kid(token)):
            try:
                return _decoded(token, newer)
            except (JoseError, ValueError, RecursionError) as error:
                refused = error
        raise InvalidToken(say("chassis.token-signature", why=_why(refused))) from refused


def _principal(told: Claims, session: str) -> Principal:
    return Principal(
        subject=told.sub,
        name=told.name,
        tenant=told.org,
        roles=told.held,
        session=session,
        expires_at=told.exp,
        issued_at=told.iat,
        plants=None if told.plants is None else frozenset(told.plants),
    )


def _decoded(token: str, keys: KeySet) -> dict[str, Any]:
    return jwt.decode(token, keys, algorithms=ALGORITHMS).claims


def _kid(token: str) -> str | None:
    """Which key a token says it was signed with. Raises InvalidToken for what is none."""
    head = token.partition(".")[0]
    try:
        named = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
        kid = named.get("kid")
    except (ValueError, AttributeError, RecursionError) as error:
        raise InvalidToken(say("chassis.no-token")) from error
    return kid if isinstance(kid, str) else None


def _why(error: Exception) -> Said:
    """In our words where they are ours; of the library's errors what they are called."""
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    if isinstance(error, ExpiredTokenError):
        return say("chassis.token-expired")
    claim = getattr(error, "claim", None)
    if claim:
        return say("chassis.token-claim", claim=claim)
    return error.error if isinstance(error, JoseError) else type(error).__name__


def _session(signed: dict[str, Any], token: str) -> str:
    told = signed.get("sid") or signed.get("jti")
    return told if isinstance(told, str) else hashlib.sha256(token.encode()).hexdigest()
