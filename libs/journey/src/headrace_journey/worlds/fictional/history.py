"""Three years of sales: series that grow, breathe with the seasons, or come now and then."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from headrace_journey.worlds import rows
from headrace_journey.worlds.fictional.sizes import Size
from headrace_journey.worlds.world import Row, World

WEEKS = 156
BUYERS = ("Hill farms", "Lakeside homes", "Mountain huts", "Town gardens", "Valley mills")


def add_history(world: World, random: Random, size: Size) -> None:
    """The last sale is of the day before the world begins, so that this day's week is the first to forecast."""
    sold = [row for row in world.items.rows if row["sold"]]
    for number, item in enumerate(sold):
        level = random.uniform(0.5, 3.0) if size.name == "small" else random.uniform(0.3, 8.0)
        growth, season = random.uniform(-0.2, 0.5), random.uniform(0.0, 0.6)
        often = 0.25 if number % 4 == 3 else 1.0
        for week in range(WEEKS):
            if random.random() < often:
                mean = level / often * (1 + growth * week / WEEKS) * _season(week, season)
                _sell(world, random, item, week, _poisson(random, mean))


def _season(week: int, strength: float) -> float:
    return 1 + strength * math.sin(2 * math.pi * week / 52)


def _sell(world: World, random: Random, item: Row, week: int, pieces: int) -> None:
    if not pieces:
        return
    day = _day(world.today, week, random.randint(0, 4))
    reference = f"{world.leader}/{item['item']}/{week}"
    buyer = random.choice(BUYERS)
    world.sales_history.add(
        rows.sale(reference, item["item"], buyer, day, Decimal(pieces), item["unit"], item["list_price"])
    )


def _day(today: date, week: int, weekday: int) -> date:
    first = today - timedelta(days=7 * WEEKS)
    return first + timedelta(days=7 * week + weekday)


def _poisson(random: Random, mean: float) -> int:
    """Knuth's multiplication of uniforms; means here are small."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
