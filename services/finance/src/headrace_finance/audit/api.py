"""Do the books hold? Each firm asks of its own; the platform's people of all."""

from __future__ import annotations

from pydantic import BaseModel

from headrace_chassis.language import InWords
from headrace_chassis.web import Caller, Router, Transact
from headrace_finance.audit import usecases

router = Router(tags=["books"])


class CheckView(BaseModel):
    name: InWords
    ok: bool
    expected: InWords
    actual: InWords


class AuditView(BaseModel):
    holds: bool
    checks: list[CheckView]


@router.get("/audit", may="finance.ledger.audit")
async def audit_books(transact: Transact, caller: Caller) -> AuditView:
    checks = await transact(usecases.audit, caller.tenant, platform=caller.is_platform)
    views = [CheckView.model_validate(check, from_attributes=True) for check in checks]
    return AuditView(holds=all(check.ok for check in checks), checks=views)
