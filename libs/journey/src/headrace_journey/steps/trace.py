"""From a shipped serial back to the suppliers' lots, forward from one of those, each event with its proof."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_journey import proof
from headrace_journey.http import Json, segment
from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told
from headrace_journey.steps.ship import shipments


@dataclass(frozen=True, slots=True)
class Shipped:
    """A piece or a lot of an item, by its name."""

    name: str
    item: str


async def shipped(stage: Stage) -> list[Shipped]:
    """All that was shipped: serials, and lots of what has none."""
    lines = [line for shipment in await shipments(stage) for line in shipment["lines"]]
    names = [[f"serial:{s}" for s in line["serials"]] or [f"lot:{lot}" for lot in line["lots"]] for line in lines]
    return [Shipped(name, line["item"]) for line, of_line in zip(lines, names, strict=True) for name in of_line]


async def back(stage: Stage, thing: Shipped) -> Json:
    auditor = await stage.leader("auditor")
    path = f"traceability/v1/trace/{segment(thing.name)}"
    found: Json = await auditor.get(path, item=thing.item, direction="back")
    return found


def nodes_of(trace: Json, kind: str) -> list[str]:
    return sorted(node["code"] for node in trace["nodes"] if node["kind"] == kind)


async def prove(stage: Stage, event: str) -> list[str]:
    """What is wrong with the proof of an event; empty when it holds."""
    auditor = await stage.leader("auditor")
    found = await auditor.get(f"traceability/v1/proofs/{event}")
    return proof.problems(found, await auditor.get("traceability/v1/keys"))


async def play(stage: Stage) -> Told:
    await stage.settled()
    auditor = await stage.leader("auditor")
    nodes = await shipped(stage)
    trace = await _richest(stage, nodes)
    lot = _oldest_lot(trace)
    recall = await auditor.get(f"traceability/v1/recalls/{segment(lot)}")
    wrong = await prove(stage, trace["proofs"][-1]["event"])
    if wrong:
        raise Stuck(f"The proof of {trace['code']} does not hold: {'; '.join(wrong)}")
    facts = {
        "shipped": len(nodes),
        "from": trace["code"],
        "suppliers": nodes_of(trace, "supplier"),
        "lots": len(nodes_of(trace, "lot")),
        "serials": len(nodes_of(trace, "serial")),
        "recall_of": lot,
        "reaches": {
            "customers": recall["customers"],
            "possible_customers": recall["possible_customers"],
            "shipments": len(recall["shipments"]),
        },
        "proof": "holds",
    }
    return Told("headrace.traceability.v1.TreeHeadSigned", f"/traceability/trace/{trace['code']}", facts)


async def _richest(stage: Stage, nodes: list[Shipped]) -> Json:
    """The last piece in which something bought for the order is found; early ones may be of opening stock alone."""
    for node in reversed(nodes):
        trace = await back(stage, node)
        if nodes_of(trace, "supplier"):
            return trace
    raise Stuck("Nothing that was shipped can be traced to a supplier.")


def _oldest_lot(trace: Json) -> str:
    """The first lot, by name, that came from a supplier."""
    lot: str = min(edge["target"] for edge in trace["edges"] if edge["source"].startswith("supplier:"))
    return lot
