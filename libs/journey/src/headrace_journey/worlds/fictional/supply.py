"""Who supplies what at which terms, how that went so far, and what is in stock."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.fictional.sizes import LONGEST_LEAD_TIME, SHORTEST_LEAD_TIME
from headrace_journey.worlds.world import Row, World

MONTHS_OF_PURCHASES = 18


def add_supply(world: World, random: Random) -> None:
    suppliers = [row["supplier"] for row in world.suppliers.rows]
    bought = [row for row in world.items.rows if row["source"] == "buy"]
    for number, item in enumerate(bought):
        main = suppliers[number % len(suppliers)]
        second = suppliers[(number + 1) % len(suppliers)]
        _terms(world, random, item, main, dearer=0)
        if number % 3 == 0:
            _terms(world, random, item, second, dearer=8)
        _opening_stock(world, random, item)


def _terms(world: World, random: Random, item: Row, supplier: str, *, dearer: int) -> None:
    cost = item["standard_cost"]["minor"]
    price = Money(cost + cost * dearer // 100, world.currency)
    days = random.randint(SHORTEST_LEAD_TIME, LONGEST_LEAD_TIME)
    world.supplier_items.add(rows.supplier_item(supplier, item["item"], rows.money(price), days, Decimal(1)))
    if not dearer:
        _purchases(world, random, item, supplier, price)


def _purchases(world: World, random: Random, item: Row, supplier: str, price: Money) -> None:
    for month in range(1, MONTHS_OF_PURCHASES + 1):
        ordered = world.today - timedelta(days=30 * month + random.randint(0, 9))
        due = ordered + timedelta(days=10)
        amount = Decimal(random.randint(4, 40) * 10)
        spoilt = Decimal(random.choice((0, 0, 0, 0, 2)))
        world.purchase_history.add(
            rows.purchase(
                f"{supplier}/{item['item']}/{month}",
                supplier,
                item["item"],
                ordered=ordered,
                due=due,
                received_on=due + timedelta(days=random.choice((-1, 0, 0, 0, 3))),
                amounts=(amount, amount, spoilt),
                price=rows.money(price),
            )
        )


def _opening_stock(world: World, random: Random, item: Row) -> None:
    """Of every second part a little, never enough for the order alone."""
    for plant in world.plants.rows:
        if random.random() < 0.5:
            lot = f"{item['item']}-{plant['id']}-OPENING"
            amount = Decimal(random.randint(1, 3))
            world.opening_stock.add(rows.opening_lot(plant["id"], item["item"], lot, amount, item["unit"]))
