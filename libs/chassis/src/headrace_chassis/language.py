"""Whose language is spoken: that of the request under way. Work without a reader, and logs, are in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated

from pydantic import BeforeValidator

from headrace_contracts import messages
from headrace_contracts.messages import Language, Message, Said

SPOKEN: ContextVar[Language] = ContextVar("language", default=Language.EN)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """What is said in the block is said in this language."""
    before = SPOKEN.set(language)
    try:
        yield
    finally:
        SPOKEN.reset(before)


def told(language: Language, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """An answer's headers, saying in which language it is and that it depends on who asks."""
    said = list(headers)
    if any(name.lower() == b"content-language" for name, _ in said):
        return said
    return [*said, (b"content-language", language.encode()), (b"vary", b"Accept-Language")]


def in_words(said: Said) -> str:
    """In the language of the request under way."""
    return messages.in_words(said, SPOKEN.get())


def as_said(text: str, message: Message | None) -> str:
    """As `in_words`: what is stored or told by code beside its English text (`messages.kept`)."""
    return in_words(messages.said(text, message))


InWords = Annotated[str, BeforeValidator(in_words)]
"""A field of a view that says something: given a message, it has its words for whoever asked."""
