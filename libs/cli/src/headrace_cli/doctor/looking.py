"""Looks into the databases of a platform that is stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import asyncpg

from headrace_chassis import clock
from headrace_chassis.events.bus import service_of
from headrace_chassis.examination import Examination, Heard, examine
from headrace_chassis.service import Service
from headrace_cli.doctor.facts import Behind, Facts
from headrace_cli.place import Server

WAITING = "SELECT recorded_at FROM event_log WHERE id > $1 ORDER BY id LIMIT 1"


async def look(server: Server, where: str, url: str, services: list[Service]) -> Facts:
    databases = await server.databases([service.name for service in services])
    facts = Facts(where=where, running=False, unanswered=url, seen_at=clock.wall(), services=[])
    for service in services:
        if service.name in databases:
            facts.services.append(await _examined(server, databases[service.name], service))
    for name, database in facts.stored():
        for place in database.heard:
            if events := facts.events_behind(place):
                facts.behind.append(await _behind(server, databases, name, place, events))
    return facts


async def _examined(server: Server, database: str, service: Service) -> Examination:
    connection = await server.connect(database, as_owner=True)
    try:
        async with connection.transaction(readonly=True):
            return Examination(service=service.name, database=await examine(connection, service.migrations))
    except asyncpg.UndefinedTableError:
        return Examination(service=service.name)
    finally:
        await connection.close()


async def _behind(server: Server, databases: dict[str, str], service: str, place: Heard, events: int) -> Behind:
    connection: asyncpg.Connection[Any] = await server.connect(databases[service_of(place.topic)], as_owner=True)
    try:
        oldest = await connection.fetchval(WAITING, place.position)
    finally:
        await connection.close()
    age = (clock.wall() - oldest) / timedelta(seconds=1) if oldest else None
    return Behind(service=service, topic=place.topic, partition=place.partition, events=events, seconds=age)
