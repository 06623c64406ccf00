"""Whose tokens are believed: an OIDC provider's, or the development issuer's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from headrace_chassis.auth import TokenVerifier
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.keys import FetchKeys
from headrace_chassis.serving.settings import Settings
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

if TYPE_CHECKING:
    import httpx

PATIENCE = 5.0


class IssuerUnreachable(RuleBroken):
    """The identity provider can't be asked for its keys."""

    status = 503


def development_issuer(settings: Settings) -> DevelopmentIssuer | None:
    return None if settings.issuer_url else DevelopmentIssuer(settings.data_dir / "issuer.json")


def verifier(settings: Settings, issuer: DevelopmentIssuer | None) -> TokenVerifier:
    if issuer is not None:
        return TokenVerifier(ISSUER, issuer.keys)
    return TokenVerifier(settings.issuer_url, published_keys(settings.issuer_url, settings.jwks_url))


def published_keys(issuer_url: str, jwks_url: str) -> FetchKeys:
    """The provider's JWKS; its address is asked for by OpenID Connect Discovery 1.0 when it is not given."""

    async def fetch() -> dict[str, Any]:
        import httpx

        try:
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                return await _json(client, jwks_url or await _discovered(client, issuer_url))
        except (httpx.HTTPError, KeyError, ValueError) as error:
            why = f"{type(error).__name__} {error}"
            raise IssuerUnreachable(say("chassis.issuer-unreachable", issuer=issuer_url, error=why)) from error

    return fetch


async def _discovered(client: httpx.AsyncClient, issuer_url: str) -> str:
    document = await _json(client, f"{issuer_url.rstrip('/')}/.well-known/openid-configuration")
    if document["issuer"] != issuer_url:
        raise ValueError(f"what is published there is the document of {document['issuer']}")
    return str(document["jwks_uri"])


async def _json(client: httpx.AsyncClient, url: str) -> dict[str, Any]:
    answer = await client.get(url)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
