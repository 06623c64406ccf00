"""What a row of product data is refused with."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_contracts.errors import RuleBroken


class DefinitionRefused(RuleBroken):
    """The definition breaks a rule of the product data."""

    @classmethod
    def at(cls, field: str, detail: str) -> DefinitionRefused:
        return cls(detail, errors=({"field": field, "detail": detail},))

    @classmethod
    def of_all(cls, problems: Sequence[tuple[str, str]]) -> DefinitionRefused:
        """`problems` are (field, what is wrong)."""
        errors = tuple({"field": field, "detail": detail} for field, detail in problems)
        return cls("; ".join(detail for _, detail in problems), errors=errors)
