"""The value that is raised, stored and told in the place of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, runtime_checkable

from headrace_contracts.messages.catalogue import CATALOGUE
from headrace_contracts.values import Money, Price, Quantity, plain


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the program's that has a word of its own in each language: a state, a kind of thing, a role."""

    name: str


Fact: TypeAlias = "str | int | Decimal | Quantity | Money | Price | date | datetime | Term | Message | tuple[Fact, ...]"


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, by its code in the catalogue, and the facts that stand in its words. Made by `say`."""

    code: str
    told: tuple[tuple[str, Fact], ...] = ()

    @property
    def facts(self) -> Mapping[str, Fact]:
        return dict(self.told)

    def __str__(self) -> str:
        """In English, for logs; people are answered in their language by `in_words`."""
        from headrace_contracts.messages.wording import in_words

        return in_words(self)

    def form(self) -> dict[str, Any]:
        """The JSON in which it is stored and told."""
        return {"code": self.code, "facts": {name: _form(fact) for name, fact in self.told}}

    @classmethod
    def read(cls, form: Mapping[str, Any]) -> Message:
        return cls(str(form["code"]), tuple((name, _read(fact)) for name, fact in form.get("facts", {}).items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """In a stored document it is its form."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda kept: kept if isinstance(kept, cls) else cls.read(kept),
            json_schema_input_schema=core_schema.dict_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(cls.form),
        )


@runtime_checkable
class HasName(Protocol):
    """A thing that says itself what it is called in a sentence."""

    @property
    def said(self) -> Message: ...


Said: TypeAlias = Message | str
"""By code, or as a person (or an older version) wrote it."""


def say(code: str, /, **facts: Any) -> Message:
    """`facts` are values of the trade, as they are: numbers, quantities, days, names, other messages, lists of them.

    Names of states (`StrEnum`) become terms, things that are `said` their names; of anything else its text is told.
    """
    return Message(code, tuple((name, _fact(value)) for name, value in facts.items()))


def several(problems: Iterable[Said]) -> Said:
    """All that is to be said at once."""
    found = tuple(problems)
    return found[0] if len(found) == 1 else say("contracts.several", problems=found)


def kept(words: Said) -> tuple[str, Message | None]:
    """As it is stored and told: its English text, for who knows no codes, and what was said beside it."""
    return str(words), words if isinstance(words, Message) else None


def said(text: str, message: Message | None) -> Said:
    """What is stored or told by code beside its English text; the text alone when that is all, or when a newer version
    said what the catalogue here doesn't know."""
    return message if message is not None and CATALOGUE.knows(message.code) else text


def each_said(texts: Sequence[str], messages: Sequence[Message]) -> tuple[Said, ...]:
    """As `said`, of several; what is older than its codes has texts alone."""
    return tuple(map(said, texts, messages)) if len(texts) == len(messages) else tuple(texts)


def _fact(value: Any) -> Fact:
    if isinstance(value, StrEnum):
        return Term(value.value)
    if isinstance(value, (str, int, Decimal, Quantity, Money, Price, date, Term, Message)):
        return value
    if isinstance(value, HasName):
        return value.said
    if isinstance(value, Iterable):
        return tuple(_fact(one) for one in value)
    return str(value)


_FORMS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    Term: ("term", lambda fact: fact.name),
    Decimal: ("number", plain),
    Quantity: ("quantity", lambda fact: [plain(fact.value), fact.unit]),
    Money: ("money", lambda fact: [fact.minor, fact.currency]),
    Price: ("price", lambda fact: [plain(fact.amount), fact.currency]),
    date: ("day", date.isoformat),
    datetime: ("moment", datetime.isoformat),
}
_READ: dict[str, Callable[[Any], Fact]] = {
    "term": Term,
    "number": Decimal,
    "quantity": lambda form: Quantity(Decimal(form[0]), form[1]),
    "money": lambda form: Money(*form),
    "price": lambda form: Price(Decimal(form[0]), form[1]),
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
}


def _form(fact: Fact) -> Any:
    """Texts and whole numbers as they are, lists as lists, all else with the name of its kind."""
    if isinstance(fact, Message):
        return fact.form()
    if isinstance(fact, tuple):
        return [_form(one) for one in fact]
    if type(fact) in _FORMS:
        kind, form = _FORMS[type(fact)]
        return {kind: form(fact)}
    return fact


def _read(form: Any) -> Fact:
    """A kind that only a newer version knows is shown as it is written."""
    if isinstance(form, list):
        return tuple(_read(one) for one in form)
    if not isinstance(form, dict):
        return form if isinstance(form, (str, int)) else str(form)
    if "code" in form:
        return Message.read(form)
    ((kind, value),) = form.items()
    return _READ[kind](value) if kind in _READ else str(value)
