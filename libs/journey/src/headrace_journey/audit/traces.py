"""Everything shipped can be traced to where it came from, and the log of traces was not changed."""

from __future__ import annotations

import asyncio

from headrace_journey.http import Json
from headrace_journey.result import Check
from headrace_journey.stage import Stage
from headrace_journey.steps.trace import Shipped, back, nodes_of, prove, shipped
from headrace_journey.steps.work import work_orders

AT_ONCE = 4


async def checks(stage: Stage) -> list[Check]:
    if stage.world.story.order_is_cancelled:
        return []
    opening = {f"lot:{row['lot']}" for row in stage.world.opening_stock.rows}
    nodes = [thing for thing in await shipped(stage) if thing.name not in opening]
    traces = await _traced(stage, nodes)
    untraced = [trace["code"] for trace in traces if len(trace["nodes"]) < 2]
    events = sorted({trace["proofs"][-1]["event"] for trace in traces if trace["proofs"]})
    wrong = [f"{event}: {problem}" for event in events for problem in await prove(stage, event)]
    return [
        Check("shipped pieces that lead nowhere", [], untraced),
        Check("some of what was shipped was bought for it", True, any(nodes_of(t, "supplier") for t in traces)),
        Check("lots of unknown origin in what was shipped", [], await _of_unknown_origin(stage, traces)),
        Check("proofs that do not hold", [], wrong),
    ]


async def _traced(stage: Stage, things: list[Shipped]) -> list[Json]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(thing: Shipped) -> Json:
        async with gate:
            return await back(stage, thing)

    return list(await asyncio.gather(*map(one, things)))


async def _of_unknown_origin(stage: Stage, traces: list[Json]) -> list[str]:
    """A lot at the beginning of a trace must be one of the stock that the world began with; the lot of a work order
    whose pieces have serials begins with the work."""
    opening = {row["lot"] for row in stage.world.opening_stock.rows}
    opening |= {order["lot"] for order in await work_orders(stage)}
    unknown: set[str] = set()
    for trace in traces:
        made = {edge["target"] for edge in trace["edges"]}
        lots = {node["code"]: node["number"] for node in trace["nodes"] if node["kind"] == "lot"}
        unknown |= {code for code, number in lots.items() if code not in made and number not in opening}
    return sorted(unknown)
