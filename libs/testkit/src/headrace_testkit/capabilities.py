"""docs/capabilities.md and .json, made from what tests say: `python -m headrace_testkit.capabilities`.

What each capability is and how far it has come stands in tests/capabilities, one file for each service; which tests
prove it is read from their docstrings.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[4]
ID = re.compile(r"\b[A-Z]{2,3}-\d+\b")
STATES = ("good", "thin", "none")
HEAD = """# What Headrace can do

Made by `python -m headrace_testkit.capabilities` from tests/capabilities and the docstrings of all tests; as data in
[capabilities.json](capabilities.json). **good**: all of the line works, and a test fails without it. **thin**: few
features, real rules; what is missing is said. **none**: not there.

"""


@dataclass(frozen=True, slots=True)
class Capability:
    """`runs` are the acceptance scenarios that show it; it is good only when a test in tests/scenarios plays each."""

    id: str
    line: str
    state: str
    why: str
    runs: Sequence[str]
    tests: Sequence[str]


Groups = Mapping[str, Sequence[Capability]]


def read(root: Path = ROOT) -> Groups:
    """All capabilities by the title of their group, each with the tests that name it (files or functions)."""
    named = ids_named(root)
    files = (tomllib.loads(path.read_text()) for path in sorted((root / "tests/capabilities").glob("*.toml")))
    return {
        told.pop("title"): [Capability(id=name, tests=named[name], **{"runs": [], **one}) for name, one in told.items()]
        for told in files
    }


def ids_named(root: Path) -> Mapping[str, list[str]]:
    """For each id, the node ids of the tests whose docstring names it; a file's docstring speaks for all in it."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in ("libs/*/tests", "services/*/tests", "tests"):
        for path in sorted(file for home in root.glob(folder) for file in home.rglob("test_*.py")):
            for node, text in _docstrings(path):
                for name in sorted(set(ID.findall(text))):
                    found[name].append(f"{path.relative_to(root)}{node}")
    return found


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text())
    yield "", ast.get_docstring(tree) or ""
    for one in tree.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith("test_"):
            yield f"::{one.name}", ast.get_docstring(one) or ""


def faults(groups: Groups, named: Mapping[str, Sequence[str]]) -> list[str]:
    """What contradicts itself: a state without its proof, a test of what is not there or is no capability at all."""
    every = [one for group in groups.values() for one in group]
    families = {one.id.partition("-")[0] for one in every}
    unknown = {name for name in named if name.partition("-")[0] in families} - {one.id for one in every}
    return [
        *(f"{one.id}: {one.state!r} is none of {', '.join(STATES)}" for one in every if one.state not in STATES),
        *(f"{one.id} is {one.state}, and no test names it" for one in every if one.state != "none" and not one.tests),
        *(f"{one.id} is none, and {one.tests[0]} proves it" for one in every if one.state == "none" and one.tests),
        *(f"{one.id} is good, and no test plays {run}" for one in every for run in _unplayed(one)),
        *(f"{named[name][0]} names {name}, which is no capability" for name in sorted(unknown)),
    ]


def _unplayed(one: Capability) -> list[str]:
    if one.state != "good":
        return []
    played = [test for test in one.tests if test.startswith("tests/scenarios/")]
    return [run for run in one.runs if not any(f"test_{run.lower()}_" in test for test in played)]


def as_page(groups: Groups) -> str:
    counted = Counter(one.state for group in groups.values() for one in group)
    told = ", ".join(f"{counted[state]} {state}" for state in STATES)
    return f"{HEAD}Of {counted.total()}: {told}.\n" + "".join(_section(title, group) for title, group in groups.items())


def _section(title: str, group: Sequence[Capability]) -> str:
    return f"\n## {title}\n| id | what | state | why | tests |\n|---|---|---|---|---|\n" + "".join(map(_row, group))


def _row(one: Capability) -> str:
    tests = "<br>".join(f"[{Path(test).name}](../{test.partition('::')[0]})" for test in one.tests)
    line = one.line.replace("|", "\\|")
    return f"| {one.id} | {line} | **{one.state}** | {one.why} | {tests} |\n"


def as_json(groups: Groups) -> str:
    every = (one for group in groups.values() for one in group)
    told = {one.id: {"state": one.state, "why": one.why, "tests": list(one.tests)} for one in every}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    groups = read()
    (ROOT / "docs/capabilities.md").write_text(as_page(groups))
    (ROOT / "docs/capabilities.json").write_text(as_json(groups))


if __name__ == "__main__":
    main()
