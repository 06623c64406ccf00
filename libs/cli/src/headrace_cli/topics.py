"""`headrace topics`: what Kafka lacks of the topics that are declared, and putting it there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headrace_chassis.events.bus import service_of
from headrace_chassis.serving.settings import database_name
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir
from headrace_cli.place import server_of

if TYPE_CHECKING:
    from headrace_chassis.events.kafka.changes import Change
    from headrace_chassis.events.kafka.settings import KafkaSettings

app = typer.Typer(no_args_is_help=True, help="Kafka's topics as they are declared: plan, apply")
Kafka = Annotated[
    str,
    typer.Option(
        "--kafka", envvar="HEADRACE_KAFKA", help="host:port; security by HEADRACE_KAFKA_SECURITY, _CA, _USER …"
    ),
]
Replication = Annotated[int | None, typer.Option(min=1, help="replicas of a new topic; else 3, or as many as brokers")]
UNSENT = """
    SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_log_id_seq) - position FROM relay_progress
"""


@app.command("plan")
def plan_topics(kafka: Kafka = "127.0.0.1:9092", replication: Replication = None) -> None:
    """Show what would be changed; change nothing."""
    _tell(asyncio.run(_planned(_settings(kafka), replication)))


@app.command("apply")
def apply_topics(
    kafka: Kafka = "127.0.0.1:9092",
    replication: Replication = None,
    grow: Annotated[
        bool, typer.Option("--grow", help="give topics more partitions; refused while events are on the way")
    ] = False,
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
) -> None:
    """Create what is missing and set what is different. Nothing is ever shrunk or deleted."""
    settings = _settings(kafka)
    changes = asyncio.run(_planned(settings, replication))
    _tell(changes)
    left = [change for change in changes if change.kind == "grow" and not grow]
    asyncio.run(_applied(settings, [change for change in changes if change not in left], data_dir, database_url))
    if left:
        typer.echo("Topics grow with --grow only: keys move to other partitions.", err=True)
        raise typer.Exit(1)


def _tell(changes: list[Change]) -> None:
    for change in changes:
        typer.echo(change)
    if not changes:
        typer.echo("Every topic is as declared.")


def _settings(kafka: str) -> KafkaSettings:
    from headrace_chassis.events.kafka.settings import KafkaSettings, KafkaSettingsWrong

    try:
        return KafkaSettings.of({**os.environ, "HEADRACE_KAFKA": kafka})
    except KafkaSettingsWrong as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


async def _planned(settings: KafkaSettings, replication: int | None) -> list[Change]:
    from headrace_chassis.events.kafka import changes, topics

    return await changes.plan(settings, topics.declared(), replication)


async def _applied(settings: KafkaSettings, wanted: list[Change], data_dir: Path, database_url: str | None) -> None:
    from headrace_chassis.events.kafka import changes

    growing = [change.topic for change in wanted if change.kind == "grow"]
    unsent = await _unsent(growing, data_dir, database_url) if growing else {}
    await changes.apply(settings, wanted, unsent)


async def _unsent(topics: list[str], data_dir: Path, database_url: str | None) -> dict[str, int]:
    """How many events of each topic's service its relay has not sent; a service without a database has none."""
    found = {}
    async with server_of(data_dir, database_url) as server:
        there = await server.databases([service_of(topic) for topic in topics])
        for topic in topics:
            if service_of(topic) not in there:
                found[topic] = 0
                continue
            connection = await server.connect(database_name(service_of(topic)))
            try:
                found[topic] = await connection.fetchval(UNSENT)
            finally:
                await connection.close()
    return found
