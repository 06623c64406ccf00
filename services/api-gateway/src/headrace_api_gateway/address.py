"""What a request asks for, read as the client wrote it: nothing that is decoded may choose who gets it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from starlette.types import Scope

from headrace_api_gateway.upstream.answers import Unanswered
from headrace_api_gateway.upstream.target import as_written
from headrace_contracts.messages import Message, say

LONGEST = 8192
NUL = re.compile(rb"%00|\x00")
NAME = re.compile(rb"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def written(scope: Scope) -> bytes:
    """The path, undecoded. Raises Unanswered where it is none."""
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    if not path.startswith(b"/"):
        raise refused(400, say("api-gateway.no-slash"))
    if NUL.search(path):
        raise refused(404, say("api-gateway.nul-in-address"))
    if len(path) > LONGEST:
        raise refused(404, say("api-gateway.address-too-long", longest=LONGEST, length=len(path)))
    return as_written(path).encode()


def named(path: bytes) -> tuple[str, bytes]:
    """The name after /api/ and the path behind it. Raises Unanswered for what is no name."""
    name, slash, rest = path.removeprefix(b"/api/").partition(b"/")
    if not NAME.fullmatch(name):
        raise refused(404, say("api-gateway.name-a-service"))
    return name.decode(), slash + rest or b"/"


def decoded(path: bytes) -> str:
    return unquote(path.decode())


def refused(status: int, detail: Message) -> Unanswered:
    return Unanswered(status, "no-such-address", say("api-gateway.title.no-such-address"), detail)
