"""Requests without a server: a token and a path in, a status out. Fast enough for every token at every route."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from joserfc.jwk import OKPKey
from joserfc.jws import serialize_compact
from starlette.types import Message

from headrace_api_gateway.model.parties import ROLES
from headrace_chassis.auth import AUDIENCE
from headrace_chassis.issuer import ISSUER
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE

OURS, FIRM = OKPKey.generate_key("Ed25519", auto_kid=True), "acme"
ALL_ROLES = sorted({role for roles in ROLES.values() for role in roles} | {"device", PLATFORM_ROLE})
PARAMETER = "unheard-of=1"
"""Refused of whoever may ask, before anything is looked up or done."""


async def keys() -> dict[str, Any]:
    return {"keys": [OURS.as_dict(private=False)]}


def claims(*roles: str, org: str = FIRM, **others: Any) -> dict[str, Any]:
    now = int(time.time())
    who = {"iss": ISSUER, "aud": AUDIENCE, "sub": "eve", "org": org, "roles": list(roles)}
    usual = who | {"iat": now, "exp": now + 3600}
    return {name: value for name, value in (usual | others).items() if value is not None}


def token(said: dict[str, Any], key: OKPKey = OURS) -> str:
    head = {"alg": "Ed25519", "kid": OURS.kid}
    return serialize_compact(head, json.dumps(said), key, algorithms=["Ed25519"])


def unsigned(said: dict[str, Any], alg: str) -> str:
    head = json.dumps({"alg": alg, "kid": OURS.kid})
    parts = (base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in (head, json.dumps(said)))
    return ".".join([*parts, ""])


def unbelievable() -> Iterator[tuple[str, str]]:
    """What must be refused of everybody, with all roles there are: name and header."""
    all_of_them = claims(*ALL_ROLES)
    now = int(time.time())
    good = token(all_of_them)
    yield "no token", ""
    yield "another scheme", f"Basic {good}"
    yield "a token without its scheme", good
    yield "nonsense", "Bearer nonsense"
    yield "a signature that is another's", f"Bearer {token(all_of_them, OKPKey.generate_key('Ed25519'))}"
    yield "a signature cut off", f"Bearer {good.rpartition('.')[0]}."
    yield "other claims under the signature", f"Bearer {_swapped(good, token(claims(org='rival')))}"
    for alg in ("none", "None", "HS256", "Ed25519"):
        yield f"unsigned, {alg}", f"Bearer {unsigned(all_of_them, alg)}"
    odd = {
        "expired": {"exp": now - 3600},
        "not valid yet": {"nbf": now + 3600},
        "issued tomorrow": {"iat": now + 86_400},
        "of another issuer": {"iss": "another"},
        "for another audience": {"aud": "another"},
        "for nobody": {"aud": None},
        "without end": {"exp": None},
        "ending in words": {"exp": "never"},
        "of nobody": {"sub": None},
        "of no organisation": {"org": None},
        "of an empty organisation": {"org": ""},
        "of all organisations": {"org": "*"},
        "with roles in one word": {"roles": "admin"},
    }
    for name, wrong in odd.items():
        said = {claim: value for claim, value in (all_of_them | wrong).items() if value is not None}
        yield name, f"Bearer {token(said)}"
    people = [role for role in ALL_ROLES if role != PLATFORM_ROLE]
    yield "of the platform, without its role", f"Bearer {token(claims(*people, org=PLATFORM))}"


def _swapped(first: str, second: str) -> str:
    head, _, signature = first.split(".")
    return ".".join((head, second.split(".")[1], signature))


def filled(path: str) -> str:
    """With a name in each place of a path."""
    return "/".join("1" if part.startswith("{") else part for part in path.split("/"))


async def status(app: FastAPI, method: str, path: str, authorization: str, query: str = "") -> int:
    """The answer's, or 500 when it broke."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    headers = [(b"host", b"headrace")] + [(b"authorization", authorization.encode())] * bool(authorization)
    asked = {"method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    server = {"scheme": "http", "server": ("headrace", 80), "client": ("10.0.0.9", 1), "root_path": ""}
    await app({"type": "http", "http_version": "1.1", "headers": headers, **asked, **server}, receive, send)
    found: int = told[0]["status"]
    return found
