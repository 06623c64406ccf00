"""Routers whose requests are one transaction each.

The transaction opens on first use, commits after the endpoint made its answer and before that is sent, and rolls
back on any error. An endpoint asks for `Transact` (to run use cases) or `ReadTx` (to run queries).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

from headrace_chassis import logs
from headrace_chassis.auth import InvalidToken, Principal
from headrace_chassis.database import Database
from headrace_chassis.events.cause import ANYBODY, Because
from headrace_chassis.faults import is_conflict
from headrace_chassis.security import Seen, saw
from headrace_chassis.tx import Tx
from headrace_chassis.web import door, openapi
from headrace_chassis.web.asked import Asked
from headrace_chassis.web.idempotency import Claim
from headrace_chassis.web.incoming import LARGE, LIMIT, SMALL, Incoming
from headrace_chassis.web.problems import Forbidden, Unauthenticated
from headrace_contracts import permissions
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, Term, say

P = ParamSpec("P")
R = TypeVar("R")
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
ATTEMPTS = 6
FIRST_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Rules:
    """What a route asks of its caller: the permission `may` (none = anybody known), a key if it `creates`.

    `limit` is how many bytes its body may have, `rows_in` the field of it whose rows are looked at one by one.
    """

    may: str = ""
    creates: bool = False
    public: bool = False
    platform: bool = False
    limit: int = LIMIT
    rows_in: str | None = None


class Work:
    """One request's caller and transaction."""

    def __init__(self, request: Request, database: Database | None, caller: Principal | None) -> None:
        self.caller = caller
        self._request = request
        self._database = database
        self._stack = AsyncExitStack()
        self._tx: Tx | None = None

    async def tx(self) -> Tx:
        if self._tx is None:
            assert self._database is not None, "this service has no database"
            tenant = self.caller.tenant if self.caller else ""
            because = Because.request(self.caller.subject if self.caller else ANYBODY)
            transaction = self._database.transaction(tenant, actor=self.caller, because=because)
            self._tx = await self._stack.enter_async_context(transaction)
        return self._tx

    async def answer(self, endpoint: Endpoint, rules: Rules, route: str) -> Response:
        async with self._stack:
            claim = await self._claim(rules, route)
            if claim and (earlier := await claim.earlier_answer(await self.tx())):
                return earlier
            response = await endpoint(self._request)
            if claim:
                await claim.keep(await self.tx(), response)
        return response

    async def _claim(self, rules: Rules, route: str) -> Claim | None:
        if not rules.creates:
            return None
        return await Claim.of(self._request, self.caller.tenant if self.caller else "", route)


class WorkRoute(APIRoute):
    def get_route_handler(self) -> Endpoint:
        endpoint = super().get_route_handler()
        rules: Rules = getattr(self.endpoint, "__rules__", Rules())
        route = f"{'/'.join(sorted(self.methods or ()))} {self.path}"
        asked = Asked.by(self.dependant)
        takes_body = self.body_field is not None

        async def handle(came: Request) -> Response:
            request = Incoming(came.scope, came.receive, rules.limit, rules.rows_in)
            caller = None if rules.public else await _caller(request, rules)
            logs.TENANT.set(caller.tenant if caller else "")
            if wrong := asked.wrong(request):
                raise RequestValidationError(wrong)
            if takes_body:
                await request.read()
            for attempt in range(ATTEMPTS):
                request.state.work = Work(request, getattr(request.app.state, "database", None), caller)
                try:
                    return await request.state.work.answer(endpoint, rules, route)  # type: ignore[no-any-return]
                except Exception as error:
                    if attempt == ATTEMPTS - 1 or not is_conflict(error):
                        raise
                # two that met would meet again if both began anew at once
                await asyncio.sleep(random.uniform(0, FIRST_PAUSE * 2**attempt))
            raise AssertionError

        return handle


async def _caller(request: Request, rules: Rules) -> Principal:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated(say("chassis.send-a-token"))
    try:
        caller: Principal = await request.app.state.verifier.principal(token)
    except InvalidToken as error:
        saw(Seen.TOKEN_REFUSED, request.scope, str(error))
        raise
    if own_roles := getattr(request.app.state, "own_roles", None):
        caller = await own_roles.completed(caller)
    if refused := _refused(caller, rules):
        saw(Seen.PERMISSION_REFUSED, request.scope, str(refused), who=caller.subject, organisation=caller.tenant)
        raise Forbidden(refused)
    return caller


def _refused(caller: Principal, rules: Rules) -> Message | None:
    """Why, or None."""
    if rules.platform and not caller.is_platform:
        return say("chassis.platform-only")
    if rules.may and not caller.may(rules.may):
        return lacking(caller, rules.may)
    return None


def lacking(caller: Principal, permission: str) -> Message:
    roles = map(Term, sorted(permissions.holders(permission)))
    return say("chassis.lacks-permission", who=caller.name or caller.subject, permission=permission, roles=roles)


class Router(APIRouter):
    """FastAPI's router with our rules: `may`, the permission that its caller needs, `errors` declared in OpenAPI,
    `public` without a token, `platform` for the platform's own people only, `limit` bytes of a body where the usual
    ones don't fit.

    A POST with status 201 or 202 creates, and so needs an Idempotency-Key.
    """

    def __init__(self, *, tags: list[str], platform: bool = False, prefix: str = "/v1") -> None:
        super().__init__(prefix=prefix, tags=list(tags), route_class=WorkRoute)
        self._platform = platform

    def get(self, path: str, **options: Any) -> Callable[[Any], Any]:
        return self._adds("GET", path, options)

    def post(self, path: str, **options: Any) -> Callable[[Any], Any]:
        return self._adds("POST", path, options)

    def put(self, path: str, **options: Any) -> Callable[[Any], Any]:
        return self._adds("PUT", path, options)

    def delete(self, path: str, **options: Any) -> Callable[[Any], Any]:
        return self._adds("DELETE", path, options)

    def _adds(self, method: str, path: str, options: dict[str, Any]) -> Callable[[Any], Any]:
        errors: list[type[RuleBroken]] = list(options.pop("errors", ()))
        may: str = options.pop("may", "")
        public = bool(options.pop("public", False))
        platform = bool(options.pop("platform", self._platform))
        limit: int | None = options.pop("limit", None)
        creates = method == "POST" and options.get("status_code") in {201, 202} and not public

        def add(endpoint: Any) -> Any:
            body = door.body_of(endpoint)
            rules = Rules(may, creates, public, platform, limit or _limit(body, public=public), door.rows_of(body))
            endpoint.__rules__ = rules
            endpoint.__signature__ = door.guarded(endpoint)
            told = openapi.told(endpoint, rules, errors, takes_body=body is not None)
            self.add_api_route(path, endpoint, methods=[method], **told, **options)
            return endpoint

        return add


def _limit(body: type[BaseModel] | None, *, public: bool) -> int:
    return SMALL if public else LARGE if door.rows_of(body) else LIMIT


class Transaction:
    """Runs use cases in the request's transaction: `await transact(place_order, command)`."""

    def __init__(self, request: Request) -> None:
        self._work: Work = request.state.work

    async def __call__(
        self, usecase: Callable[Concatenate[Tx, P], Awaitable[R]], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        return await usecase(await self._work.tx(), *args, **kwargs)


async def _read(request: Request) -> Tx:
    work: Work = request.state.work
    return await work.tx()


def _who(request: Request) -> Principal:
    caller: Principal = request.state.work.caller
    return caller


Transact = Annotated[Transaction, Depends()]
ReadTx = Annotated[Tx, Depends(_read)]
Caller = Annotated[Principal, Depends(_who)]
