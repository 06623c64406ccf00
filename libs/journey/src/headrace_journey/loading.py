"""Loading a world through the services' own bulk requests; a second load of the same world changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from headrace_journey.anchor import first_day
from headrace_journey.http import Client, Json, People
from headrace_journey.report import LoadReport, TableReport
from headrace_journey.worlds.world import Company, Fault, Table, World

ROWS_AT_ONCE = 1000
REQUESTS_AT_ONCE = 2
PAUSES = (0.2, 0.5, 1.0, 2.0)
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
    Target("credit_limits", "finance/v1/credit-limits", "finance"),  # the chain leader agrees
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
        report.tables[target.table] = await Sending(client, target, report.faults).send(getattr(world, target.table))
    return report


async def _sender(people: People, world: World, role: str) -> Client:
    if role == PLATFORM:
        return await people.platform()
    return await people.user(role, world.bank if role == BANK else world.leader)


class Sending:
    """Sends one table, so many rows a request. A request of which rows are refused is sent again a few times, for its
    service may hear of what they name only a moment later. It is sent whole: sent alone, a row that was refused for
    another one of its request would take that one's place. What is still refused then is a fault of the row."""

    def __init__(self, client: Client, target: Target, faults: list[Fault], pauses: Sequence[float] = PAUSES) -> None:
        self._client = client
        self._target = target
        self._faults = faults
        self._pauses = pauses

    async def send(self, table: Table) -> TableReport:
        report, answers = TableReport(), dict[int, Json]()
        waiting: Sequence[int] = range(0, len(table), ROWS_AT_ONCE)
        for pause in (*self._pauses, None):
            for start, answer in await self._send_parts(table, waiting):
                report.count(answer)
                answers[start] = answer
            waiting = [start for start, answer in sorted(answers.items()) if answer["errors"]]
            if not waiting or pause is None:
                break
            await asyncio.sleep(pause)
        report.rounded = sum(len(answer.get("rounded", ())) for answer in answers.values())
        self._note_refused(table, answers, report)
        return report

    async def _send_parts(self, table: Table, starts: Sequence[int]) -> list[tuple[int, Json]]:
        gate = asyncio.Semaphore(REQUESTS_AT_ONCE)

        async def send_part(start: int) -> tuple[int, Json]:
            async with gate:
                body = {"items": table.rows[start : start + ROWS_AT_ONCE]}
                return start, await self._client.put(self._target.path, body)

        return list(await asyncio.gather(*map(send_part, starts)))

    def _note_refused(self, table: Table, answers: Mapping[int, Json], report: TableReport) -> None:
        found = [(start + error["row"], error) for start, answer in answers.items() for error in answer["errors"]]
        for number, error in sorted(found, key=lambda one: one[0]):
            self._faults.append(table.fault(self._target.table, number, error["field"], error["detail"]))
        report.refused = len({number for number, _ in found})
        report.unchanged = max(0, len(table) - report.created - report.changed - report.refused)
