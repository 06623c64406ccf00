"""What work orders ask for, and what was issued to them."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_logistics.production.model.issue import Issue, IssueRequest
from headrace_logistics.production.store import tables

issue_requests = Documents(
    "issue request",
    IssueRequest,
    tables.issue_request,
    columns=lambda r: {"work_order": r.work_order, "plant": r.plant, "state": r.state.value},
)
issues = Documents("issue", Issue, tables.issue, columns=lambda i: {"work_order": i.work_order, "plant": i.plant})
