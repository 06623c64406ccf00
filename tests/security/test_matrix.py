"""PLT-5: every route of every service asks who comes, and what for, before it looks up anything: routes, tokens, roles.

Made from the applications and their OpenAPI documents, so a new route is in it, or is found not to be.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from headrace_chassis.auth import TokenVerifier
from headrace_chassis.issuer import ISSUER
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE
from tests.services import NAMES, application, service_named

from .knocking import ALL_ROLES, FIRM, PARAMETER, claims, filled, keys, status, token, unbelievable

HEALTH = {("GET", "/livez"), ("GET", "/readyz"), ("GET", "/metrics"), ("GET", "/openapi.json")}
PUBLIC = {
    "api-gateway": {
        ("GET", "/api/session/provider"): "who is asked for a token",
        ("GET", "/api/session/demo-users"): "development only",
        ("POST", "/api/session"): "development only: it gives the token",
        ("GET", "/api/jwks.json"): "development only: the public half of the keys",
        ("GET", "/api/clock"): "what time it is",
    },
    "traceability": {
        ("GET", "/v1/tree-heads/latest"): "anybody may watch the log grow",
        ("GET", "/v1/consistency-proofs"): "as above",
        ("GET", "/v1/keys"): "as above",
    },
}
Route = tuple[str, str]


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def app(name: str) -> FastAPI:
    """Without a database: whatever got as far as one would break."""
    made = application(service_named(name))
    made.state.verifier = TokenVerifier(ISSUER, keys)
    return made


def routes(app: FastAPI) -> Iterator[Route]:
    for route in iter_route_contexts(app.routes):
        for method in set(route.methods or ()) - {"HEAD", "OPTIONS"}:
            yield method, route.path_format


def told(app: FastAPI) -> dict[Route, dict]:
    paths = app.openapi()["paths"]
    return {(method.upper(), path): one for path, item in paths.items() for method, one in item.items()}


def guarded(app: FastAPI) -> dict[Route, dict]:
    return {route: one for route, one in told(app).items() if one["security"]}


def may(one: dict, role: str, org: str = FIRM) -> bool:
    if one.get("x-platform"):
        return (role, org) == (PLATFORM_ROLE, PLATFORM)
    if role == PLATFORM_ROLE and org != PLATFORM:
        return not one.get("x-roles")
    return role == "admin" or not one.get("x-roles") or role in one["x-roles"]


def test_every_route_is_in_openapi_or_says_only_how_the_service_is(app):
    assert set(routes(app)) == told(app).keys() | HEALTH


def test_what_is_public_is_written_here(app, name):
    assert told(app).keys() - guarded(app).keys() == PUBLIC.get(name, {}).keys()


async def test_no_route_answers_whom_nobody_vouches_for(app):
    refused = {
        (route, why): found
        for why, header in unbelievable()
        for route in guarded(app)
        if (found := await status(app, route[0], filled(route[1]), header)) != 401
    }
    assert refused == {}


async def test_every_route_is_for_the_roles_that_it_names_and_no_other(app):
    """Who may is refused for a parameter that nobody knows, before anything is done."""
    wrong = {}
    for role in (*ALL_ROLES, "nobody"):
        header = f"Bearer {token(claims(role))}"
        for route, one in guarded(app).items():
            found = await status(app, route[0], filled(route[1]), header, PARAMETER)
            if found != (422 if may(one, role) else 403):
                wrong[route, role] = found
    assert wrong == {}


async def test_the_platforms_deeds_are_for_its_own_people_only(app):
    own = f"Bearer {token(claims(PLATFORM_ROLE, org=PLATFORM))}"
    firm = f"Bearer {token(claims(*ALL_ROLES, org=FIRM))}"
    wrong = {}
    for route, one in guarded(app).items():
        found = [await status(app, route[0], filled(route[1]), header, PARAMETER) for header in (own, firm)]
        if found != [422 if may(one, PLATFORM_ROLE, PLATFORM) else 403, 403 if one.get("x-platform") else 422]:
            wrong[route] = found
    assert wrong == {}


async def test_a_role_in_another_writing_is_none(app):
    odd = [role.upper() for role in ALL_ROLES] + [f" {role}" for role in ALL_ROLES] + [",".join(ALL_ROLES), "*", ""]
    header = f"Bearer {token(claims(*odd))}"
    for route, one in guarded(app).items():
        if one.get("x-roles") or one.get("x-platform"):
            assert await status(app, route[0], filled(route[1]), header, PARAMETER) == 403, route
