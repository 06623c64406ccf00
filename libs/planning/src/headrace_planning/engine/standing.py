"""Who is served first where there is not enough for all."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_planning.model.demand import Demand, DemandKind

_KINDS = {DemandKind.CUSTOMER_ORDER: 1, DemandKind.FORECAST: 2, DemandKind.SAFETY_STOCK: 3}

_Standing = tuple[int, int, bool]


def standings(demands: Sequence[Demand | None]) -> list[tuple[int, int]]:
    """Standing and turn of each: material of work orders, customers, forecast, safety stock.

    Customers by priority, those who were told a day before those who wait to be told.
    """
    of_each = [_standing(demand) for demand in demands]
    number = {standing: n for n, standing in enumerate(sorted(set(of_each)))}
    in_turn = sorted(range(len(demands)), key=lambda n: _turn(demands[n]))
    turn = [0] * len(demands)
    for place, n in enumerate(in_turn):
        turn[n] = place
    return [(number[standing], turn[n]) for n, standing in enumerate(of_each)]


def _standing(demand: Demand | None) -> _Standing:
    if demand is None:
        return 0, 0, False
    return _KINDS[demand.kind], -demand.priority, demand.promised is None


def _turn(demand: Demand | None) -> tuple[int, str, str, str, str]:
    if demand is None:
        return 0, "", "", "", ""
    return demand.planned_for.toordinal(), demand.reference, demand.line, demand.item, demand.plant
