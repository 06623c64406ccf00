"""PLT-1: OpenAPI tells the truth of every route of every service: who may ask, with what, and all that may be answered;
and everything that comes in has bounds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from headrace_api_gateway.upstream.headers import TO_SERVICES
from headrace_chassis.web.door import LONGEST_NUMBER

from .services import NAMES, Operation, operations, service_named

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemView"}}}
# Kept as they come, in JSON's own terms; the size and the depth of the whole body bound them.
FREE = {
    "control-tower POST /v1/journeys/{journey}/steps facts": "what a step of a journey found out, for people to read",
    "control-tower POST /v1/journeys/{journey}/end audit.checks[].expected": "a figure, a text or a list",
    "control-tower POST /v1/journeys/{journey}/end audit.checks[].actual": "a figure, a text or a list",
    "equipment POST /v1/telemetry records[]": "looked at one by one, so that one that is no record is set aside alone",
}


@pytest.fixture(params=NAMES)
def found(request: pytest.FixtureRequest) -> list[Operation]:
    return list(operations(service_named(request.param)))


def test_each_operation_has_a_name_of_its_own(found):
    names = [operation.told["operationId"] for operation in found]
    assert len(names) == len(set(names))


def test_every_error_is_a_problem(found):
    for operation in found:
        assert "ProblemView" in operation.schemas
        for status, answer in operation.told["responses"].items():
            if status.startswith(("4", "5")):
                assert answer["content"] == PROBLEM, (str(operation), status)


def test_what_any_request_may_be_answered_is_told(found):
    for operation in found:
        expected = {"422", "503"}
        expected |= set() if operation.rules.public else {"401", "403"}
        expected |= {"400", "413"} if operation.body else set()
        assert expected <= operation.told["responses"].keys(), str(operation)


def test_who_may_ask_is_told_so_that_a_tool_can_try(found):
    for operation in found:
        rules = operation.rules
        assert operation.told["security"] == ([] if rules.public else [{"bearer": []}]), str(operation)
        assert operation.told.get("x-permission", "") == rules.may, str(operation)
        assert operation.told.get("x-platform", False) is rules.platform, str(operation)
        assert "For " in operation.told["description"]


def test_headers_that_a_request_needs_are_told(found):
    for operation in found:
        needed = {"Idempotency-Key"} if operation.rules.creates else set()
        needed |= {"If-Match"} if "tags.expected" in inspect.getsource(operation.endpoint) else set()
        told = {one["name"] for one in operation.parameters if one["in"] == "header" and one["required"]}
        assert told == needed, str(operation)


def test_every_header_that_a_service_reads_goes_on_from_the_gateway(found):
    for operation in found:
        read = {one["name"].lower().encode() for one in operation.parameters if one["in"] == "header"}
        stays = {b"last-event-id"} if operation.service == "api-gateway" else set()
        assert read - stays <= TO_SERVICES, str(operation)


def test_everything_that_comes_in_has_bounds(found):
    unbounded = [
        f"{operation} {where}"
        for operation in found
        for where, node in _incoming(operation)
        if not _is_bounded(operation.schema(node))
    ]
    assert [where for where in unbounded if where not in FREE] == []


def test_every_decimal_tells_how_fine_it_may_be(found):
    for operation in found:
        for where, node in _incoming(operation):
            if node.get("maxLength") == LONGEST_NUMBER and "eE" in node.get("pattern", ""):
                assert re.search(r"\{0,\d+\}0\*", node["pattern"]), (str(operation), where)


def test_what_is_free_is_there():
    told = {
        f"{operation} {where}"
        for name in ("control-tower", "equipment")
        for operation in operations(service_named(name))
        for where, _ in _incoming(operation)
    }
    assert FREE.keys() <= told


@pytest.mark.parametrize("kind", ["number", "integer", "string", "array", "object"])
def test_a_field_without_bounds_would_be_found(kind):
    assert not _is_bounded({"type": kind})


def _incoming(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    for parameter in operation.parameters:
        yield from _within(operation, parameter["schema"], parameter["name"])
    if operation.body:
        yield from _within(operation, operation.body, "")


def _within(operation: Operation, node: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    node = operation.schema(node)
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _within(operation, choice, where)
    if "anyOf" not in node and "oneOf" not in node:
        yield where, node
    for name, field in node.get("properties", {}).items():
        yield from _within(operation, field, f"{where}.{name}".lstrip("."))
    if isinstance(node.get("additionalProperties"), dict):
        yield from _within(operation, node["additionalProperties"], f"{where}[*]")
    if "items" in node:
        yield from _within(operation, node["items"], f"{where}[]")


def _is_bounded(node: dict[str, Any]) -> bool:
    if "enum" in node or "const" in node:
        return True
    match node.get("type"):
        case "boolean" | "null":
            return True
        case "number" | "integer":
            return bool({"minimum", "exclusiveMinimum"} & node.keys() and {"maximum", "exclusiveMaximum"} & node.keys())
        case "string" if node.get("format") in {"date", "date-time"}:
            return {"formatMinimum", "formatMaximum"} <= node.keys()
        case "string":
            return "maxLength" in node or node.get("format") == "uuid"
        case "array":
            return "maxItems" in node
        case "object":
            named = node.get("additionalProperties") is False
            return named or (isinstance(node.get("additionalProperties"), dict) and "maxProperties" in node)
    return False
