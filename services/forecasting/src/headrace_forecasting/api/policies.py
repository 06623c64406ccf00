"""Stock policies by kind of demand: the usual ones, or the company's own."""

from __future__ import annotations

from pydantic import BaseModel

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_forecasting.model.demand_class import POLICIES, DemandKind, StockPolicy
from headrace_forecasting.store import choices
from headrace_forecasting.usecases import choose

router = Router(tags=["policies"])


class PolicyRow(BaseModel):
    """(R,Q): a fixed quantity at a reorder point; (T,S): up to a level in fixed periods; (s,S): up to a level at a
    reorder point; (B,S): each sale is replaced."""

    kind: DemandKind
    policy: StockPolicy


class PolicyView(PolicyRow):
    """`usual` is the policy that holds until another is chosen."""

    usual: StockPolicy


@router.get("/stock-policies", may="forecasting.stock-policy.read")
async def list_policies(tx: ReadTx, page: Page) -> Listed[PolicyView]:
    chosen = await choices.policies(tx)
    whole = [PolicyView(kind=kind, policy=policy, usual=POLICIES[kind]) for kind, policy in chosen.items()]
    return page.of(whole, key=lambda row: row.kind.value)


@router.put("/stock-policies", may="forecasting.stock-policy.change")
async def put_policies(body: BulkBody[PolicyRow], transact: Transact) -> Loaded:
    """They hold for what runs have found already, too."""
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.kind.value, "kind", loaded)
    return await transact(choose.policies, {row.kind: row.policy for _, row in rows}, loaded)
