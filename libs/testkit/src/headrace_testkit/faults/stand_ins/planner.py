"""Asks for purchases under the name of planning, where planning itself does not run."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel
from sqlalchemy import MetaData

from headrace_chassis.service import Service
from headrace_chassis.tx import Tx
from headrace_chassis.web import Router, Transact
from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_contracts.values import Quantity

router = Router(tags=["wishes"])
LEAD_TIME = timedelta(days=10)


class Wish(BaseModel):
    item: str
    plant: str
    supplier: str
    quantity: Quantity


class Wished(BaseModel):
    proposal: str


@router.post("/wishes", may="mrp.plan.make", status_code=201)
async def wish(body: Wish, transact: Transact) -> Wished:
    return Wished(proposal=await transact(release, body))


async def release(tx: Tx, wanted: Wish) -> str:
    """One proposal, in a batch of its own, so that it becomes one purchase order."""
    proposal = tx.new_id("proposal")
    told = PurchaseProposalReleased(
        proposal=proposal,
        plan="faults",
        item=wanted.item,
        plant=wanted.plant,
        supplier=wanted.supplier,
        quantity=wanted.quantity,
        order_by=tx.today,
        need_by=tx.today + LEAD_TIME,
        batch=proposal,
    )
    await tx.raw.execute("INSERT INTO wish (tenant, proposal) VALUES ($1, $2)", tx.tenant, proposal)
    tx.tell(told)
    return proposal


def planner() -> Service:
    return Service(name="mrp", title="Purchases on wish", api=[router], store=MetaData())
