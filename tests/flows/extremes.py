"""The largest and the smallest of everything, made from what OpenAPI tells of a field: what it allows, and beyond."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Place = tuple[str | int, ...]
NUL, HALF, LONG, LONG_ADDRESS = "nul\x00", "\ud83d", "x" * 100_000, "x" * 20_000
DEEP: Any = json.loads("[" * 400 + "]" * 400)
HUGE = 10**30
# What is allowed at most and at least is sent for each; what is beyond must be refused, whichever field it is in.
DECIMALS = ("999999999999.999999999999999", "-999999999999.999999999999999", "0.000000000000001", "0", "1e11")
NO_DECIMALS = ("1e400", "1e-400", "0e400000000", "NaN", "Infinity", "9" * 1000, "1_000", "٣", "")


@dataclass
class Shapes:
    """Reads schemas; `known` are values that are there already, by the name of their field."""

    schemas: Mapping[str, Json]
    known: dict[str, Any] = field(default_factory=dict)

    def learn(self, name: str, value: Any) -> None:
        if isinstance(value, dict):
            for inner, each in value.items():
                self.learn(inner, each)
        elif isinstance(value, list):
            for each in value[:3]:
                self.learn(name, each)
        elif value not in (None, "") and name not in self.known:
            self.known[name] = value

    def of(self, node: Json) -> Json:
        """The schema itself; of several choices the last that says something: a decimal is best sent as a string."""
        while "$ref" in node:
            node = self.schemas[node["$ref"].rpartition("/")[2]]
        choices = [one for one in (*node.get("anyOf", ()), *node.get("oneOf", ())) if one.get("type") != "null"]
        return self.of(choices[-1]) if choices else node

    def example(self, node: Json, name: str = "", depth: int = 0) -> Any:
        """A value that the service might take."""
        node = self.of(node)
        if name in self.known and _fits(self.known[name], node):
            return self.known[name]
        if "enum" in node or "const" in node:
            return node["enum"][0] if "enum" in node else node["const"]
        match node.get("type"):
            case "object":
                fields = node.get("properties", {})
                return {key: self.example(each, key, depth + 1) for key, each in fields.items() if depth < 8}
            case "array":
                return [self.example(node["items"], name, depth + 1)]
            case "integer" | "number":
                return max(1, node.get("minimum", 1))
            case "boolean":
                return True
            case "string":
                return _text(node, name)
        return 1

    def places(self, node: Json, value: Any, at: Place = ()) -> Iterator[tuple[Place, Json]]:
        """Everything within an example, from the outside in."""
        node = self.of(node)
        yield at, node
        if isinstance(value, dict):
            for key, each in node.get("properties", {}).items():
                if key in value:
                    yield from self.places(each, value[key], (*at, key))
        elif isinstance(value, list) and value and "items" in node:
            yield from self.places(node["items"], value[0], (*at, 0))


def _fits(value: Any, node: Json) -> bool:
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool}
    kind = node.get("type")
    if "enum" in node:
        return value in node["enum"]
    if kind == "string" and isinstance(value, str):
        return len(value) <= node.get("maxLength", len(value)) and node.get("format") not in {"date", "date-time"}
    return kind in kinds and isinstance(value, kinds[kind]) and not isinstance(value, bool)


def _text(node: Json, name: str) -> str:
    if node.get("format") == "date":
        return "2026-03-02"
    if node.get("format") == "date-time":
        return "2026-03-02T08:00:00Z"
    if node.get("format") == "uuid":
        return "00000000-0000-4000-8000-000000000000"
    return "1" if _is_decimal(node) else ("EUR" if name == "currency" else "extreme")


def _is_decimal(node: Json) -> bool:
    return "0-9" in node.get("pattern", "") and node.get("maxLength") == 60


def within(node: Json, value: Any) -> list[Any]:
    """The smallest and the largest that the schema allows."""
    match node.get("type"):
        case "integer" | "number":
            low = node.get("minimum", node.get("exclusiveMinimum"))
            high = node.get("maximum", node.get("exclusiveMaximum"))
            ends = [int(one) if node["type"] == "integer" else one for one in (low, high)]
            return [ends[0], *([0] if low < 0 < high else []), ends[1]]
        case "string" if node.get("format") == "date":
            return ["2000-01-01", "2100-12-31"]
        case "string" if node.get("format") == "date-time":
            return ["2000-01-01T00:00:00Z", "2100-12-31T23:59:59.999999+00:00", "2026-03-02T08:00:00+23:59"]
        case "string" if _is_decimal(node):
            return list(DECIMALS)
        case "string" if "enum" not in node and "const" not in node:
            most = node.get("maxLength", 200)
            return ["", " ", "x" * most, "\U0001d54f" * most, "'\"%_\\{}[]/?#&;--", "\u202e\ufeff\x1b"]
        case "array":
            return [[], value[:1] * node["maxItems"]] if value else [[]]
        case "object":
            return [{}]
    return []


def beyond(node: Json, value: Any) -> list[Any]:
    """What must be refused."""
    match node.get("type"):
        case "integer" | "number":
            return [HUGE, -HUGE, 1e300, float("nan"), float("inf"), str(HUGE), DEEP, NUL]
        case "string" if node.get("format") in {"date", "date-time"}:
            return ["0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", HUGE, NUL]
        case "string" if _is_decimal(node):
            return [*NO_DECIMALS, HUGE, 1e300, float("nan"), NUL, DEEP]
        case "string":
            return [NUL, HALF, LONG, DEEP, HUGE]
        case "array":
            return [DEEP, value[:1] * (node["maxItems"] + 1) if value else DEEP, {"0": 1}]
        case "object":
            return [{NUL: 1}, {HALF: 1}, {"unheard-of": 1}, {str(n): n for n in range(5000)}, DEEP]
    return [DEEP, NUL, HALF]


def many(one: Any, times: int) -> list[Any]:
    """As many of one, the first text of each its own: each is work for all who hear of it."""
    if isinstance(one, str):
        return [f"{one[:50]}-{n}" for n in range(times)]
    if not isinstance(one, dict):
        return [one] * times
    name = next((key for key, each in one.items() if isinstance(each, str)), None)
    return [{**one, **({name: f"{one[name][:50]}-{n}"} if name else {})} for n in range(times)]


def changed(value: Any, at: Place, new: Any) -> Any:
    """The same with another value in one place."""
    if not at:
        return new
    found = copy.deepcopy(value)
    inner = found
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = new
    return found
