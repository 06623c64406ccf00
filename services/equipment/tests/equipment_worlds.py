"""A small plant with machines, and a gateway that tells of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench

SECOND = timedelta(seconds=1)


def plant(name: str = "north", zone: str = "Europe/Berlin") -> PlantRegistered:
    return told.plant(name, zone=zone)


def entry(machine: str = "mill", **other: Any) -> dict[str, Any]:
    row = {"machine": machine, "plant": "north", "work_centre": "north-cut", "name": machine.title()}
    return {**row, "ideal_cycle_seconds": 60, **other}


async def enter(bench: ServiceBench, *rows: dict[str, Any], tenant: str = "acme") -> dict[str, Any]:
    answer = await bench.client("engineer", tenant=tenant).put("/v1/machines", json={"items": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


class Gateway:
    """Numbers what it tells; `send` posts all that was told since the last time."""

    def __init__(self, bench: ServiceBench, *, tenant: str = "acme") -> None:
        self._client = bench.client("device", tenant=tenant)
        self._sequence = 0
        self.records: list[dict[str, Any]] = []

    def tell(self, kind: str, at: datetime, machine: str = "mill", **facts: Any) -> None:
        self._sequence += 1
        record = {"sequence": self._sequence, "machine": machine, "tag": kind, "kind": kind, "quality": "good"}
        self.records.append({**record, "device_time": at.isoformat(), "gateway_time": at.isoformat(), **facts})

    def state(self, state: str, at: datetime = START, machine: str = "mill") -> None:
        self.tell("state", at, machine, state=state)

    def count(self, delta: int, at: datetime = START, machine: str = "mill") -> None:
        self.tell("count", at, machine, delta=delta, total=delta)

    def batch(self, **changes: Any) -> dict[str, Any]:
        return {"gateway": "g", "stream": "g-1", "oldest": 1, "records": self.records, **changes}

    async def send(self, **changes: Any) -> Any:
        batch, self.records = self.batch(**changes), []
        return await self.post(batch)

    async def post(self, batch: dict[str, Any]) -> Any:
        return await self._client.post("/v1/telemetry", json=batch)


async def ledger_entry(bench: ServiceBench, machine: str = "mill") -> dict[str, Any]:
    return (await bench.client("operator").get(f"/v1/machines/{machine}")).json()


async def settled(bench: ServiceBench, moment: datetime) -> None:
    """Move business time and let the timers have their turn."""
    bench.clock.advance_to(moment)
    await bench.turn_of_timers()
