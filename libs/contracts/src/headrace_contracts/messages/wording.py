"""Messages in the words of a language: its sentences, its way to write days and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from headrace_contracts.messages.catalogue import CATALOGUE, PLACEHOLDER, Language
from headrace_contracts.messages.message import Fact, Message, Said, Term
from headrace_contracts.values import plain


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language writes what stands in its sentences; `lists` are joined by commas or as a placeholder names it."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    lists: dict[str | None, str]
    repeated: re.Pattern[str] | None = None
    """An end of a sentence that stands inside another one."""


MANNERS = {
    Language.EN: Manner(
        day=date.isoformat,
        moment=lambda at: f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
        lists={None: ", ", "or": " or ", "and": " and ", ";": "; "},
    ),
    Language.ZH: Manner(
        day=lambda on: f"{on.year}年{on.month}月{on.day}日",
        moment=lambda at: f"{(utc := at.astimezone(UTC)).year}年{utc.month}月{utc.day}日 {utc:%H:%M}（UTC）",
        lists={None: "、", "or": "或", "and": "和", ";": "；"},
        repeated=re.compile(r"。(?=[。；，）])"),
    ),
}


def in_words(said: Said, language: Language = Language.EN) -> str:
    """A code that is not known here is shown with its facts, so that nothing is lost."""
    if isinstance(said, str):
        return said
    text = CATALOGUE.text(said.code, language)
    facts = said.facts
    if text is None:
        return " ".join([said.code, *(f"{name}={_written(fact, language)}" for name, fact in facts.items())])
    words = PLACEHOLDER.sub(lambda found: _written(facts.get(found[1], ""), language, found[2]), text)
    repeated = MANNERS[language].repeated
    return repeated.sub("", words) if repeated else words


def _written(fact: Fact, language: Language, joined: str | None = None) -> str:
    manner = MANNERS[language]
    if isinstance(fact, tuple):
        return manner.lists[joined].join(_written(one, language) for one in fact)
    if isinstance(fact, Message):
        return in_words(fact, language)
    if isinstance(fact, Term):
        return CATALOGUE.term(fact.name, language)
    if isinstance(fact, datetime):
        return manner.moment(fact)
    if isinstance(fact, date):
        return manner.day(fact)
    return plain(fact) if isinstance(fact, Decimal) else str(fact)
