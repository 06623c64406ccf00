"""Errors as RFC 9457 problem details: what, where, how to mend it, and the trace to look it up by."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from headrace_chassis import trace
from headrace_chassis.auth import InvalidToken
from headrace_chassis.faults import is_conflict, is_passing, sqlstate
from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import MixedUnits

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 100
UNSTORABLE = ("22", "54")  # a data exception, such as a number out of range; a limit, such as a key too long to index
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


def slug(kind: type[Exception]) -> str:
    return "/problems/" + re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def title(kind: type[Exception]) -> str:
    return (kind.__doc__ or kind.__name__).strip().splitlines()[0].rstrip(".")


def problem(
    request: Request, status: int, type_: str, title_: str, detail: str, errors: Any = (), **members: Any
) -> Response:
    view = ProblemView(
        type=type_,
        title=title_,
        status=status,
        detail=detail,
        instance=request.scope["path"],
        trace_id=trace.trace_id(),
        errors=[FieldProblem.model_validate(e) for e in errors],
        **members,
    )
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return Response(view.model_dump_json(), status, headers, MEDIA_TYPE)


def declared(*kinds: type[RuleBroken]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for the errors a route may answer with."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        known = by_status.get(kind.status)
        words = f"{known['description']}; {title(kind)}" if known else title(kind)
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
    kind = type(error)
    return problem(request, kind.status, slug(kind), title(kind), error.detail, error.errors, **error.members)


def _mixed_units(request: Request, error: Exception) -> Response:
    return problem(request, 422, slug(MixedUnits), "Units do not fit", f"{error}. Use the item's own unit.")


def _invalid_token(request: Request, error: Exception) -> Response:
    return problem(request, 401, slug(Unauthenticated), title(Unauthenticated), f"{error} Log in again.")


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"field": _where(e["loc"]), "detail": e["msg"]} for e in error.errors()]
    wrong = "; ".join(f"{e['field']}: {e['detail']}" for e in errors[:3])
    return problem(request, 422, slug(InvalidRequest), title(InvalidRequest), wrong, errors[:MOST_ERRORS])


def _where(location: Sequence[Any]) -> str:
    path = location[1:] if location[0] == "body" and len(location) > 1 else location
    return ".".join(str(part) for part in path)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: "No such page", 405: "The resource does not take this method"}.get(error.status_code, "Refused")
    return problem(request, error.status_code, "about:blank", words, str(error.detail))


def unexpected(request: Request, error: Exception) -> Response:
    """Nothing was changed: the transaction was rolled back."""
    if is_passing(error):
        logger.warning("%s %s can't be done now: %r", request.method, request.url.path, error)
        met = is_conflict(error)
        why = "Others are changing the same" if met else "The service can't reach its database"
        detail = f"{why}. Nothing was changed; try again in a moment."
        return problem(request, 503, slug(Unavailable), title(Unavailable), detail)
    if (sqlstate(error) or "").startswith(UNSTORABLE):
        detail = "A value can't be stored as it is: a NUL character, or a number out of range. Nothing was changed."
        return problem(request, 422, "/problems/unstorable-value", "A value can't be stored", detail)
    logger.error("a request failed", exc_info=error)
    detail = "The fault is ours. Nothing was changed; tell us the trace id."
    return problem(request, 500, "/problems/internal", "Something broke", detail)
