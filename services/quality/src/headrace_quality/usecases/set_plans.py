"""How lots are to be sampled, set for many items at once."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_chassis.web.bulk import Change, Loaded
from headrace_contracts.errors import RuleBroken
from headrace_quality.model.inspection_plan import InspectionPlan
from headrace_quality.store import plans
from headrace_quality.store.plans import ItemSupplier


async def set_plans(tx: Tx, rows: Sequence[tuple[int, tuple[ItemSupplier, InspectionPlan]]], loaded: Loaded) -> Loaded:
    items = {item for _, ((item, _), _) in rows}
    known, before = await plans.known_items(tx, items), await plans.plans_of(tx, items)
    changed: dict[ItemSupplier, InspectionPlan] = {}
    for number, (key, plan) in rows:
        if key[0] not in known:
            loaded.refuse(number, "item", f"{key[0]} is not a known item; define it first")
        elif _is_possible(number, plan, loaded):
            loaded.count(_change(before.get(key), plan))
            if before.get(key) != plan:
                changed[key] = plan
    await plans.put_plans(tx, changed)
    return loaded


def _is_possible(number: int, plan: InspectionPlan, loaded: Loaded) -> bool:
    try:
        plan.check()
    except RuleBroken as refused:
        loaded.refuse(number, "aql", refused.detail)
        return False
    return True


def _change(before: InspectionPlan | None, plan: InspectionPlan) -> Change:
    if before is None:
        return Change.CREATED
    return Change.UNCHANGED if before == plan else Change.CHANGED
