"""What a request asks for, read as the client wrote it: nothing that is decoded may choose who gets it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.types import Scope

from headrace_api_gateway.upstream.answers import Unanswered
from headrace_api_gateway.upstream.target import as_written

LONGEST = 8192
NUL = re.compile(rb"%00|\x00")
NAME = re.compile(rb"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def written(scope: Scope) -> bytes:
    """The path, undecoded. Raises Unanswered where it is none."""
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    if not path.startswith(b"/"):
        raise refused(400, "An address begins with a slash.")
    if NUL.search(path):
        raise refused(404, "An address has no NUL character; leave out the %00.")
    if len(path) > LONGEST:
        raise refused(404, f"An address has at most {LONGEST} characters; this one has {len(path)}.")
    return as_written(path).encode()


def named(path: bytes) -> tuple[str, bytes]:
    """The name after /api/ and the path behind it. Raises Unanswered for what is no name."""
    name, slash, rest = path.removeprefix(b"/api/").partition(b"/")
    if not NAME.fullmatch(name):
        raise refused(404, "After /api/ comes the name of a service, written plainly: /api/orders/v1/orders.")
    return name.decode(), slash + rest or b"/"


def decoded(path: bytes) -> str:
    return unquote(path.decode())


def refused(status: int, detail: str) -> Unanswered:
    return Unanswered(status, "no-such-address", "There is no such address", detail)
