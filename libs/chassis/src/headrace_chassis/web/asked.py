"""What a request asks for in its address: only what its route knows, once, in text that can be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel

from headrace_chassis.texts import UNSTORABLE, storable, unstorable
from headrace_contracts.messages import Message, say

UNKNOWN_BYTES = "\ufffd"  # what the server makes of bytes that are no UTF-8


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters that a route knows, and those of them that may be given more than once."""

    known: frozenset[str]
    many: frozenset[str]

    @classmethod
    def by(cls, dependant: Dependant) -> Asked:
        found = dict(_parameters(dependant))
        return cls(frozenset(found), frozenset(name for name, kind in found.items() if _takes_many(kind)))

    def wrong(self, request: Request) -> list[dict[str, Any]]:
        """As the framework tells what is wrong with a request."""
        given = request.query_params.multi_items()
        found = [(("path", name), why) for name, why in _unkept(request.path_params.items())]
        found += [(("query", name), why) for name, why in _unkept(given)]
        found += [(("query", name), why) for name, why in self._unasked(Counter(name for name, _ in given))]
        return [{"loc": storable(list(where)), "msg": why, "type": "address"} for where, why in found]

    def _unasked(self, given: Counter[str]) -> Iterator[tuple[str, Message]]:
        for name, times in given.items():
            if name not in self.known:
                yield name, self._unknown
            elif times > 1 and name not in self.many:
                yield name, say("validation.only_once")

    @property
    def _unknown(self) -> Message:
        return say("validation.not_known", known=sorted(self.known)) if self.known else say("validation.none_known")


def _unkept(given: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Message]]:
    for name, value in given:
        if unstorable([name, value]):
            yield name, UNSTORABLE
        elif UNKNOWN_BYTES in f"{name}{value}":
            yield name, say("validation.not_utf8")


def _parameters(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    for field in dependant.query_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from ((name, inner.annotation) for name, inner in kind.model_fields.items())
        else:
            yield field.alias, kind
    for each in dependant.dependencies:
        yield from _parameters(each)


def _takes_many(kind: Any) -> bool:
    return get_origin(kind) is list or any(_takes_many(each) for each in get_args(kind))
