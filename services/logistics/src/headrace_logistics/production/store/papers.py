"""What work orders ask for, and what was issued to them."""

from __future__ import annotations

from sqlalchemy import cast
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_logistics.production.model.issue import Issue, IssueRequest
from headrace_logistics.production.store import tables

issue_requests = Documents(
    "issue request",
    IssueRequest,
    tables.issue_request,
    columns=lambda r: {"work_order": r.work_order, "plant": r.plant, "state": r.state.value},
)
issues = Documents("issue", Issue, tables.issue, columns=lambda i: {"work_order": i.work_order, "plant": i.plant})


async def in_which_something_broke(tx: Tx, work_order: str) -> IssueRequest | None:
    """None where nothing did: then the request of a large order, which names all its lots, is not read."""
    r = tables.issue_request.c
    found = await issue_requests.all(tx, r.id == work_order, r.body["broken"] != cast([], JSONB))
    return found[0] if found else None
