"""The house rules that no other tool knows, read from the syntax tree of each source file."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from . import areas
from .areas import ROOT, Module

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
SQL_ROOMS = {"store", "tables", "migrations"}
# Data flows one way: what each room may use of its own service. A room not named here may use any.
MAY_USE = {
    "": {"usecases", "store"},  # the door of an area
    "model": {"model"},
    "engine": {"engine", "model"},
    "store": {"store", "engine", "model"},
    "usecases": {"usecases", "store", "engine", "model"},
}
ROOMS = {*MAY_USE, "api", "handlers", "service"}
# What the rooms of an area may use of another: the area itself and its `model` are doors, and its `api` is one for the
# API of others where it says so.
DOORS = {"model": {"model"}, "usecases": {"", "model"}, "handlers": {"", "model"}, "api": {"", "model", "api"}}
AREA_ROOMS = {*ROOMS, "area"} - {"service"}
WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")
READS = re.compile(r"\b(?:FROM|JOIN) (\w+)")
MOST_FILES = 40  # of a service or an area, its engine apart
MOST_IN_A_ROOM = 16
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
    def inside(self) -> list[str]:
        """Its path in dotted words: `headrace_x.model.lot` for headrace_x/model/lot.py and so on."""
        return self.name.split("/src/")[1].removesuffix(".py").removesuffix("/__init__").split("/")

    @property
    def stands(self) -> Module:
        """Its room is `model` for both headrace_x/model/lot.py and headrace_x/model.py."""
        return Module.named(".".join(self.inside))

    @property
    def room(self) -> str:
        return self.stands.room

    @property
    def is_door(self) -> bool:
        """Others of its service come in here."""
        here = self.stands
        return bool(here.area) and len(self.inside) == (3 if here.room else 2) and here.room in {"", "model"}

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
    checks = (_closed_doors, _wrong_imports, _hidden_names, _wrong_calls, _foreign_tables)
    return [*too_long, *(breach for check in checks for breach in check(file))]


def overfull(files: list[SourceFile]) -> list[str]:
    """Services and areas that are to be divided, and rooms whose files are to be put in packages."""
    places, rooms = Counter[str](), Counter[str]()
    for file in files:
        if file.is_service and not file.name.endswith("__init__.py") and file.room != "migrations":
            here = file.stands
            rooms[file.name.rpartition("/")[0]] += 1
            places[f"{here.package} {here.area}".strip()] += here.room != "engine"
    return [
        *(f"{name}: {count} files; {MOST_FILES} are the most" for name, count in places.items() if count > MOST_FILES),
        *(
            f"{name}: {count} files; {MOST_IN_A_ROOM} are the most"
            for name, count in rooms.items()
            if count > MOST_IN_A_ROOM
        ),
    ]


def _closed_doors(file: SourceFile) -> Iterator[str]:
    if file.is_door and areas.shown(file.tree) is None:
        yield f"{file.name}: a door says in __all__ what others may use"


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
    top = module.partition(".")[0]
    if not file.is_service and not file.name.startswith(PURE):
        return None
    if file.room in {"model", "engine"} and top in FRAMEWORKS:
        return "rules and engines know no framework"
    if top in SQL and file.room not in SQL_ROOMS:
        return "only the store speaks SQL"
    if file.room in NO_WEB and f"{module}.".startswith(f"{WEB}."):
        return "requests and answers are the door's; pages, loads and what else is worked with stand outside of it"
    if top != file.stands.package:
        return None
    here, there = file.stands, Module.named(module)
    if here.area == there.area:
        return _against_the_stream(here, there)
    if not there.area:
        return None if (here.room, there.room) == ("store", "tables") else "an area stands on other areas only"
    if (here.room, there.room) == ("service", "area"):
        return None
    return _past_the_doors(here, there, module)


def _against_the_stream(here: Module, there: Module) -> str | None:
    if here.area and there.room not in AREA_ROOMS:
        return "an area's door is for others"
    rooms = AREA_ROOMS if here.area else ROOMS
    if there.room in rooms and there.room not in MAY_USE.get(here.room, rooms):
        return "data flows api and handlers -> usecases -> model and engine, usecases -> store"
    return None


def _past_the_doors(here: Module, there: Module, module: str) -> str | None:
    """Between areas: the name stands in `__all__` of a door that this room may use."""
    room = there.room if there.room in {"model", "api"} else ""
    if room not in DOORS.get(here.room, ()):
        return f"the {here.room} of an area uses nothing of this area"
    opened = ".".join(filter(None, (there.package, there.area, room)))
    name = module.removeprefix(opened).lstrip(".")
    if name and name not in (areas.door(opened) or ()):
        return f"{opened} shows no {name} in __all__"
    return None


def _hidden_names(file: SourceFile) -> Iterator[str]:
    """`from headrace_x import area` shows no more of it than its door does."""
    nodes = list(ast.walk(file.tree))
    whole = {
        alias.asname or alias.name: f"{file.stands.package}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and _base_of(node, file) == file.stands.package
        for alias in node.names
        if alias.name in areas.areas(file.stands.package)
    }
    for node in nodes:
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        opened = whole.get(node.value.id)
        if opened and node.attr not in (areas.door(opened) or ()):
            yield f"{file.name}:{node.lineno}: {opened} shows no {node.attr} in __all__"


def _foreign_tables(file: SourceFile) -> Iterator[str]:
    """Statements that are words: an area writes its own tables, and reads those and what stands beneath it."""
    here = file.stands
    if not here.area or here.room != "store":
        return
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        for verb, tables in (("writes", WRITES), ("reads", READS)):
            for table in tables.findall(node.value):
                there = Module(here.package, areas.owners(here.package).get(table, here.area), "store")
                if there.area != here.area and (verb == "writes" or not there.is_beneath(here)):
                    yield f"{file.name}:{node.lineno}: {here.area} {verb} {table}, which is of {there.area}"


def _wrong_calls(file: SourceFile) -> Iterator[str]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called = ".".join(ast.unparse(node.func).split(".")[-2:])
        if called in NOW and file.name not in CLOCKS:
            yield f"{file.name}:{node.lineno}: calls {called}(); time is given by the clock"
        if node.func.attr == "commit" and file.is_service:
            yield f"{file.name}:{node.lineno}: commits; the transaction belongs to the caller"
