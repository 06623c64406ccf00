"""Makes libs/contracts' Python from proto/: protobuf modules, and plain dataclasses around them.

Run by `make contracts`. With --check nothing is written; the exit code tells whether what is checked in is stale.
"""

from __future__ import annotations

import argparse
import filecmp
import importlib
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor, FileDescriptor

ROOT = pathlib.Path(__file__).parents[3]
SOURCES = ROOT / "libs/contracts/src"
HEADER = '"""Made from {proto} by `make contracts`. Do not edit."""\n'
VALUES = {
    "headrace.common.v1.Quantity": ("Quantity", "quantity"),
    "headrace.common.v1.Money": ("Money", "money"),
    "headrace.common.v1.Price": ("Price", "price"),
    "headrace.common.v1.Date": ("date", "date"),
    "headrace.common.v1.Message": ("Message", "message"),
    "google.protobuf.Timestamp": ("datetime", "timestamp"),
}
SCALARS = {
    FieldDescriptor.CPPTYPE_STRING: "str",
    FieldDescriptor.CPPTYPE_INT32: "int",
    FieldDescriptor.CPPTYPE_INT64: "int",
    FieldDescriptor.CPPTYPE_BOOL: "bool",
    FieldDescriptor.CPPTYPE_DOUBLE: "float",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as scratch:
        made = pathlib.Path(scratch)
        protos = sorted(str(p.relative_to(ROOT / "proto")) for p in (ROOT / "proto").rglob("*.proto"))
        compile_protos(protos, made)
        sys.path.insert(0, str(made))
        write_events([p for p in protos if p.endswith("/events.proto")], made)
        tidy(made / "headrace_contracts")
        return report_stale(made) if check else install(made)


def tidy(folder: pathlib.Path) -> None:
    config = ["-q", "--config", str(ROOT / "pyproject.toml")]
    subprocess.run(["ruff", "check", "--select", "I,F401", "--fix", *config, str(folder)], check=True)
    subprocess.run(["ruff", "format", *config, str(folder)], check=True)


def compile_protos(protos: list[str], made: pathlib.Path) -> None:
    arguments = ["-I", str(ROOT / "proto"), f"--python_out={made}", f"--pyi_out={made}", *protos]
    subprocess.run([sys.executable, "-m", "grpc_tools.protoc", *arguments], check=True)
    for folder in {p.parent for p in (made / "headrace").rglob("*.py")} | {made / "headrace"}:
        (folder / "__init__.py").write_text("")
    for folder in (made / "headrace").iterdir():
        if folder.is_dir():
            (folder / "__init__.py").write_text("")


def write_events(protos: list[str], made: pathlib.Path) -> None:
    names: list[tuple[str, str]] = []
    for proto in protos:
        file: FileDescriptor = importlib.import_module(module_of(proto)).DESCRIPTOR
        service, version = proto.split("/")[1:3]
        folder = made / "headrace_contracts" / service
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("")
        (folder / f"{version}.py").write_text(event_module(file))
        names += [(f"{service}.{version}", m.name) for m in file.message_types_by_name.values() if key_of(m)]
    (made / "headrace_contracts" / "registry.py").write_text(registry_module(names))


def module_of(proto: str) -> str:
    return proto.removesuffix(".proto").replace("/", ".") + "_pb2"


def option_of(described: Descriptor | FieldDescriptor, name: str) -> Any:
    options = importlib.import_module("headrace.common.v1.options_pb2")
    return described.GetOptions().Extensions[getattr(options, name)]


def key_of(message: Descriptor) -> str:
    return str(option_of(message, "key"))


def event_module(file: FileDescriptor) -> str:
    body = [part for enum in file.enum_types_by_name.values() for part in enum_lines(enum)]
    for message in file.message_types_by_name.values():
        body += message_lines(message)
    return "\n".join([HEADER.format(proto=f"proto/{file.name}"), *imports_of(file, "\n".join(body)), "", *body]) + "\n"


def imports_of(file: FileDescriptor, body: str) -> list[str]:
    lines = ["from __future__ import annotations", "", "from dataclasses import dataclass"]
    days = [name for name in ("date", "datetime") if f": {name}" in body]
    lines += [f"from datetime import {', '.join(days)}"] if days else []
    lines += ["from enum import StrEnum"] if "StrEnum" in body else []
    lines += ["from typing import Any, ClassVar, Self", ""]
    package = file.package.removeprefix("headrace.")
    lines += [f"from headrace.{package} import events_pb2 as pb"]
    lines += ["from headrace_contracts import wire"]
    for other in file.dependencies:
        if other.name.endswith("/events.proto"):
            service, version = other.name.split("/")[1:3]
            used = [m for m in other.message_types_by_name if f"{m}." in body or f"[{m}" in body]
            lines += [f"from headrace_contracts.{service}.{version} import {', '.join(sorted(used))}"]
    lines += ["from headrace_contracts.messages import Message"] if ": Message" in body or "[Message" in body else []
    values = [name for name in ("Money", "Price", "Quantity") if f": {name}" in body or f"[{name}" in body]
    lines += [f"from headrace_contracts.values import {', '.join(values)}"] if values else []
    return lines


def enum_lines(enum: EnumDescriptor) -> Iterator[str]:
    prefix = "".join("_" + c if c.isupper() else c for c in enum.name).upper().lstrip("_") + "_"
    names = [value.name.removeprefix(prefix) for value in enum.values]
    yield f"class {enum.name}(StrEnum):"
    yield from (f'    {name} = "{name.lower()}"' for name in names)
    yield ""
    numbers = ", ".join(f"{value.number}: {enum.name}.{name}" for name, value in zip(names, enum.values, strict=True))
    yield f"_{enum.name.upper()} = {{{numbers}}}"
    labels = ", ".join(f'{enum.name}.{name}: "{value.name}"' for name, value in zip(names, enum.values, strict=True))
    yield f"_{enum.name.upper()}_LABEL = {{{labels}}}"
    yield ""


def message_lines(message: Descriptor) -> Iterator[str]:
    key = key_of(message)
    yield "@dataclass(frozen=True, slots=True, kw_only=True)"
    yield f"class {message.name}:"
    if key:
        yield f'    event_type: ClassVar[str] = "{message.full_name}"'
        yield f'    topic: ClassVar[str] = "{message.file.package}"'
        yield f'    key_field: ClassVar[str] = "{key}"'
        yield f'    shown_in: ClassVar[str] = "{option_of(message, "shown_in")}"'
        yield f"    parties: ClassVar[tuple[str, ...]] = {tuple(option_of(message, 'parties'))}"
    seen = {field.name: tuple(by) for field in message.fields if (by := option_of(field, "seen_by"))}
    yield f"    seen: ClassVar[wire.Seen] = {seen}"
    yield ""
    yield from (f"    {f.name}: {annotation(f)}{default(f)}" for f in message.fields)
    yield ""
    if key:
        yield from event_methods(key, message.name)
    yield f"    def to_pb(self) -> pb.{message.name}:"
    yield f"        return pb.{message.name}({', '.join(f'{f.name}={to_wire(f)}' for f in message.fields)})"
    yield ""
    yield "    @classmethod"
    yield f"    def from_pb(cls, m: pb.{message.name}) -> Self:"
    yield f"        return cls({', '.join(f'{f.name}={from_wire(f)}' for f in message.fields)})"
    yield ""


def event_methods(key: str, name: str) -> Iterator[str]:
    yield "    @property"
    yield "    def key(self) -> str:"
    yield f"        return self.{key}"
    yield ""
    yield "    def to_wire(self) -> bytes:"
    yield "        return self.to_pb().SerializeToString()"
    yield ""
    yield "    @classmethod"
    yield "    def from_wire(cls, data: bytes) -> Self:"
    yield f"        return cls.from_pb(pb.{name}.FromString(data))"
    yield ""
    yield "    def to_json(self) -> dict[str, Any]:"
    yield "        form: dict[str, Any] = wire.json_form(self)"
    yield "        return form"
    yield ""
    yield "    def seen_by(self, party: str) -> dict[str, Any]:"
    yield "        return wire.seen_form(self, party)"
    yield ""


def plain_type(field: FieldDescriptor) -> str:
    if field.message_type:
        known = VALUES.get(field.message_type.full_name)
        return known[0] if known else field.message_type.name
    return field.enum_type.name if field.enum_type else SCALARS[field.cpp_type]


def optional(field: FieldDescriptor) -> bool:
    return bool(field.containing_oneof)


def annotation(field: FieldDescriptor) -> str:
    name = plain_type(field)
    if field.is_repeated:
        return f"tuple[{name}, ...]"
    return f"{name} | None" if optional(field) else name


def default(field: FieldDescriptor) -> str:
    return " = ()" if field.is_repeated else " = None" if optional(field) else ""


def to_wire(field: FieldDescriptor) -> str:
    value = "x" if field.is_repeated else f"self.{field.name}"
    one = one_to_wire(field, value)
    if field.is_repeated:
        return f"self.{field.name}" if one == "x" else f"[{one} for x in self.{field.name}]"
    if optional(field) and field.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return f"wire.unset_or({value})"
    return f"None if {value} is None else {one}" if optional(field) else one


def one_to_wire(field: FieldDescriptor, value: str) -> str:
    if field.enum_type:
        return f"_{field.enum_type.name.upper()}_LABEL[{value}]"
    if not field.message_type:
        return value
    known = VALUES.get(field.message_type.full_name)
    return f"wire.{known[1]}_to({value})" if known else f"{value}.to_pb()"


def from_wire(field: FieldDescriptor) -> str:
    value = "x" if field.is_repeated else f"m.{field.name}"
    one = one_from_wire(field, value)
    if field.is_repeated:
        return f"tuple(m.{field.name})" if one == "x" else f"tuple({one} for x in m.{field.name})"
    return f'{one} if m.HasField("{field.name}") else None' if optional(field) else one


def one_from_wire(field: FieldDescriptor, value: str) -> str:
    if field.enum_type:
        unknown = field.enum_type.values_by_number[0].name.rpartition("_")[2]
        return f"_{field.enum_type.name.upper()}.get({value}, {field.enum_type.name}.{unknown})"
    if not field.message_type:
        return value
    known = VALUES.get(field.message_type.full_name)
    return f"wire.{known[1]}_from({value})" if known else f"{field.message_type.name}.from_pb({value})"


def registry_module(names: list[tuple[str, str]]) -> str:
    modules = sorted({module for module, _ in names})
    lines = [HEADER.format(proto="proto/"), "from headrace_contracts.event import Event"]
    lines += [
        f"from headrace_contracts.{m.split('.')[0]} import {m.split('.')[1]} as {m.split('.')[0]}" for m in modules
    ]
    lines += ["", "EVENT_TYPES: dict[str, type[Event]] = {"]
    lines += [f'    "headrace.{module}.{name}": {module.split(".")[0]}.{name},' for module, name in names]
    return "\n".join([*lines, "}"]) + "\n"


def made_files(made: pathlib.Path) -> list[pathlib.Path]:
    return sorted(p.relative_to(made) for p in made.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def install(made: pathlib.Path) -> int:
    for file in made_files(made):
        target = SOURCES / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((made / file).read_bytes())
    return 0


def report_stale(made: pathlib.Path) -> int:
    def differs(file: Any) -> bool:
        target = SOURCES / file
        return not target.exists() or not filecmp.cmp(made / file, target, shallow=False)

    stale = [str(file) for file in made_files(made) if differs(file)]
    for file in stale:
        print(f"stale: libs/contracts/src/{file}; run `make contracts`")  # noqa: T201
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
