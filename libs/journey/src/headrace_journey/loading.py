"""Loading a world through the services' own bulk requests; a second load of the same world changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from headrace_journey.anchor import first_day
from headrace_journey.http import Client, Json, People
from headrace_journey.report import LoadReport, TableReport
from headrace_journey.worlds.world import Company, Fault, Table, World

ROWS_AT_ONCE = 1000
REQUESTS_AT_ONCE = 2
PLATFORM, BANK = "platform", "bank"


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows of a table go, and who sends them: one of the leader's people, the platform or the bank."""

    table: str
    path: str
    role: str


TARGETS = (
    Target("organisations", "api-gateway/v1/organisations", PLATFORM),
    Target("plants", "api-gateway/v1/plants", PLATFORM),
    Target("units", "product/v1/units", "engineer"),
    Target("items", "product/v1/items", "engineer"),
    Target("boms", "product/v1/boms", "engineer"),
    Target("work_centres", "product/v1/work-centres", "engineer"),
    Target("routings", "product/v1/routings", "engineer"),
    Target("machines", "equipment/v1/machines", "maintenance"),
    Target("workshop", "edge-gateway/v1/machines", "maintenance"),
    Target("suppliers", "srm/v1/suppliers", "buyer"),
    Target("supplier_items", "srm/v1/supplier-items", "buyer"),
    Target("purchase_history", "srm/v1/purchase-history", "buyer"),
    Target("opening_stock", "logistics/v1/opening-stock", "warehouse"),
    Target("opening_balances", "finance/v1/opening-balances", PLATFORM),
    Target("credit_limits", "finance/v1/credit-limits", BANK),
    Target("sales_history", "forecasting/v1/sales-history", "planner"),
)


async def load(gateway: httpx.AsyncClient, company: Company) -> LoadReport:
    """Load a company as of the day it was first loaded, or of today when it never was."""
    people = People(gateway)
    return await load_world(people, company.on(await first_day(people, company)))


async def load_parties(people: People, world: World) -> LoadReport:
    """Who takes part, and where: without them nobody could log in to load the rest."""
    return await _load(people, world, TARGETS[:2])


async def load_world(people: People, world: World) -> LoadReport:
    return await _load(people, world, TARGETS)


async def _load(people: People, world: World, targets: Sequence[Target]) -> LoadReport:
    report = LoadReport(world.assumptions, list(world.faults))
    for target in targets:
        client = await _sender(people, world, target.role)
        report.tables[target.table] = await _Sending(client, target, report.faults).send(getattr(world, target.table))
    return report


async def _sender(people: People, world: World, role: str) -> Client:
    if role == PLATFORM:
        return await people.platform()
    return await people.user(role, world.bank if role == BANK else world.leader)


class _Sending:
    """Sends one table. Refused rows are sent again a few times, for their service may hear of what they name only a
    moment later; what is still refused then is a fault of the row."""

    def __init__(self, client: Client, target: Target, faults: list[Fault]) -> None:
        self._client = client
        self._target = target
        self._faults = faults
        self._report = TableReport()

    async def send(self, table: Table) -> TableReport:
        waiting = list(range(len(table)))
        for pause in (0.2, 0.5, 1.0, 2.0, 0.0):
            refused = await self._send_rows(table, waiting)
            if not refused or pause == 0.0:
                break
            waiting = sorted(refused)
            await asyncio.sleep(pause)
        for number, errors in sorted(refused.items()):
            self._faults += [_fault(self._target.table, table.origins[number], number, error) for error in errors]
        self._report.refused = len(refused)
        return self._report

    async def _send_rows(self, table: Table, numbers: Sequence[int]) -> dict[int, list[Json]]:
        parts = [numbers[start : start + ROWS_AT_ONCE] for start in range(0, len(numbers), ROWS_AT_ONCE)]
        gate = asyncio.Semaphore(REQUESTS_AT_ONCE)

        async def send_part(part: Sequence[int]) -> dict[int, list[Json]]:
            async with gate:
                answer = await self._client.put(self._target.path, {"items": [table.rows[n] for n in part]})
            self._report.count(answer)
            return _by_row(part, answer["errors"])

        refused: dict[int, list[Json]] = {}
        for errors in await asyncio.gather(*map(send_part, parts)):
            refused |= errors
        return refused


def _by_row(part: Sequence[int], errors: Sequence[Json]) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = {}
    for error in errors:
        found.setdefault(part[error["row"]], []).append(error)
    return found


def _fault(table: str, origins: tuple[str, ...], number: int, error: Json) -> Fault:
    """A row of many lines is named by the line that the error speaks of."""
    steps = [int(step) for step in error["field"].split(".") if step.isdigit()]
    if len(origins) > 1 and steps and steps[0] < len(origins):
        origin = origins[steps[0]]
    else:
        origin = origins[0] if origins else f"{table} row {number + 1}"
    return Fault(origin, error["field"], error["detail"])
