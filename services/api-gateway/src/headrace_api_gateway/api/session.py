"""Logging in as a demo user (development only) or at the identity provider, and who one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel

from headrace_api_gateway.model.parties import Organisation, User, development_device, development_users
from headrace_api_gateway.store import parties
from headrace_api_gateway.usecases import log_out as logging_out
from headrace_chassis import own_roles
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web import Caller, ReadTx, Router, Transact
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE
from headrace_contracts.permissions import OwnRole, held_by

router = Router(tags=["session"], prefix="/api")
CONSOLE = "console"  # the web application's name at the identity provider
PLATFORM_USER = User(f"operator@{PLATFORM}", "Platform operator", PLATFORM, "Headrace", (PLATFORM_ROLE,))


class NoDemoUsers(Missing):
    """There are no demo users here."""


class LogIn(BaseModel):
    user: str


class DemoUsers(BaseModel):
    items: list[User]


class Session(BaseModel):
    """`permissions` are all that the user may do: a page offers nothing else."""

    user: User
    permissions: list[str]


class NewSession(Session):
    token: str


class Provider(BaseModel):
    """An OpenID Connect provider, and what the web application is called there."""

    issuer: str
    client: str


class EntranceView(BaseModel):
    """Without a provider there are demo users."""

    provider: Provider | None


def development_issuer(request: Request) -> DevelopmentIssuer:
    issuer: DevelopmentIssuer | None = request.app.state.running.runtime.issuer
    if issuer is None:
        raise NoDemoUsers(say("api-gateway.no-demo-users"))
    return issuer


Issuer = Annotated[DevelopmentIssuer, Depends(development_issuer)]


@router.get("/session/provider", public=True)
async def identity_provider(request: Request) -> EntranceView:
    runtime = request.app.state.running.runtime
    if runtime.issuer is not None:
        return EntranceView(provider=None)
    return EntranceView(provider=Provider(issuer=runtime.verifier.issuer, client=CONSOLE))


@router.get("/session/demo-users", public=True, errors=[NoDemoUsers])
async def list_demo_users(_issuer: Issuer, tx: ReadTx) -> DemoUsers:
    await tx.act_for(EVERYONE)
    known, own = await parties.organisations(tx), await own_roles.seen(tx)
    return DemoUsers(items=_people(known, await parties.plants(tx), own))


@router.post("/session", public=True, errors=[NoDemoUsers, Missing])
async def log_in(body: LogIn, issuer: Issuer, tx: ReadTx) -> NewSession:
    """As one of the demo users, or as `device@ORGANISATION`: that token is for a gateway in a factory."""
    await tx.act_for(EVERYONE)
    known, own = await parties.organisations(tx), await own_roles.seen(tx)
    entitled = [*_people(known, await parties.plants(tx), own), *map(development_device, known.values())]
    user = next((each for each in entitled if each.id == body.user), None)
    if user is None:
        raise Missing.named("demo user", body.user)
    token = issuer.token(user.id, user.name, user.organisation, user.roles, user.plants)
    granted = {
        may for one in own if one.tenant == user.organisation and one.role in user.roles for may in one.permissions
    }
    may = sorted(held_by(frozenset(user.roles)) | granted)
    return NewSession(user=user, token=token, permissions=may)


@router.get("/session")
async def who_am_i(caller: Caller, tx: ReadTx) -> Session:
    known = (await parties.organisations(tx)).get(caller.tenant)
    name = known.name if known else caller.tenant
    plants = None if caller.plants is None else tuple(sorted(caller.plants))
    user = User(caller.subject, caller.name, caller.tenant, name, tuple(sorted(caller.roles)), plants)
    return Session(user=user, permissions=sorted(caller.permissions))


@router.delete("/session", status_code=204)
async def log_out(caller: Caller, transact: Transact, request: Request) -> None:
    """The session ends at every replica within moments, and with it all that was opened by its token."""
    await transact(logging_out.log_out, caller)
    request.app.state.running.state["ended"].end(caller)


@router.delete("/sessions/{organisation}/{user}", may="api-gateway.session.end", status_code=204, errors=[Missing])
async def end_sessions(organisation: str, user: str, caller: Caller, transact: Transact) -> None:
    """All sessions of somebody who left or was disabled, wherever his tokens are; of an organisation by its admin, or
    by the platform. Disable him at the identity provider first: what it issues later is believed."""
    if not caller.is_platform and organisation != caller.tenant:
        raise Missing.named("organisation", organisation)
    await transact(logging_out.send_away, organisation, user)


@router.get("/jwks.json", public=True, errors=[NoDemoUsers])
async def signing_keys(issuer: Issuer) -> dict[str, Any]:
    return await issuer.keys()


def _people(known: Mapping[str, Organisation], plants: Iterable[tuple[str, str]], own: Iterable[OwnRole]) -> list[User]:
    """Whom the development issuer knows; `plants` by their organisation and code."""
    users = [
        user
        for one in known.values()
        for user in development_users(one, [plant for owner, plant in plants if owner == one.id])
    ]
    holders = [_holder(role, known[role.tenant].name) for role in own if role.tenant in known]
    return [PLATFORM_USER, *users, *holders]


def _holder(role: OwnRole, organisation: str) -> User:
    return User(f"{role.role}@{role.tenant}", role.name, role.tenant, organisation, (role.role,))
