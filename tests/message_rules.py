"""What is said to people is said by code: read from the syntax tree of each source file and from the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .house_rules import SourceFile, sources

OUTSIDE = {"headrace_cli", "headrace_journey", "headrace_testkit"}
"""They speak to whoever runs the platform, at a terminal."""
AT_THE_TERMINAL = re.compile(
    r"headrace_chassis/(postgres|migrations|telemetry|events|serving|__main__|compute|database|examination|grants|logs"
    r"|measures|meters|metrics|roles_page|runtime|trace|tables|timers|tx|states|clock|files"
    r"|forms/(__main__|starting|written)|web/openapi|web/examining)"
    r"|headrace_api_gateway/(console|shield|openapi|sessions|upstream/target)|headrace_contracts/(wire|values|units|registry)"
    r"|headrace_orders/engine/matching/(problem|flow)|headrace_planning/engine/(levels|explosion|readback)"
    r"|headrace_traceability/(verify|model/tree_head|model/canonical)|headrace_equipment/engine/oee"
    r"|headrace_edge_gateway/(__main__|config|figures)"
    r"|headrace_forecasting/(engine/(forecast|levels/hierarchy|fitting/models)|model/(accuracy|sales))"
)
"""Of the packages that speak to people, the parts that speak to operators, in logs and at start."""
SQL = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|PRAGMA|CREATE|ALTER|GRANT|unnest)\b"
    r"|\s*\{\} (AND|ORDER BY)\b|.*\b(IS NOT NULL|FROM)\b",
    re.DOTALL,
)
SENTENCE = re.compile(r"[A-Za-z']{2,}[,;:.]? +[A-Za-z']{2,}|[A-Za-z']{3,}\s*\{\}|\{\}[:,]? +[a-z']{2,}")
UNHEARD = {
    "info", "warning", "error", "debug", "log", "exception",
    "text", "execute", "compile", "Measure", "counter", "gauge", "histogram", "Service", "MetaData", "saw",
    "in_turn", "create_task", "continued", "Index", "Column", "Table", "CheckConstraint", "Documents", "named",
    "WorkOrders", "keep", "TypeError", "PydanticCustomError", "BadMatchInput",
}  # fmt: skip
NOT_TOLD = {"description", "comment", "title", "pattern", "name", "tags", "help", "media_type"}
NAMES = {
    "Platform operator",
    "Edge gateway",
    "another company",
    "opening stock",
    "no signal",
    "not ready",
    "count {}",
    "machine {}",
    "Bearer {}",
    "({}, not kept)",
    "inspection of {} in {}",
    "{} lot {} of {} in {}",
}
"""Names of things, and codes of moves, that only look like sentences."""


@dataclass(frozen=True)
class Use:
    """A code that is said; `facts` are None when they are not written out."""

    where: str
    code: str
    facts: frozenset[str] | None


@cache
def speaking() -> tuple[SourceFile, ...]:
    return tuple(file for file in sources() if file.stands.package not in OUTSIDE)


@cache
def uses() -> tuple[Use, ...]:
    return tuple(use for file in speaking() for use in _uses(file))


def _uses(file: SourceFile) -> Iterator[Use]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and _text(node.args[0]) is not None:
            spread = any(keyword.arg is None for keyword in node.keywords)
            facts = None if spread else frozenset(keyword.arg or "" for keyword in node.keywords)
            yield Use(f"{file.name}:{node.lineno}", _text(node.args[0]) or "", facts)


@cache
def literals() -> frozenset[str]:
    """All texts in the sources; of those with a part that is reckoned, `{}` stands for it."""
    return frozenset(
        text for file in speaking() for node in ast.walk(file.tree) if (text := _text(node, whole=False)) is not None
    )


@cache
def kinds() -> frozenset[str]:
    """What things are called where one is missing."""
    calls = (node for file in speaking() for node in ast.walk(file.tree) if isinstance(node, ast.Call) and node.args)
    named = (node for node in calls if ast.unparse(node.func).split(".")[-1] in {"named", "Documents"})
    return frozenset(text for node in named if (text := _text(node.args[0])) is not None)


def sentences(file: SourceFile) -> list[str]:
    """Every sentence of the file's own, as `path:line: it`, of a package that says what it says by code."""
    if file.stands.package in OUTSIDE or "/migrations/" in file.name:
        return []
    if AT_THE_TERMINAL.search(file.name):
        return []
    return [f"{file.name}:{node.lineno}: {text[:80]}" for node, text in _Sentences(file.tree).found]


class _Sentences(ast.NodeVisitor):
    """Texts that look like sentences, but for those that no user reads."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: list[tuple[ast.expr, str]] = []
        self.visit(tree)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_Call(self, node: ast.Call) -> None:
        if ast.unparse(node.func).split(".")[-1] not in UNHEARD:
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in NOT_TOLD:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._look(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._look(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def _look(self, node: ast.Constant | ast.JoinedStr) -> None:
        text = _text(node, whole=False)
        if text and text not in NAMES and SENTENCE.search(text) and not SQL.match(text):
            self.found.append((node, text))


def _text(node: ast.AST, *, whole: bool = True) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr) and not whole:
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None
