"""PLT-9: no client of ours follows a redirection by itself: where it leads is not the answering side's to choose."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
FOLLOWS_UNLESS_TOLD = {"urlopen", "urlretrieve"}  # and aiohttp's requests, which are told


def wrong(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = ast.unparse(call.func)
            told = {word.arg: ast.unparse(word.value) for word in call.keywords}
            if name.rpartition(".")[2] in FOLLOWS_UNLESS_TOLD or told.get("follow_redirects", "False") != "False":
                yield f"{call.lineno}: {name}"
            if "client.request" in name and "_session" in name and told.get("allow_redirects") != "False":
                yield f"{call.lineno}: {name} is not told allow_redirects=False"


def test_no_client_of_ours_follows_a_redirection():
    files = [file for kind in ("libs", "services") for file in (ROOT / kind).glob("*/src/**/*.py")]
    found = [f"{file.relative_to(ROOT)}:{one}" for file in files for one in wrong(ast.parse(file.read_text()))]
    assert found == []
    assert httpx.Client().follow_redirects is False


def test_one_that_follows_would_be_found():
    following = ("urlopen(a)", "httpx.Client(follow_redirects=True)", "self._session.client.request(m, u)")
    assert all(list(wrong(ast.parse(line))) for line in following)
