"""Random small worlds in which there is seldom enough: short lead times, shared parts, work under way, priorities."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from headrace_planning.model.items import Source
from headrace_planning.model.supply import Allocation

from .planning_facts import (
    START,
    WEEKDAYS,
    bought,
    day,
    ea,
    facts,
    forecast,
    line,
    made,
    order,
    purchase,
    stock,
    work_order,
)

ITEMS = "ABCDEF"


def random_world(seed, *, lumpy):
    """The same for the same seed; lumpy ones have lots, shares and bills that change."""
    chance = Random(f"{seed} {lumpy}")
    names = ITEMS[: chance.randint(1, len(ITEMS))]
    items = [_item(chance, name, name == names[-1], lumpy) for name in names]
    bom = [_line(chance, names, lumpy) for _ in range(chance.randint(0, 8)) if len(names) > 1]
    supplies = [_supply(chance, chance.choice(items), number) for number in range(chance.randint(0, 4))]
    return facts(
        *items,
        calendar=WEEKDAYS,
        bom=bom,
        demands=[_demand(chance, chance.choice(names), number) for number in range(chance.randint(2, 10))],
        stock=[stock(name, chance.randint(0, 25)) for name in names],
        open_supply=supplies,
        allocations=[part for supply in supplies for part in _material(chance, supply, bom)],
        reschedule_days=chance.choice((0, 3, 7)),
    )


def _item(chance, name, last, lumpy):
    safety = Decimal(chance.choice((0, 0, 5)))
    lots = _lots(chance) if lumpy else {}
    if last or chance.random() < 0.3:
        return bought(name, chance.randint(0, 8), safety_stock=safety, **lots)
    return made(name, chance.randint(0, 3), safety_stock=safety, **lots)


def _lots(chance):
    return {
        "lot_minimum": Decimal(chance.choice((0, 0, 7))),
        "lot_multiple": Decimal(chance.choice((0, 1, 4))),
        "days_of_supply": chance.choice((1, 1, 1, 5)),
        "yield_share": chance.choice((Decimal(1), Decimal("0.9"))),
    }


def _line(chance, names, lumpy):
    parent, component = sorted(chance.sample(names, 2))
    if not lumpy:
        return line(parent, component, chance.choice((1, 1, 2)))
    holds = chance.choice(({}, {}, {}, {"valid_to": day(9)}, {"valid_from": day(10)}))
    per = chance.choice(("1", "2", "0.5", "3.25"))
    return line(parent, component, per, scrap_share=chance.choice((Decimal(0), Decimal("0.1"))), **holds)


def _demand(chance, name, number):
    quantity, due = chance.randint(1, 20), chance.randint(-2, 16)
    if chance.random() < 0.25:
        return forecast(name, quantity, due, f"D{number}")
    return order(name, quantity, due, f"D{number}", priority=chance.choice((0, 0, 0, 1)))


def _supply(chance, item, number):
    kind = work_order if item.source is Source.MAKE else purchase
    return kind(item.item, chance.randint(1, 12), chance.randint(-2, 20), f"S{number}")


def _material(chance, supply, bom):
    for component in sorted({part.component for part in bom if part.parent == supply.item}):
        if supply.kind.value == "work_order" and chance.random() < 0.5:
            needed = max(supply.due - timedelta(days=chance.randint(0, 4)), START)
            yield Allocation(supply.reference, component, "P1", ea(chance.randint(1, 9)), needed)
