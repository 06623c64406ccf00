"""The world is loaded: companies, plants, items, bills of material, machines, suppliers, stock, history."""

from __future__ import annotations

from headrace_journey.loading import load_world
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told


async def play(stage: Stage) -> Told:
    world, rate = stage.world, await stage.rate()
    report = await load_world(stage.people, world)
    if report.faults:
        raise Stuck(f"{len(report.faults)} rows could not be loaded, the first: {report.faults[0]}")
    await stage.settled()
    facts = {
        "organisations": len(world.organisations),
        "plants": len(world.plants),
        "items": len(world.items),
        "bom_lines": world.bom_lines,
        "suppliers": len(world.suppliers),
        "work_centres": len(world.work_centres),
        "machines": len(world.machines),
        "stock_lots": len(world.opening_stock),
        "sales_lines": len(world.sales_history),
        "purchase_lines": len(world.purchase_history),
        "assumed": world.assumptions,
        "clock_rate": rate,
    }
    return Told("headrace.product.v1.BomPublished", "/product/items", facts)
