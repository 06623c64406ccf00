"""PLT-9: docs/asvs.md has every requirement of OWASP ASVS 5.0 at levels 1 and 2 once, and what it names is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
# By chapter, each section with the level of its requirements in their order: 1.5 has two, of levels 1, 2 and 3.
LEVELS = {
    "1": "1:22 2:1111122223 3:112222222223 4:222 5:123",
    "2": "1:122 2:112 3:12223 4:23",
    "3": "1:3 2:113 3:12223 4:11222233 5:11122333 6:3 7:22333",
    "4": "1:12233 2:23333 3:22 4:1222",
    "5": "1:2 2:112333 3:113 4:222",
    "6": "1:122 2:111111112222 3:11223333 4:112233 5:22222333 6:2223 7:33 8:2222",
    "7": "1:222 2:1111 3:22 4:11222 5:223 6:22",
    "8": "1:1233 2:1123 3:133 4:23",
    "9": "1:111 2:1222",
    "10": "1:22 2:223 3:22223 4:1111122222233333 5:22222 6:22 7:222",
    "11": "1:2233 2:22233 3:11233 4:1222 5:23 6:23 7:33",
    "12": "1:12233 2:11 3:22223",
    "13": "1:2333 2:222223 3:2233 4:1222233",
    "14": "1:22 2:12223333 3:122",
    "15": "1:12233 2:12233 3:1222222 4:3333",
    "16": "1:2 2:22222 3:2222 4:222 5:2223",
    "17": "1:23 2:22223333 3:22",
}
HOW = ("test", "setting", "paper", "elsewhere", "not here", "open")
NAME = re.compile(r"([\w.-]*[/.][\w./-]*|Makefile)(?:::(\w+))?(?:#(.+))?")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| L([12]) \| ([a-z ]+) \| (.+) \|$", re.MULTILINE)


def required() -> dict[str, str]:
    found = {}
    for chapter, sections in LEVELS.items():
        for section, levels in (word.split(":") for word in sections.split()):
            found |= {f"{chapter}.{section}.{n}": level for n, level in enumerate(levels, 1) if level in "12"}
    return found


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PAGE.read_text())


def names(text: str) -> list[str]:
    """What a row names of the repository: `path`, `path::test`, `path#words that stand in it`."""
    return [name for name in re.findall(r"`([^`]+)`", text) if NAME.fullmatch(name)]


def amiss(name: str) -> str:
    """What is wrong with a name, or nothing."""
    path, test, words = NAME.fullmatch(name).groups()  # type: ignore[union-attr]
    if not (ROOT / path).exists():
        return f"{path} is not there"
    if test and test not in functions_of(path):
        return f"{path} has no {test}"
    return "" if not words or words in " ".join((ROOT / path).read_text().split()) else f"{path} does not say {words}"


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_requirement_of_levels_1_and_2_stands_there_once():
    wanted = required()
    assert Counter(wanted.values()) == {"1": 70, "2": 183}
    assert [(id_, level) for id_, level, _, _ in rows()] == list(wanted.items())


def test_every_row_says_how_it_holds_and_by_what():
    bare = {"elsewhere", "not here", "open"}
    for id_, _, how, by in rows():
        assert how in HOW, id_
        assert how in bare or names(by), f"{id_} names nothing that holds it"
        assert how != "test" or any("::" in name for name in names(by)), f"{id_} names no test"


@pytest.mark.parametrize("chapter", LEVELS)
def test_what_is_named_is_there(chapter):
    of_chapter = [(id_, by) for id_, _, _, by in rows() if id_.startswith(f"{chapter}.")]
    assert [f"{id_}: {wrong}" for id_, by in of_chapter for name in names(by) if (wrong := amiss(name))] == []


def test_the_counts_in_the_head_are_true():
    counts = Counter(how for _, _, how, _ in rows())
    told = dict(re.findall(r"^\| \*\*([a-z ]+)\*\* \| (\d+) \|", PAGE.read_text(), re.MULTILINE))
    assert told == {how: str(counts[how]) for how in HOW}


def test_a_name_that_leads_nowhere_would_be_found():
    assert amiss("docs/nowhere.md")
    assert amiss("tests/security/test_asvs.py::test_that_nobody_wrote")
    assert amiss("docs/security.md#words that do not stand there")
