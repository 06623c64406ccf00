"""What OpenAPI says of each route: who may ask, with which headers, and every answer that may come."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from headrace_chassis.web.idempotency import IdempotencyKeyMissing, IdempotencyKeyReused
from headrace_chassis.web.incoming import TooLarge, Unreadable
from headrace_chassis.web.problems import (
    Forbidden,
    InvalidRequest,
    ProblemView,
    Unauthenticated,
    Unavailable,
    declared,
)
from headrace_chassis.web.versions import VersionMissing
from headrace_contracts import permissions
from headrace_contracts.errors import RuleBroken

if TYPE_CHECKING:
    from headrace_chassis.web.router import Rules

BEARER = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
SCHEMAS = "#/components/schemas/"
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "of your own choice, and the same one when the request is repeated: it has one effect",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"},
}
VERSION = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "the ETag of what was read: the change is made from that version",
    "schema": {"type": "string", "maxLength": 20, "pattern": '^"[0-9]{1,18}"$'},
}


def told(
    endpoint: Callable[..., Any], rules: Rules, errors: Iterable[type[RuleBroken]], *, takes_body: bool
) -> dict[str, Any]:
    """Options of a route: its description, the answers beside the good one, and what its caller needs."""
    asked = [KEY] * rules.creates + [VERSION] * (VersionMissing in errors)
    extra: dict[str, Any] = {"security": [] if rules.public else [{"bearer": []}]}
    extra |= {"x-permission": rules.may} if rules.may else {}
    extra |= {"x-roles": sorted(roles)} if (roles := rules.may and permissions.holders(rules.may)) else {}
    extra |= {"x-platform": True} if rules.platform else {}
    extra |= {"x-body-bytes": rules.limit} if takes_body else {}
    return {
        "description": "\n\n".join(filter(None, (inspect.getdoc(endpoint), _who(rules)))),
        "responses": declared(*errors, *_common(rules, takes_body=takes_body)),
        "openapi_extra": {**extra, "parameters": asked} if asked else extra,
    }


def _who(rules: Rules) -> str:
    if rules.public:
        return "For anybody, without a token."
    if rules.platform:
        return "For the platform's own operators."
    if not rules.may:
        return "For anybody with a token."
    roles = ", ".join(sorted(permissions.holders(rules.may)))
    return f"For {rules.may}: {f'the roles {roles}, and admin' if roles else 'anybody with a token'}."


def _common(rules: Rules, *, takes_body: bool) -> Iterable[type[RuleBroken]]:
    yield from () if rules.public else (Unauthenticated, Forbidden)
    yield from (IdempotencyKeyMissing, IdempotencyKeyReused) if rules.creates else ()
    yield from (Unreadable, TooLarge) if takes_body else ()
    yield from (InvalidRequest, Unavailable)


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """With what the routes point to."""
    problem = ProblemView.model_json_schema(ref_template=SCHEMAS + "{model}")
    schemas = {**document.get("components", {}).get("schemas", {}), **problem.pop("$defs"), "ProblemView": problem}
    return {**document, "components": {"schemas": schemas, "securitySchemes": BEARER}}
