"""Forms as they are written down for review: each type's fields, one a line, and what was changed that may not be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from headrace_chassis.forms.stored import StoredForm

Fields = dict[str, str]
Types = dict[str, Fields | list[str]]
WITH_DEFAULT = " = "


def written(form: StoredForm[Any]) -> dict[str, Any]:
    return {"form": form.number, "types": types_of(form.schema())}


def types_of(schema: Mapping[str, Any]) -> Types:
    """The type that is stored, under `stored`, and by their names those that it is made of."""
    kinds = dict(schema.get("$defs", {}))
    stored = kinds.pop(_name(schema["$ref"])) if "$ref" in schema else schema
    return {"stored": _type(stored)} | {name: _type(kind) for name, kind in sorted(kinds.items())}


def _type(schema: Mapping[str, Any]) -> Fields | list[str]:
    if "enum" in schema:
        return sorted(map(str, schema["enum"]))
    needed = schema.get("required", ())
    return {name: _field(field, needed=name in needed) for name, field in schema.get("properties", {}).items()}


def _field(schema: Mapping[str, Any], *, needed: bool) -> str:
    if needed:
        return _words(schema)
    default = json.dumps(schema["default"], sort_keys=True) if "default" in schema else "made"
    return f"{_words(schema)}{WITH_DEFAULT}{default}"


def _words(schema: Mapping[str, Any]) -> str:
    """As short as a type is written: a name, [each], {each}, one | other."""
    if "$ref" in schema:
        return _name(schema["$ref"])
    if choices := schema.get("anyOf", schema.get("oneOf")):
        return " | ".join(map(_words, choices))
    if literals := schema.get("enum", [schema["const"]] if "const" in schema else None):
        return " | ".join(map(repr, literals))
    if schema.get("type") == "array":
        return f"[{', '.join(map(_words, schema.get('prefixItems', [schema.get('items', {})])))}]"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"{{{_words(values if isinstance(values, dict) else {})}}}"
    return str(schema.get("format") or schema.get("type") or "any")


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def breaches(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What is not as it was written down and asks for a new form: a body of before would not be read as it was meant.

    A field with a default may be added, and a value that a field can have; what a type is called is not stored.
    """
    if now["form"] > before["form"]:
        return []
    if now["form"] < before["form"]:
        return [f"form {now['form']} comes after form {before['form']}: upcasts are never taken away"]
    types = _called_as_now(before["types"], now["types"])
    return [words for name, known in types.items() for words in _changes(name, known, now["types"].get(name))]


def _called_as_now(before: Types, now: Types) -> Types:
    """The types of before, those that are only called otherwise by the name that they have now."""
    fresh = {name: kind for name, kind in now.items() if name not in before}
    renamed = {
        name: next((other for other, same in fresh.items() if same == kind), name)
        for name, kind in before.items()
        if name not in now
    }
    if not renamed:
        return before
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, renamed))})\b")

    def rewritten(words: str) -> str:
        return pattern.sub(lambda found: renamed[found[0]], words)

    return {
        renamed.get(name, name): kind if isinstance(kind, list) else {f: rewritten(words) for f, words in kind.items()}
        for name, kind in before.items()
    }


def _changes(name: str, before: Fields | list[str], now: Fields | list[str] | None) -> Iterator[str]:
    if now is None or isinstance(before, list) != isinstance(now, list):
        yield f"{name} is not there any more"
    elif isinstance(before, list):
        yield from (f"{name} has no {value!r} any more" for value in before if value not in now)
    else:
        assert isinstance(now, dict)
        yield from (
            f"{name}.{field} was {kind!r} and is not there" for field, kind in before.items() if field not in now
        )
        for field, kind in now.items():
            if field in before and before[field] != kind:
                yield f"{name}.{field} was {before[field]!r} and is {kind!r}"
            elif field not in before and WITH_DEFAULT not in kind:
                yield f"{name}.{field} is new and has no default"
