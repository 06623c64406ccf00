"""What a model raises when the trade says no. The chassis turns each into a problem answer.

RuleBroken                 the request breaks a rule            422
|-- WrongState             the thing is past that point         409
|-- Missing                no such thing (or not yours)         404
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

from headrace_contracts.messages import CATALOGUE, Said, Term, say, several


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field, what is wrong with it and how to mend it."""

    field: str
    detail: Said


class RuleBroken(Exception):
    """A rule of the trade is broken."""

    status = 422

    def __init__(self, detail: Said, *, errors: tuple[Wrong, ...] = ()) -> None:
        """`detail` says what, where and how to mend it; `errors` names the fields when several are wrong."""
        super().__init__(detail)
        self.detail = detail
        self.errors = errors

    @classmethod
    def naming(cls, *problems: tuple[str, Said]) -> Self:
        """All that is wrong at once; `problems` are (field, what is wrong with it and how to mend it)."""
        errors = tuple(Wrong(field, detail) for field, detail in problems)
        return cls(several(detail for _, detail in problems), errors=errors)

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
        return cls(say("contracts.missing", kind=Term(kind), name=name))


def slug(kind: type[Exception]) -> str:
    """The name of a kind of problem, as its type and its title have it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def title(kind: type[Exception]) -> Said:
    """What a kind of problem is called: by the catalogue of the package it is made in, else by its docstring."""
    package = kind.__module__.partition(".")[0].removeprefix("headrace_").replace("_", "-")
    code = f"{package}.title.{slug(kind)}"
    return say(code) if CATALOGUE.knows(code) else (kind.__doc__ or kind.__name__).strip().splitlines()[0].rstrip(".")
