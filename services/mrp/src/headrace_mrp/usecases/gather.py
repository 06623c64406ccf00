"""The facts of one planning run, gathered from what was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from headrace_chassis.tx import Tx
from headrace_mrp.model.forecast import demand_of, within
from headrace_mrp.store import demand, plans, releases
from headrace_planning.model.demand import Demand
from headrace_planning.model.facts import Place, laid_out
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.network import Network
from headrace_planning.store import catalogue, positions


@dataclass(frozen=True, slots=True)
class Question:
    """`rejected` says in words, by item and plant, which lots failed; `last_release` dates the facts."""

    inputs: PlanningInputs
    network: Network
    rejected: Mapping[Place, str]
    forecast_release: str
    last_release: str


async def gather(tx: Tx, horizon_days: int) -> Question:
    last_release = await releases.newest(tx)
    network = await catalogue.network(tx)
    demands = await _demands(tx, network, horizon_days)
    there = await positions.standing(tx)
    there = replace(there, orders=[*there.orders, *await plans.released(tx)])
    inputs = laid_out(tx.today, network, demands, there, {*network.routings, *network.safety_stocks()})
    return Question(inputs, network, await positions.rejected_lots(tx), await demand.newest_release(tx), last_release)


async def _demands(tx: Tx, network: Network, horizon_days: int) -> tuple[Demand, ...]:
    found = await demand.order_lines(tx)
    for item, buckets in (await demand.buckets(tx)).items():
        found += demand_of(item, network.home_of(item), buckets, network.items[item].decimals)
    return within(found, tx.today, horizon_days)
