"""How lots are to be sampled is loaded, for many items at once."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tx import Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_quality.model.inspection_plan import InspectionPlan
from headrace_quality.store import plans
from headrace_quality.store.plans import ItemSupplier

PlanOf = tuple[ItemSupplier, InspectionPlan]


async def load_plans(tx: Tx, rows: Sequence[tuple[int, PlanOf]], loaded: Loaded) -> Loaded:
    items = {item for _, ((item, _), _) in rows}
    known, before = await plans.known_items(tx, items), await plans.plans_of(tx, items)
    changed: dict[ItemSupplier, InspectionPlan] = {}

    async def keep(row: PlanOf) -> Change:
        (item, supplier), plan = row
        if item not in known:
            raise RuleBroken.naming(("item", say("quality.item-unknown", item=item)))
        plan.check()
        change = Change.between(before.get((item, supplier)), plan)
        if change is not Change.UNCHANGED:
            changed[item, supplier] = plan
        return change

    await each(rows, loaded, keep)
    await plans.put_plans(tx, changed)
    return loaded
