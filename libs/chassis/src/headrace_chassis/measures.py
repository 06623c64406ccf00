"""What a service measures of its business: figures read from its own database, given to Prometheus with the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client import REGISTRY
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from headrace_chassis.clock import monotonic
from headrace_chassis.database import Database
from headrace_chassis.events.saying import Saying
from headrace_chassis.tx import EVERYONE, Tx

logger = logging.getLogger(__name__)
EVERY = 15.0
SHARE_OF_TIME = 0.05
LONGEST_QUERY = "SET LOCAL statement_timeout = '10s'"
Family = CounterMetricFamily | GaugeMetricFamily
Figures = float | None | Mapping[str, float] | Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Measure:
    """`query(tx)`, of the store, reads one figure, or one for each value of the label (a tuple, when there are more).

    It sees the rows of all organisations. What it leaves out is not shown: a state that nothing is in is told as 0.
    A name that ends in `_total` is a counter. Every replica tells the same, so panels take the max.
    """

    name: str
    words: str
    query: Callable[[Tx], Awaitable[Figures]]
    labels: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "counter" if self.name.endswith("_total") else "gauge"

    def family(self, figures: Figures) -> Family:
        made = CounterMetricFamily if self.kind == "counter" else GaugeMetricFamily
        family: Family = made(self.name, self.words, labels=self.labels)
        for values, figure in _by_labels(figures):
            family.add_metric(values, figure)
        return family


def _by_labels(figures: Figures) -> Iterator[tuple[tuple[str, ...], float]]:
    if isinstance(figures, Mapping):
        for key, figure in figures.items():
            yield (key,) if isinstance(key, str) else key, float(figure)
    elif figures is not None:
        yield (), float(figures)


class _Told(Collector):
    """What every measure of this process last read. A family is replaced as a whole: no figure outlives its row."""

    def __init__(self) -> None:
        self.families: dict[str, Family] = {}

    def collect(self) -> Iterator[Family]:
        yield from self.families.values()


TOLD = _Told()
REGISTRY.register(TOLD)


class Measures:
    """Reads a service's measures each 15 s; more seldom when that takes more than 5 % of the time."""

    def __init__(self, database: Database, measures: Sequence[Measure]) -> None:
        self._database = database
        self._measures = measures

    async def keep(self) -> None:
        """Until cancelled. A query that fails is told in the log and leaves the service in peace."""
        saying = Saying(logger)
        while self._measures:
            began = monotonic()
            try:
                await self.refresh()
                saying.over()
            except Exception as error:
                saying.warn(f"the measures of {self._database.service} can't be read: {error}")
            await asyncio.sleep(max(EVERY, (monotonic() - began) / SHARE_OF_TIME))

    async def refresh(self) -> None:
        async with self._database.transaction(EVERYONE, snapshot=True) as tx:
            await tx.raw.execute(LONGEST_QUERY)
            read = {measure.name: measure.family(await measure.query(tx)) for measure in self._measures}
        TOLD.families.update(read)

    def forget(self) -> None:
        for measure in self._measures:
            TOLD.families.pop(measure.name, None)
