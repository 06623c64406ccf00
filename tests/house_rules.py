"""The house rules that no other tool knows, read from the syntax tree of each source file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 600
GENERATED = '"""Made from proto/'  # as long as the events are many
FRAMEWORKS = {
    "fastapi",
    "starlette",
    "pydantic",
    "sqlalchemy",
    "alembic",
    "asyncpg",
    "httpx",
    "aiohttp",
    "aiokafka",
    "uvicorn",
    "headrace_chassis",
}
PURE = "libs/planning/"  # rules and engines that several services share
SQL = {"sqlalchemy", "alembic", "asyncpg", "psycopg"}
SQL_ROOMS = {"store", "migrations"}
# Data flows one way: what each room may use of its own service. A room not named here may use any.
MAY_USE = {
    "model": {"model"},
    "engine": {"engine", "model"},
    "store": {"store", "engine", "model"},
    "usecases": {"usecases", "store", "engine", "model"},
}
ROOMS = {*MAY_USE, "api", "handlers", "service"}
WEB = "headrace_chassis.web"
NO_WEB = {"usecases", "store", "handlers"}
NOW = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
CLOCKS = {
    "libs/chassis/src/headrace_chassis/clock.py",
    "libs/chassis/src/headrace_chassis/ids.py",  # a UUIDv7 begins with wall time
    "services/edge-gateway/src/headrace_edge_gateway/clock.py",
}


@dataclass(frozen=True)
class SourceFile:
    """A Python file of a service or library; `name` is its path from the root."""

    name: str
    text: str

    @property
    def is_service(self) -> bool:
        return self.name.startswith("services/")

    @property
    def package(self) -> str:
        return self._inside[0]

    @property
    def room(self) -> str:
        """`model` for both headrace_x/model/lot.py and headrace_x/model.py."""
        return self._inside[1].removesuffix(".py")

    @property
    def _inside(self) -> list[str]:
        return self.name.split("/src/")[1].split("/")

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)


def sources() -> list[SourceFile]:
    found = [path for pattern in ("libs/*/src", "services/*/src") for path in ROOT.glob(f"{pattern}/**/*.py")]
    return [
        SourceFile(path.relative_to(ROOT).as_posix(), path.read_text())
        for path in sorted(found)
        if not path.name.endswith("_pb2.py")
    ]


def broken(file: SourceFile) -> list[str]:
    """Every breach of a house rule in one file, as `path:line: what is wrong`."""
    lines = 0 if file.text.startswith(GENERATED) else file.text.count("\n")
    too_long = [f"{file.name}: {lines} lines; {LONGEST_FILE} are the most"] if lines > LONGEST_FILE else []
    return [*too_long, *_wrong_imports(file), *_wrong_calls(file)]


def _wrong_imports(file: SourceFile) -> Iterator[str]:
    for node in ast.walk(file.tree):
        for module in _imported(node, file):
            why = _why_not(file, module)
            if why:
                yield f"{file.name}:{node.lineno}: {file.room} imports {module}: {why}"


def _imported(node: ast.AST, file: SourceFile) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _base_of(node, file)
        yield from (f"{base}.{alias.name}" for alias in node.names)


def _base_of(node: ast.ImportFrom, file: SourceFile) -> str:
    if not node.level:
        return node.module or ""
    here = file.name.split("/src/")[1].split("/")
    return ".".join([*here[: len(here) - node.level], *([node.module] if node.module else [])])


def _why_not(file: SourceFile, module: str) -> str | None:
    top, *rest = module.split(".")
    if not file.is_service and not file.name.startswith(PURE):
        return None
    if file.room in {"model", "engine"} and top in FRAMEWORKS:
        return "rules and engines know no framework"
    if top in SQL and file.room not in SQL_ROOMS:
        return "only the store speaks SQL"
    if file.room in NO_WEB and f"{module}.".startswith(f"{WEB}."):
        return "requests and answers are the door's; pages, loads and what else is worked with stand outside of it"
    room = rest[0] if rest else ""
    if top == file.package and room in ROOMS and room not in MAY_USE.get(file.room, ROOMS):
        return "data flows api and handlers -> usecases -> model and engine, usecases -> store"
    return None


def _wrong_calls(file: SourceFile) -> Iterator[str]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = ".".join(ast.unparse(node.func).split(".")[-2:])
        if called in NOW and file.name not in CLOCKS:
            yield f"{file.name}:{node.lineno}: calls {called}(); time is given by the clock"
        if node.func.attr == "commit" and file.is_service:
            yield f"{file.name}:{node.lineno}: commits; the transaction belongs to the caller"
