"""The form of what a table keeps as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import MetaData, Table

from headrace_chassis import validation
from headrace_chassis.forms.keeping import keep_unknown
from headrace_chassis.forms.loading import Loader, StoredUnreadable
from headrace_contracts.messages import Message, Term, say

T = TypeVar("T")
Body = dict[str, Any]
Upcast = Callable[[Body], Body]
NUMBER = "form"
_KEPT = "_as_stored"


class StoredForm(Generic[T]):
    """`upcasts` make a body of form 2 of one of form 1, and so on; the last makes today's.

    The number stands in the body; one without is of form 1. What a later build of the same form wrote beside is kept
    when the value is stored again; a body of a later form is refused, and so never written back.
    """

    def __init__(self, kind: str, stored: type[T], table: Table, upcasts: Sequence[Upcast] = ()) -> None:
        self.kind = kind
        self.number = 1 + len(upcasts)
        self._upcasts = upcasts
        self._adapter = TypeAdapter(stored)
        self._loader = Loader(self._adapter.core_schema)
        table.info[NUMBER] = self

    def load(self, body: Body, name: str, **beside: Any) -> T:
        """The value of the body; `beside` are fields that have columns of their own. Raises StoredUnreadable."""
        body = self._of_today(dict(body), name) | beside
        try:
            value, more = self._loader.load(body)
        except ValidationError as error:
            why = say("chassis.stored-otherwise", build=_build(), wrong=_first(error))
            raise self._unreadable(name, why) from error
        if more and hasattr(value, "__dict__"):
            value.__dict__[_KEPT] = (body, self._known(value))
        return value  # type: ignore[no-any-return]

    def dump(self, value: T) -> Body:
        body = self._known(value)
        if kept := getattr(value, "__dict__", {}).get(_KEPT):
            before, known = kept
            body = keep_unknown(before, known, body)
        return {**body, NUMBER: self.number} if self.number > 1 else body

    def kinds(self) -> set[type[Any]]:
        """The classes that bodies are made of."""
        return self._loader.kinds

    def schema(self) -> Body:
        return self._adapter.json_schema()

    def _known(self, value: T) -> Body:
        return self._adapter.dump_python(value, mode="json")  # type: ignore[no-any-return]

    def _of_today(self, body: Body, name: str) -> Body:
        number = int(body.pop(NUMBER, 1))
        if number > self.number:
            raise self._unreadable(name, say("chassis.stored-later", form=number, build=_build(), known=self.number))
        for upcast in self._upcasts[number - 1 :]:
            body = upcast(body)
        return body

    def _unreadable(self, name: str, why: Message) -> StoredUnreadable:
        return StoredUnreadable(say("chassis.stored-unreadable", kind=Term(self.kind), name=name, why=why))


def forms_of(store: MetaData | None) -> dict[str, StoredForm[Any]]:
    """Those of a service's tables, by the table's name."""
    tables = store.sorted_tables if store is not None else ()
    return {table.name: table.info[NUMBER] for table in tables if NUMBER in table.info}


def _build() -> str:
    return version("headrace-chassis")


def _first(error: ValidationError) -> Message:
    found = error.errors()[0]
    return say("chassis.field", field=".".join(map(str, found["loc"])), why=validation.said(found))
