"""A page of a list, as a request asks for it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from headrace_chassis.paging import PageRequest


def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=4000, description="`next_cursor` of the page before")] = None,
) -> PageRequest:
    return PageRequest(limit, cursor, f"{request.app.state.running.service.name} {request.scope['path']}")


Page = Annotated[PageRequest, Depends(_page)]
