"""PLT-4, PLT-9: what the console's sources never do, read from them all: run text as code, keep data in the browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "services/console/src"
NEVER = {
    "run text as code": r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]",
    "make markup of text": r"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write",
    "take messages of other windows": r"postMessage|addEventListener\(\s*[\"']message",
    "keep cookies or a database": r"document\.cookie|indexedDB|\bcaches\.",
    "write to a field that data names": r"\w\[[^\]\"'\d]+\]\s*=[^=>]|Object\.assign\(|\bfor \(\w+ \w+ in ",  # __proto__
    "open other windows": r"window\.open\(|target=\"_blank\"",
}
KEEPS = {"i18n/index.ts": "localStorage", "api/token.ts": "sessionStorage", "api/provider.ts": "sessionStorage"}
"""The language; the token, and what renews it. They end with the tab, all but the language."""


def sources() -> dict[str, str]:
    files = [*SOURCES.rglob("*.ts"), *SOURCES.rglob("*.tsx")]
    return {file.relative_to(SOURCES).as_posix(): file.read_text() for file in files}


@pytest.mark.parametrize("deed", NEVER)
def test_the_console_does_not(deed):
    found = [f"{name}: {line}" for name, text in sources().items() for line in text.splitlines() if _does(deed, line)]
    assert found == []


def test_the_browser_keeps_the_language_and_the_session_and_nothing_else():
    keepers = {name: store for name, text in sources().items() for store in re.findall(r"\b\w+Storage\b", text)}
    assert keepers == KEEPS


def test_every_deed_would_be_found():
    deeds = ("eval(x)", "a.innerHTML = x", "w.postMessage(x)", "document.cookie", "kept[name] = x", "window.open(x)")
    assert all(_does(deed, line) for deed, line in zip(NEVER, deeds, strict=True))


def _does(deed: str, line: str) -> bool:
    return re.search(NEVER[deed], line) is not None
