"""Makes a value of a stored body, by its types alone: no rule is asked again, and nothing that is unknown stops it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import SchemaValidator

from headrace_contracts.errors import RuleBroken


class StoredUnreadable(RuleBroken):
    """This build can't read what is stored."""

    status = 503


class Loader:
    """Rules (`__post_init__`) are for what is made: what was stored under the rules of its time is read all the same.

    `kinds` are the classes that are made of a body.
    """

    def __init__(self, schema: Any) -> None:
        self.kinds: set[type[Any]] = set()
        self._validator = SchemaValidator(self._without_rules(schema))

    def load(self, body: Any) -> tuple[Any, bool]:
        """The value, and whether the body has fields that this build does not know. Raises ValueError."""
        try:
            return self._validator.validate_python(body, strict=False, extra="forbid"), False
        except ValidationError:
            return self._validator.validate_python(body, strict=False), True

    def _without_rules(self, schema: Any) -> Any:
        if isinstance(schema, (list, tuple)):
            return type(schema)(self._without_rules(each) for each in schema)
        if not isinstance(schema, dict):
            return schema
        inside = {key: self._without_rules(each) for key, each in schema.items()}
        if schema.get("type") != "dataclass":
            return inside
        self.kinds.add(schema["cls"])
        return {**inside, "post_init": False}
