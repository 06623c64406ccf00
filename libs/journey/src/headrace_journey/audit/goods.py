"""Every piece that came or was made is in stock, used up, shipped or scrapped."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from headrace_journey.http import Json
from headrace_journey.result import Check
from headrace_journey.stage import Stage
from headrace_journey.steps.production import is_product
from headrace_journey.steps.ship import shipments
from headrace_journey.steps.work import details, work_orders


async def checks(stage: Stage) -> list[Check]:
    warehouse = await stage.leader("warehouse")
    balance = await warehouse.all("logistics/v1/stock-balance")
    work = await details(stage, await work_orders(stage))
    return [
        _sources_are_uses(balance),
        _made_is_taken_in(work, balance),
        _nothing_stays_in_production(work, balance),
        await _serials_are_somewhere(stage, work),
    ]


def _sources_are_uses(balance: list[Json]) -> Check:
    wrong = [item["item"] for item in balance if Decimal(item["sources"]["value"]) != Decimal(item["uses"]["value"])]
    return Check("items whose sources differ from their uses", [], wrong)


def _made_is_taken_in(work: list[Json], balance: list[Json]) -> Check:
    """Held against the stock ledger, which another service keeps."""
    made: Counter[str] = Counter()
    for order in work:
        if order["state"] == "closed":
            made[order["item"]] += Decimal(order["good"]["value"])  # type: ignore[assignment]
    booked = {item["item"]: Decimal(item["made"]["value"]) for item in balance}
    wrong = [item for item, amount in made.items() if booked.get(item, Decimal(0)) < amount]
    return Check("items of which the shop made more than the stock ledger took in", [], sorted(wrong))


def _nothing_stays_in_production(work: list[Json], balance: list[Json]) -> Check:
    if any(order["state"] not in {"closed", "cancelled"} for order in work):
        return Check(
            "work orders that have not ended",
            [],
            [o["number"] for o in work if o["state"] not in {"closed", "cancelled"}],
        )
    left = [item["item"] for item in balance if Decimal(item["in_production"]["value"])]
    return Check("items left lying in production", [], left)


async def _serials_are_somewhere(stage: Stage, work: list[Json]) -> Check:
    """Serials of the products ordered, shipped or still in stock."""
    made = {u["serial"] for o in work if is_product(stage, o) for u in o["serials"] if u["state"] == "good"}
    sent = {serial for shipment in await shipments(stage) for line in shipment["lines"] for serial in line["serials"]}
    stocked = await _stocked(stage, {o["lot"] for o in work if is_product(stage, o)})
    return Check("serials of products made = shipped + in stock", len(made), len(made & sent) + stocked)


async def _stocked(stage: Stage, lots: set[str]) -> int:
    warehouse = await stage.leader("warehouse")
    pieces = Decimal(0)
    for lot in sorted(filter(None, lots)):
        for found in await warehouse.all("logistics/v1/stock", lot=lot):
            pieces += sum(
                Decimal(found[state]["value"]) for state in ("available", "inspection", "blocked", "reserved")
            )
    return int(pieces)
