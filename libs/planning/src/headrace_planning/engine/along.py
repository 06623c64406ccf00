"""What has to be released with an order line though no part of it serves the line: lots are made whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from headrace_planning.engine.readback import Reading
from headrace_planning.engine.tracing import UNUSED
from headrace_planning.model.demand import DemandKind
from headrace_planning.model.proposals import CarriedAlong


def carried_along(reading: Reading) -> Iterator[CarriedAlong]:
    for number, serving in sorted(_serving(reading).items()):
        demand = reading.facts.demands[number]
        if demand is None or demand.kind is not DemandKind.CUSTOMER_ORDER:
            continue
        for supply in sorted(reading.trace.below(serving) - serving):
            if supply >= reading.first_planned:
                reference = reading.order_reference(supply - reading.first_planned)
                yield CarriedAlong(reference, demand.order_line)


def _serving(reading: Reading) -> dict[int, set[int]]:
    """Demand -> the supplies of which a part serves it in the end."""
    serving: dict[int, set[int]] = defaultdict(set)
    for supply in range(reading.first_open, len(reading.solution.supplies.node)):
        for part in reading.trace.peg_to_top(supply):
            if part.demand != UNUSED:
                serving[part.demand].add(supply)
    return serving
