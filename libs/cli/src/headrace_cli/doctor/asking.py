"""Asks a running platform, through its gateway."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from headrace_chassis import clock
from headrace_chassis.events.bus import service_of
from headrace_chassis.events.kafka.topics import partition_of
from headrace_chassis.examination import Examination, Heard
from headrace_cli.doctor.facts import Behind, Facts, Replica
from headrace_cli.remote import asked

PROCESSES = "processes.json"
LOOKED_AT = 200
PATIENCE = 2.0


async def ask(client: httpx.AsyncClient, where: str, services: Sequence[str], data_dir: Path) -> Facts:
    began = clock.wall()
    answers = await asyncio.gather(*(asked(client.get(f"/api/{one}/v1/examination")) for one in services))
    facts = Facts(
        where=where,
        running=True,
        seen_at=began,
        services=[Examination.model_validate(answer) for answer in answers if answer],
        silent=[service for service, answer in zip(services, answers, strict=True) if answer is None],
        skew_seconds=await _skew(client),
        replicas=await _replicas(data_dir, where),
    )
    facts.behind = await _behind(client, facts)
    return facts


async def _skew(client: httpx.AsyncClient) -> float | None:
    """Asked again by itself, because a busy answer takes too long to compare clocks by."""
    before = clock.wall()
    answer = await asked(client.get("/api/edge-gateway/v1/examination")) or await asked(
        client.get("/api/api-gateway/v1/examination")
    )
    if answer is None:
        return None
    middle = before + (clock.wall() - before) / 2
    return (datetime.fromisoformat(answer["process"]["wall"]) - middle) / timedelta(seconds=1)


async def _behind(client: httpx.AsyncClient, facts: Facts) -> list[Behind]:
    late = [
        (service, place, facts.events_behind(place))
        for service, database in facts.stored()
        for place in database.heard
        if facts.events_behind(place) > 0
    ]
    ages = await asyncio.gather(*(_age(client, place) for _, place, _ in late))
    return [
        Behind(service=service, topic=place.topic, partition=place.partition, events=events, seconds=age)
        for (service, place, events), age in zip(late, ages, strict=True)
    ]


async def _age(client: httpx.AsyncClient, place: Heard) -> float | None:
    """Of the first event after what was heard; on Kafka of the first of its partition, if it is near."""
    query: dict[str, Any] = {"after": place.position, "limit": LOOKED_AT}
    page = await asked(client.get(f"/api/{service_of(place.topic)}/v1/event-log", params=query))
    for event in page["items"] if page else ():
        on_kafka = place.partition > 0 or (place.end is not None and place.offset != place.position)
        if not on_kafka or partition_of(place.topic, event["key"]) == place.partition:
            return (clock.wall() - datetime.fromisoformat(event["recorded_at"])) / timedelta(seconds=1)
    return None


async def _replicas(data_dir: Path, where: str) -> list[Replica]:
    """Those of the supervisor whose gateway was asked, where it runs on this machine."""
    file = data_dir / PROCESSES
    if not file.exists():
        return []
    listed = json.loads(file.read_text())["processes"]
    if httpx.URL(where).port not in {each["port"] for each in listed}:
        return []
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        ready = await asyncio.gather(*(_ready(client, each["port"]) for each in listed))
    return [Replica(**{**each, "ready": here}) for each, here in zip(listed, ready, strict=True)]


async def _ready(client: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
    except httpx.HTTPError:
        return False
