"""The door keeper: by which name one asks, whose session still holds, and how often; before anything is passed on."""

from __future__ import annotations

import math
from functools import lru_cache
from ipaddress import ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headrace_api_gateway.rates import Rate, network
from headrace_api_gateway.sessions import Ended
from headrace_api_gateway.shield import shielded
from headrace_api_gateway.upstream import answers
from headrace_api_gateway.upstream.answers import Unanswered
from headrace_chassis import logs
from headrace_chassis.auth import InvalidToken, Principal
from headrace_chassis.language import speaking
from headrace_chassis.runtime import Running
from headrace_chassis.security import Seen, saw
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.messages.accepted import of_headers

PROBES = {"/livez", "/readyz"}
"""Asked by whoever watches the replica, by whatever name that has for it."""
METRICS = "/metrics"
LOG_IN = ("POST", "/api/session")


class Keeper:
    def __init__(self, door: ASGIApp, running: Running, ended: Ended) -> None:
        self._door = door
        self._runtime = running.runtime
        self._ended = ended
        guard = running.runtime.guard
        self._answers_to = lru_cache(1000)(guard.answers_to)
        self._subjects = Rate(guard.subject_rate, guard.subject_burst)
        self._addresses = Rate(guard.address_rate, guard.address_burst)
        self._failures = Rate(guard.failure_rate, guard.failure_burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with speaking(of_headers(scope.get("headers", ()))):
            await self._let_in(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in PROBES:
            named = logs.SERVICE.set("api-gateway")
            try:
                with answers.under_its_trace(scope):
                    if not await self._admits(scope, send):
                        return
            finally:
                logs.SERVICE.reset(named)
            send = self._noting_failure(scope, send) if _logs_in(scope) else send
        await self._door(scope, receive, send)

    async def _admits(self, scope: Scope, send: Send) -> bool:
        """Or says why not, in the trace under which it is logged."""
        try:
            await self._admit(scope)
        except Unanswered as wrong:
            await answers.problem(shielded(scope, send), scope, wrong)
            return False
        return True

    async def _admit(self, scope: Scope) -> None:
        """Raises Unanswered."""
        headers = dict(scope["headers"])
        self._check_name(scope, headers.get(b"host", b"").decode("latin-1"))
        caller = await self._caller(headers.get(b"authorization", b"").decode("latin-1"))
        if caller and self._ended.has(caller):
            saw(Seen.ENDED_SESSION_USED, scope, "logged out", who=caller.subject, organisation=caller.tenant)
            raise answers.logged_out()
        self._check_rate(scope, caller)

    def _check_name(self, scope: Scope, host: str) -> None:
        if not self._answers_to(host):
            saw(Seen.HOST_REFUSED, scope, host[:255])
            raise answers.misdirected()
        if scope["path"] == METRICS and not (self._runtime.issuer and _is_here(scope)):
            raise Unanswered(
                404, "no-such-address", say("api-gateway.title.no-such-address"), say("api-gateway.metrics-inside")
            )

    async def _caller(self, authorization: str) -> Principal | None:
        """Who can't be told now is nobody; the service that is asked says why."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            return await self._runtime.verifier.principal(token)
        except (InvalidToken, RuleBroken):
            return None

    def _check_rate(self, scope: Scope, caller: Principal | None) -> None:
        address = _address(scope)
        subject, tenant = (caller.subject, caller.tenant) if caller else ("", "")
        waiting = self._subjects.take((tenant, subject)) if caller else self._addresses.take(address)
        if _logs_in(scope):
            waiting = max(waiting, self._failures.wait(address))
        if waiting:
            saw(Seen.RATE_EXCEEDED, scope, f"{waiting:.1f} s too early", who=subject, organisation=tenant)
            raise answers.too_many(math.ceil(waiting))

    def _noting_failure(self, scope: Scope, send: Send) -> Send:
        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and 400 <= message["status"] < 500:
                self._failures.count(_address(scope))
                saw(Seen.LOGIN_FAILED, scope, f"answered {message['status']}")
            await send(message)

        return noted


def _logs_in(scope: Scope) -> bool:
    return (scope["method"], scope["path"]) == LOG_IN


def _address(scope: Scope) -> str:
    return network((scope.get("client") or ("",))[0])


def _is_here(scope: Scope) -> bool:
    try:
        return ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False
