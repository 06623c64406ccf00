"""A database is dumped and comes back in a new cluster, whose transaction ids begin far below the old one's."""

from __future__ import annotations

import asyncio
import os
from random import Random

from headrace_chassis.postgres import ensure_database
from headrace_chassis.postgres.account import packaged_programs
from headrace_testkit.faults.ground import APP, OWNER, Ground, database_of
from headrace_testkit.faults.kinds.kind import Kind, Struck, any_service


class DumpFailed(RuntimeError):
    pass


async def restore(ground: Ground, chance: Random) -> Struck:
    """While the service is stopped; all others go on."""
    service = any_service(ground, chance)
    replicas = ground.of(service)
    for process in replicas:
        await process.stop()
    await _moved(ground, service)
    for process in replicas:
        await ground.start(process)
    for process in replicas:
        await process.until_ready()
    return Struck(f"the database of {service}, in a new cluster", ground.services)


async def _moved(ground: Ground, service: str) -> None:
    old, dump = ground.cluster_of(service), ground.layout.folder / f"{service}.dump"
    await _run("pg_dump", "--format=custom", f"--file={dump}", old.url(database_of(service)))
    new = await ground.new_cluster(f"restored-{service}")
    await ensure_database(new.admin_url, database_of(service), owner_role=OWNER, app_role=APP)
    await _run("pg_restore", "--exit-on-error", f"--dbname={new.url(database_of(service))}", str(dump))
    dump.unlink()
    ground.move(service, new)


async def _run(program: str, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        str(packaged_programs() / program),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
    )
    words, _ = await process.communicate()
    if process.returncode:
        raise DumpFailed(f"{program} ended with {process.returncode}: {words.decode(errors='replace')[-2000:]}")


KINDS = (Kind("restore_into_new_cluster", restore, weight=0, needs_kafka=True),)
