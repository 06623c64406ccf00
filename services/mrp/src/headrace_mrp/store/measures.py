"""What Prometheus is told of plans."""

from __future__ import annotations

from headrace_chassis.tables import counts
from headrace_chassis.tx import Tx
from headrace_mrp.model.committed import PlanState, ProposalKind, ProposalState
from headrace_mrp.store.tables import plan, proposal

NEWEST = "SELECT max((body->>'committed_at')::timestamptz) FROM plan WHERE state = 'committed'"
EXCEPTIONS = """
    SELECT count(*) FROM plan_exception e JOIN plan p ON (p.tenant, p.id) = (e.tenant, e.plan)
     WHERE p.state = 'committed'
"""


async def plans(tx: Tx) -> dict[str, int]:
    return await counts(tx, plan.c.state, PlanState)


async def age(tx: Tx) -> float | None:
    """Seconds of business time since the newest plan; none before the first."""
    newest = await tx.raw.fetchval(NEWEST)
    return max(0.0, (tx.now - newest).total_seconds()) if newest else None


async def open_proposals(tx: Tx) -> dict[str, int]:
    return await counts(tx, proposal.c.kind, ProposalKind, proposal.c.state == ProposalState.PROPOSED.value)


async def exceptions(tx: Tx) -> int:
    """Of the plans that stand."""
    return int(await tx.raw.fetchval(EXCEPTIONS))
