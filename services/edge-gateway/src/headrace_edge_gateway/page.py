"""The page for the person on site, in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib import resources
from string import Template
from typing import Any

from headrace_contracts.messages import CATALOGUE, Language, in_words, say

PAGE = Template(resources.files(__package__).joinpath("page.html").read_text(encoding="utf-8"))
HEADS = (
    say("edge-gateway.page.machine"),
    say("edge-gateway.page.state"),
    say("edge-gateway.page.pieces"),
    say("edge-gateway.page.last-read"),
)


def page(status: Mapping[str, Any], language: Language) -> str:
    waiting = status["buffer"].records if status["buffer"] else 0
    return PAGE.substitute(
        language=language,
        gateway=escape(status["gateway"]),
        time=status["time"].isoformat(timespec="seconds"),
        alarms=_each("p class=alarm", (in_words(each.message, language) for each in status["alarms"])),
        heads=_each("th", (in_words(head, language) for head in HEADS)),
        machines="".join(f"<tr>{_each('td', _row(each, language))}</tr>" for each in status["machines"]),
        waiting=escape(in_words(say("edge-gateway.page.waiting", records=waiting), language)),
    )


def _row(machine: Mapping[str, Any], language: Language) -> Iterable[str]:
    state, read_at = machine["state"], machine["read_at"]
    yield machine["machine"]
    yield CATALOGUE.term(state, language) if state else in_words(say("edge-gateway.page.unknown"), language)
    yield str(machine["total"])
    yield str(read_at) if read_at else in_words(say("edge-gateway.page.never"), language)


def _each(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}" for text in texts)
