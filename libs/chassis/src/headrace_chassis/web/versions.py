"""ETag and If-Match: a change names the version it was made from (RFC 9110)."""

from __future__ import annotations

import re
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends, Request, Response

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


V = TypeVar("V", bound=Versioned)


class VersionMissing(RuleBroken):
    """The change does not say which version it was made from."""

    status = 428


class VersionTags:
    def __init__(self, request: Request, response: Response) -> None:
        self._asked = request.headers.get("if-match")
        self._response = response

    def on(self, view: V) -> V:
        """Tag the answer with the version of the resource in it."""
        self._response.headers["ETag"] = f'"{view.version}"'
        return view

    @property
    def expected(self) -> int:
        """The version that If-Match names. Raises VersionMissing."""
        form = re.fullmatch(r'"([0-9]{1,18})"', self._asked or "")
        if form is None:
            raise VersionMissing(say("chassis.send-a-version"))
        return int(form.group(1))


Tags = Annotated[VersionTags, Depends()]
