"""The built-in issuer of tokens for development and the demo. Production trusts an OIDC provider instead."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey

from headrace_chassis import clock
from headrace_chassis.auth import AUDIENCE
from headrace_chassis.files import made_once

ISSUER = "headrace-development"
LIFETIME = 12 * 3600


class DevelopmentIssuer:
    """Signs with Ed25519 (RFC 8037). With a `key_file` the key, and so every token, outlives a restart."""

    def __init__(self, key_file: Path | None = None) -> None:
        self._key = _kept(key_file) if key_file else OKPKey.generate_key("Ed25519", auto_kid=True)

    def token(
        self,
        subject: str,
        name: str,
        organisation: str,
        roles: Iterable[str],
        plants: Iterable[str] | None = None,
    ) -> str:
        """Signed now. Without `plants` the user works for all of the organisation."""
        now = int(clock.wall().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "name": name,
            "org": organisation,
            "roles": sorted(roles),
            "iat": now,
            "exp": now + LIFETIME,
            "jti": secrets.token_urlsafe(12),
        }
        if plants is not None:
            claims["plants"] = sorted(plants)
        header = {"alg": "Ed25519", "kid": self._key.kid}
        return jwt.encode(header, claims, self._key, algorithms=["Ed25519"])

    async def keys(self) -> dict[str, Any]:
        """The public keys, as a JWKS."""
        return {"keys": [self._key.as_dict(private=False)]}


def _kept(key_file: Path) -> OKPKey:
    return OKPKey.import_key(json.loads(made_once(key_file, _fresh)))


def _fresh() -> bytes:
    return json.dumps(OKPKey.generate_key("Ed25519", auto_kid=True).as_dict(private=True)).encode()
