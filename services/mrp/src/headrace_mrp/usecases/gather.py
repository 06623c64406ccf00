"""The facts of one planning run, gathered from what was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message
from headrace_mrp.model.forecast import demand_of, within
from headrace_mrp.store import demand, plans, releases
from headrace_planning.model.aside import Aside
from headrace_planning.model.demand import Demand
from headrace_planning.model.facts import laid_out
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import Place
from headrace_planning.model.network import Network
from headrace_planning.store import catalogue, positions


@dataclass(frozen=True, slots=True)
class Question:
    """`rejected` says, by item and plant, which lots failed; `last_release` dates the facts."""

    inputs: PlanningInputs
    network: Network
    rejected: Mapping[Place, Message]
    forecast_release: str
    last_release: str


async def gather(tx: Tx, horizon_days: int) -> Question:
    last_release = await releases.newest(tx)
    network = await catalogue.network(tx)
    aside = Aside()
    demands = within([*await demand.order_lines(tx), *await _forecast(tx, network, aside)], tx.today, horizon_days)
    there = await positions.standing(tx)
    there = replace(there, orders=[*there.orders, *await plans.released(tx)])
    inputs = laid_out(tx.today, network, demands, there, {*network.routings, *network.safety_stocks()}, aside)
    return Question(inputs, network, await positions.rejected_lots(tx), await demand.newest_release(tx), last_release)


async def _forecast(tx: Tx, network: Network, aside: Aside) -> list[Demand]:
    found: list[Demand] = []
    for item, buckets in (await demand.buckets(tx)).items():
        with aside.unless_planned(item, ""):
            home = network.home_of(item)
            with aside.unless_planned(item, home):
                found += list(demand_of(item, home, buckets, network.decimals_of(item)))
    return found
