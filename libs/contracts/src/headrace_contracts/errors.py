"""What a model raises when the trade says no. The chassis turns each into a problem answer.

RuleBroken                 the request breaks a rule            422
|-- WrongState             the thing is past that point         409
|-- Missing                no such thing (or not yours)         404
"""

from __future__ import annotations

from typing import Any, Self


class RuleBroken(Exception):
    """A rule of the trade is broken."""

    status = 422

    def __init__(self, detail: str, *, errors: tuple[dict[str, str], ...] = ()) -> None:
        """`detail` says what, where and how to mend it; `errors` names the fields when several are wrong."""
        super().__init__(detail)
        self.detail = detail
        self.errors = errors

    @classmethod
    def naming(cls, *problems: tuple[str, str]) -> Self:
        """All that is wrong at once; `problems` are (field, what is wrong with it and how to mend it)."""
        errors = tuple({"field": field, "detail": detail} for field, detail in problems)
        return cls("; ".join(detail for _, detail in problems), errors=errors)

    @property
    def members(self) -> dict[str, Any]:
        """What the problem answer says beside the standard members."""
        return {}


class WrongState(RuleBroken):
    """The thing is past the point where this is possible."""

    status = 409


class Missing(RuleBroken):
    """No such thing."""

    status = 404

    @classmethod
    def named(cls, kind: str, name: str) -> Missing:
        return cls(f"There is no {kind} {name!r} here. Check the identifier, and that it belongs to your organisation.")
