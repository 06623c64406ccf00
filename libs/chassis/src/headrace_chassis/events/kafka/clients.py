"""Ends clients of aiokafka, also those that can't end by themselves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

logger = logging.getLogger(__name__)
PATIENCE = 3.0


async def end_consumer(client: AIOKafkaConsumer) -> None:
    """`stop` waits for a coordinator that may never answer; what is left then is ended part by part, so that it does
    not go on as a member of its group."""
    if await _ended(client.stop()):
        return
    coordinator: Any = client._coordinator
    for name in ("_coordination_task", "_heartbeat_task", "_commit_refresh_task"):
        await _cancelled(getattr(coordinator, name, None))
    if client._fetcher:
        await _ended(client._fetcher.close())
    await _ended(client._client.close())


async def end_producer(client: AIOKafkaProducer) -> None:
    """Without `stop`, which waits until everything is sent: what was not acknowledged is sent again by the next one."""
    sender: Any = client._sender
    await _cancelled(sender.sender_task if sender else None)
    client._closed = True
    await _ended(client.client.close())


async def _ended(ending: Awaitable[object]) -> bool:
    try:
        await asyncio.wait_for(ending, PATIENCE)
    except Exception as error:
        logger.warning("a client of Kafka did not end by itself: %r", error)
        return False
    return True


async def _cancelled(task: asyncio.Task[object] | None) -> None:
    if task and not task.done():
        task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), PATIENCE)
