"""A parent to be killed: supervises the data directory it is given, and prints the postmaster's pid."""

import asyncio
import sys
from pathlib import Path

from headrace_chassis.postgres import EmbeddedPostgres


async def main() -> None:
    async with EmbeddedPostgres(Path(sys.argv[1])) as server:
        sys.stdout.write(f"{server.pid} {server.admin_url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


asyncio.run(main())
