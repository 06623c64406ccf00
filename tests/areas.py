"""How services are divided, as .importlinter and the source say: areas in storeys, their doors and their tables."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
WHOLE = {"service", "tables"}
"""What a divided service has beside its areas."""


@dataclass(frozen=True)
class Module:
    """Where a module, or a name in it, stands: its package, its area where the service is divided, its room."""

    package: str
    area: str
    room: str

    @classmethod
    def named(cls, name: str) -> Module:
        package, *inside = name.split(".")
        area = inside.pop(0) if inside and inside[0] in areas(package) else ""
        return cls(package, area, inside[0] if inside else "")

    def is_beneath(self, other: Module) -> bool:
        stands = areas(self.package)
        return stands[self.area] > stands[other.area]


@cache
def areas(package: str) -> dict[str, int]:
    """The areas of a service, and in which storey each stands, counted from above; none when it is not divided."""
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter")
    for section in rules.sections():
        if rules[section].get("containers", "").strip() == package:
            storeys = rules[section]["layers"].strip().splitlines()
            return {
                name: storey for storey, names in enumerate(storeys) for name in names.split(" | ") if name not in WHOLE
            }
    return {}


def divided() -> list[str]:
    return [path.name for path in sorted(ROOT.glob("services/*/src/headrace_*")) if areas(path.name)]


@cache
def door(name: str) -> frozenset[str] | None:
    """What the package or file shows to others in `__all__`; None when it has none."""
    base = next(ROOT.glob(f"services/*/src/{name.split('.', maxsplit=1)[0]}")).parent / Path(*name.split("."))
    for file in (base / "__init__.py", base.with_suffix(".py")):
        if file.exists():
            return shown(ast.parse(file.read_text()))
    return None


def shown(tree: ast.Module) -> frozenset[str] | None:
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and target and ast.unparse(target) == "__all__" and node.value:
            return frozenset(ast.literal_eval(node.value))
    return None


@cache
def owners(package: str) -> dict[str, str]:
    """Which area of a divided service each table belongs to: the one whose store makes it."""
    found: dict[str, str] = {}
    for area in areas(package):
        for pattern in ("store.py", "store/*.py"):
            for file in ROOT.glob(f"services/*/src/{package}/{area}/{pattern}"):
                found |= dict.fromkeys(_tables_made(file), area)
    return found


def _tables_made(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) not in {"Table", "document_table"}:
            continue
        if node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)
