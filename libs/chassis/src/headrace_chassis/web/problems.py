"""Errors as RFC 9457 problem details: what, where, how to mend it, and the trace to look it up by."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from headrace_chassis import trace, validation
from headrace_chassis.auth import InvalidToken
from headrace_chassis.faults import is_conflict, is_of_another_plant, is_passing, sqlstate
from headrace_chassis.language import in_words
from headrace_contracts.errors import RuleBroken, Wrong, slug, title
from headrace_contracts.messages import Message, Said, say
from headrace_contracts.values import MixedUnits, Quantity

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
UNSTORABLE = ("22", "54")  # a data exception, such as a number out of range; a limit, such as a key too long to index
HTTP = {
    404: ("no-such-page", say("chassis.http.not-found")),
    405: ("no-such-method", say("chassis.http.method-not-allowed")),
}
PROBLEM = {"$ref": "#/components/schemas/ProblemView"}


class FieldProblem(BaseModel):
    field: str
    detail: str


class ProblemView(BaseModel):
    """RFC 9457. `type` names the kind of problem; `errors` the fields when several are wrong."""

    model_config = {"extra": "allow"}

    type: str
    title: str
    status: int
    detail: str
    instance: str
    trace_id: str
    errors: list[FieldProblem] = []


class InvalidRequest(RuleBroken):
    """The request is not well formed."""


class Unavailable(RuleBroken):
    """Out of reach for now."""

    status = 503


class Unauthenticated(RuleBroken):
    """We don't know who is asking."""

    status = 401


class Forbidden(RuleBroken):
    """Your role may not do this."""

    status = 403


def problem(
    request: Request, status: int, type_: str, title_: Said, detail: Said, errors: Sequence[Wrong] = (), **members: Any
) -> Response:
    """In the language of the request."""
    view = ProblemView(
        type=type_,
        title=in_words(title_),
        status=status,
        detail=in_words(detail),
        instance=request.scope["path"],
        trace_id=trace.trace_id(),
        errors=[FieldProblem(field=wrong.field, detail=in_words(wrong.detail)) for wrong in errors],
        **members,
    )
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return Response(view.model_dump_json(), status, headers, MEDIA_TYPE)


def of_kind(
    request: Request, kind: type[RuleBroken], detail: Said, errors: Sequence[Wrong] = (), **members: Any
) -> Response:
    return problem(request, kind.status, type_of(kind), title(kind), detail, errors, **members)


def type_of(kind: type[Exception]) -> str:
    return f"/problems/{slug(kind)}"


def declared(*kinds: type[RuleBroken]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for the errors a route may answer with."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        known = by_status.get(kind.status)
        words = f"{known['description']}; {title(kind)}" if known else str(title(kind))
        by_status[kind.status] = {"description": words, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    return by_status


def install(app: FastAPI) -> None:
    app.add_exception_handler(RuleBroken, _rule_broken)
    app.add_exception_handler(MixedUnits, _mixed_units)
    app.add_exception_handler(InvalidToken, _invalid_token)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _rule_broken(request: Request, error: Exception) -> Response:
    assert isinstance(error, RuleBroken)
    return of_kind(request, type(error), error.detail, error.errors, **error.members)


def _mixed_units(request: Request, error: Exception) -> Response:
    assert isinstance(error, MixedUnits)
    code = "contracts.mixed-units" if isinstance(error.one, Quantity) else "contracts.mixed-currencies"
    detail = say(code, one=error.one, other=error.other)
    return problem(request, 422, type_of(MixedUnits), say("contracts.title.mixed-units"), detail)


def _invalid_token(request: Request, error: Exception) -> Response:
    assert isinstance(error, InvalidToken)
    return of_kind(request, Unauthenticated, say("chassis.log-in-again", why=error.why))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [Wrong(_where(e["loc"]), validation.said(e)) for e in error.errors()]
    wrong = [say("chassis.field", field=e.field, why=e.detail) for e in errors[:3]]
    return of_kind(request, InvalidRequest, say("contracts.several", problems=wrong), errors[:MOST_ERRORS])


def _where(location: Sequence[Any]) -> str:
    path = location[1:] if location[0] == "body" and len(location) > 1 else location
    return ".".join(str(part) for part in path)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    name, detail = HTTP.get(error.status_code, ("refused", str(error.detail)))
    return problem(request, error.status_code, "about:blank", say(f"chassis.title.{name}"), detail)


def unexpected(request: Request, error: Exception) -> Response:
    """Nothing was changed: the transaction was rolled back."""
    if is_passing(error):
        logger.warning("%s %s can't be done now: %r", request.method, request.url.path, error)
        met = is_conflict(error)
        return of_kind(request, Unavailable, say("chassis.conflict") if met else say("chassis.database-out-of-reach"))
    if is_of_another_plant(error):
        return of_kind(request, Forbidden, _another_plant(request))
    if (sqlstate(error) or "").startswith(UNSTORABLE):
        name, status = "unstorable-value", 422
    else:
        logger.error("a request failed", exc_info=error)
        name, status = "internal", 500
    return problem(request, status, f"/problems/{name}", say(f"chassis.title.{name}"), say(f"chassis.{name}"))


def _another_plant(request: Request) -> Message:
    caller = request.state.work.caller
    return say("chassis.another-plant", who=caller.name or caller.subject, plants=sorted(caller.plants))
