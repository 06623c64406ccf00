"""A rolling upgrade: one replica after the other tells events and stores documents with a field that the others have
not heard of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random

from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto

from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck
from headrace_testkit.faults.process import Process

SERVICE, EVENT = "logistics", "GoodsReceived"
FIELD, NUMBER, VALUE = "dock", 99, "the-new-field"
DOCUMENT, DOCUMENT_FILE = "DeliveryNote", "receiving/model/delivery.py"
MODULE = f"headrace.{SERVICE}.v1.events_pb2"
GENERATED = '''"""The contract of the next version, made for a fault run."""

from google.protobuf import descriptor_pool
from google.protobuf.internal import builder

{imports}

DESCRIPTOR = descriptor_pool.Default().AddSerializedFile({form!r})
builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, {module!r}, globals())
'''
WITH_FIELD = f"SELECT count(*) FROM event_log WHERE position('{VALUE}'::bytea IN data) > 0"

KEEPING = f"SELECT id FROM delivery_note WHERE body->>'{FIELD}' = '{VALUE}'"


class FieldNotTold(AssertionError):
    """The upgraded replicas told no event with the new field, so the round proved nothing."""


class FieldLost(AssertionError):
    """A replica of the older version wrote documents back without what a newer one had stored in them."""


async def roll(ground: Ground, chance: Random) -> Struck:  # noqa: ARG001 - nothing is drawn
    """Up, some events, and down again: an upgrade may have to be taken back."""
    contracts = next_version(ground.layout.folder / "next-version")
    stored: set[str] = set()
    for process in ground.of(SERVICE):
        process.environment["PYTHONPATH"] = f"{contracts}{os.pathsep}{process.environment.get('PYTHONPATH', '')}"
        await _again(process, ground.start_by_itself)
        stored |= await _keeping(ground)
    await ground.until(lambda: _told(ground), "an event with the new field", 60.0)
    for process in ground.of(SERVICE):
        stored |= await _keeping(ground)
        process.environment["PYTHONPATH"] = process.environment["PYTHONPATH"].partition(os.pathsep)[2]
        await _again(process, ground.start)
    if lost := stored - await _keeping(ground):
        raise FieldLost(f"{sorted(lost)} had the new field")
    return Struck(f"{SERVICE}, up and down again", ground.services)


async def _again(process: Process, start: Callable[[Process], Awaitable[None]]) -> None:
    await process.stop()
    await start(process)
    await process.until_ready()


async def _told(ground: Ground) -> bool:
    return bool((await ground.query(SERVICE, WITH_FIELD))[0][0])


async def _keeping(ground: Ground) -> set[str]:
    return {row["id"] for row in await ground.query(SERVICE, KEEPING)}


def next_version(folder: Path) -> Path:
    """A copy of the contracts and the service in which the event and the document have one more field."""
    if folder.exists():
        return folder
    for package in ("headrace", "headrace_contracts", f"headrace_{SERVICE}"):
        spec = find_spec(package)
        assert spec is not None
        source = Path(next(iter(spec.submodule_search_locations or ())))
        shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    form = _with_field(FileDescriptorProto.FromString(import_module(MODULE).DESCRIPTOR.serialized_pb))
    imports = "\n".join(f"import {name[:-6].replace('/', '.')}_pb2" for name in form.dependency)
    text = GENERATED.format(imports=imports, form=form.SerializeToString(), module=MODULE)
    (folder / f"{MODULE.replace('.', '/')}.py").write_text(text)
    _tell_it(folder / "headrace_contracts" / SERVICE / "v1.py")
    _store_it(folder / f"headrace_{SERVICE}" / DOCUMENT_FILE)
    return folder


def _with_field(form: FileDescriptorProto) -> FileDescriptorProto:
    message = next(one for one in form.message_type if one.name == EVENT)
    message.field.add(
        name=FIELD,
        number=NUMBER,
        type=FieldDescriptorProto.TYPE_STRING,
        label=FieldDescriptorProto.LABEL_OPTIONAL,
        json_name=FIELD,
    )
    return form


def _tell_it(module: Path) -> None:
    text = module.read_text()
    before = f"return pb.{EVENT}("
    assert text.count(before) == 1
    module.write_text(text.replace(before, f"{before}{FIELD}={VALUE!r}, "))


def _store_it(module: Path) -> None:
    text = module.read_text()
    before = f"@dataclass(kw_only=True)\nclass {DOCUMENT}(Aggregate):\n"
    assert text.count(before) == 1
    module.write_text(text.replace(before, f"{before}    {FIELD}: str = {VALUE!r}\n"))


KINDS = (Kind("rolling_upgrade", roll, weight=0, needs=SERVICE),)
