"""The figures of all gateways in this process, among the process' metrics."""

from __future__ import annotations

import asyncio
import logging

from headrace_chassis import metrics
from headrace_edge_gateway.embedded.fleet import Fleet
from headrace_edge_gateway.figures import MEANINGS, Figures

logger = logging.getLogger(__name__)
EVERY = 5.0
BUFFERED = metrics.gauge("edge_buffered_records", MEANINGS["edge_buffered_records"], "plant")
OLDEST = metrics.gauge("edge_oldest_buffered_seconds", MEANINGS["edge_oldest_buffered_seconds"], "plant")
DEVICES = metrics.gauge("edge_devices", MEANINGS["edge_devices"], "plant", "state")


async def keep_told(fleet: Fleet) -> None:
    """Until cancelled."""
    while True:
        try:
            for plant, figures in await fleet.figures():
                tell(plant, figures)
        except Exception as error:
            logger.warning("the figures of the gateways can't be read just now: %s", error)
        await asyncio.sleep(EVERY)


def tell(plant: str, figures: Figures) -> None:
    BUFFERED.labels(plant).set(figures.waiting)
    OLDEST.labels(plant).set(figures.oldest_seconds)
    for state, count in figures.devices.items():
        DEVICES.labels(plant, state).set(count)
