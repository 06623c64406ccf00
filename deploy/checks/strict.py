"""From a CustomResourceDefinition to JSON schemas that refuse what a cluster would silently drop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
OPEN = "x-kubernetes-preserve-unknown-fields"
INT_OR_STRING = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
ANY = {"type": "object"}
ROOT = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": ANY}


def schemas(crd: dict[str, Any] | None) -> Iterator[tuple[str, Schema]]:
    """A schema for each served version, by the file name that kubeconform asks for."""
    if not crd or crd.get("kind") != "CustomResourceDefinition":
        return
    spec = crd["spec"]
    kind, group = spec["names"]["kind"].lower(), spec["group"]
    for version in spec["versions"]:
        if version.get("served", True):
            schema = closed(version["schema"]["openAPIV3Schema"])
            schema["properties"] = {**schema["properties"], **ROOT}
            schema["required"] = sorted({*schema.get("required", []), "apiVersion", "kind", "metadata"})
            yield f"{kind}-{group}-{version['name']}.json", schema


def closed(schema: Schema) -> Schema:
    """Every object with named fields refuses others, unless its makers leave it open."""
    if schema.get("x-kubernetes-int-or-string"):
        return INT_OR_STRING
    found = {key: value for key, value in schema.items() if not key.startswith("x-") and key != "description"}
    if found.pop("nullable", False) and "type" in found:
        found["type"] = [found["type"], "null"]
    for nested in ("items", "additionalProperties", "not"):
        if isinstance(found.get(nested), dict):
            found[nested] = closed(found[nested])
    if "properties" in found:
        found["properties"] = {name: closed(value) for name, value in found["properties"].items()}
        if not schema.get(OPEN):
            found.setdefault("additionalProperties", False)
    return found
