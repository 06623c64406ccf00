"""The background task that keeps the head of the log signed."""

from __future__ import annotations

import asyncio
import logging

from headrace_chassis.faults import is_passing
from headrace_chassis.runtime import Running
from headrace_chassis.tx import EVERYONE
from headrace_traceability.store.keys import signing_key
from headrace_traceability.usecases import prove

logger = logging.getLogger(__name__)
LOOK = 1.0


async def keep_signed(running: Running) -> None:
    """A timer would know neither the data folder nor the key in it."""
    assert running.database is not None
    key = signing_key(running.runtime.data_dir)
    while True:
        try:
            async with running.database.transaction(EVERYONE) as tx:
                await prove.sign_when_due(tx, key)
        except Exception as error:
            level = logging.WARNING if is_passing(error) else logging.ERROR
            logger.log(level, "the head of the log was not signed and will be tried again", exc_info=error)
        await asyncio.sleep(LOOK)
