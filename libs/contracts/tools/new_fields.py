"""What buf does not ask: a field that a message gains says that it may be absent, for events without it are kept.

`python new_fields.py EARLIER NOW`: two folders of proto files. Ends with 1 and names each new field that is neither
`optional` nor `repeated`. Messages that are new altogether have all their fields from the start.
"""

from __future__ import annotations

import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorSet


def main(earlier: str, now: str) -> int:
    wrong = list(bare(compiled(pathlib.Path(earlier)), compiled(pathlib.Path(now))))
    for field in wrong:
        print(f"{field} is new in a message that is not: make it optional or repeated")  # noqa: T201
    return 1 if wrong else 0


def compiled(folder: pathlib.Path) -> FileDescriptorSet:
    protos = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.proto"))
    with tempfile.NamedTemporaryFile() as made:
        arguments = ["-I", str(folder), f"--descriptor_set_out={made.name}", *protos]
        subprocess.run([sys.executable, "-m", "grpc_tools.protoc", *arguments], check=True)
        return FileDescriptorSet.FromString(pathlib.Path(made.name).read_bytes())


def bare(earlier: FileDescriptorSet, now: FileDescriptorSet) -> Iterator[str]:
    known = dict(messages(earlier))
    for name, message in messages(now):
        before = {field.number for field in known[name].field} if name in known else set[int]()
        for field in message.field:
            if name in known and field.number not in before and not may_be_absent(field):
                yield f"{name}.{field.name}"


def messages(files: FileDescriptorSet) -> Iterator[tuple[str, DescriptorProto]]:
    for file in files.file:
        for message in file.message_type:
            yield f"{file.package}.{message.name}", message


def may_be_absent(field: FieldDescriptorProto) -> bool:
    return field.proto3_optional or field.label == FieldDescriptorProto.LABEL_REPEATED


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
