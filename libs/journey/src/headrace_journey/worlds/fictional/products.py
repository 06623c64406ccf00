"""What is made and of what: machines of several models, their dated bills of material over three made levels.

A machine has a motor (shared in its family) and a wheel of its own; the motor has a stator; all else is bought.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.fictional.sizes import LONGEST_LEAD_TIME, Size
from headrace_journey.worlds.lead import days_to_buy
from headrace_journey.worlds.world import Row, World

ALWAYS = date(2020, 1, 1)
KINDS = (
    ("GP", "Garden pump", "Pumps", "Garden pumps", 24900),
    ("RT", "River turbine", "Turbines", "River turbines", 189000),
    ("WP", "Well pump", "Pumps", "Well pumps", 54900),
    ("HT", "Hillside turbine", "Turbines", "Penstock turbines", 259000),
)


@dataclass(frozen=True, slots=True)
class Family:
    """Machines that share a motor; `plants` can make them."""

    code: str
    models: tuple[str, ...]
    plants: tuple[str, ...]


def add_products(world: World, size: Size) -> list[Family]:
    for code, name in (("EA", "Piece"), ("KG", "Kilogram"), ("M", "Metre")):
        world.units.add({"code": code, "name": name})
    _shared_parts(world)
    plants = [plant["id"] for plant in world.plants.rows]
    return [_family(world, number, size, plants) for number in range(size.families)]


def _shared_parts(world: World) -> None:
    _bought(world, "WIRE-CU", "Winding wire", "KG", 1450)
    _bought(world, "LAM-STEEL", "Lamination stack", "EA", 2100)
    _bought(world, "BRG-6204", "Bearing 6204", "EA", 380)
    _bought(world, "CABLE-3G", "Cable 3G1.5", "M", 120)
    _bought(world, "SCREWS-M6", "Screw set M6", "EA", 90)
    _bought(world, "SEAL-A", "Shaft seal, rubber", "EA", 640)
    _bought(world, "SEAL-B", "Shaft seal, ceramic", "EA", 910)


def _family(world: World, number: int, size: Size, plants: list[str]) -> Family:
    kind, name, category, subcategory, price = KINDS[number % len(KINDS)]
    code = f"{kind}{number // len(KINDS) + 1}"
    able = tuple(plants if number % 2 == 0 else plants[:1])
    _bought(world, f"ROTOR-{code}", f"Rotor {code}", "EA", 3200 + price // 40)
    _bought(world, f"CASING-{code}", f"Casing {code}", "EA", 1900 + price // 30)
    _bought(world, f"CONTROL-{code}", f"Controller {code}", "EA", 2600 + price // 25)
    _made(world, f"STATOR-{code}", f"Stator {code}", "Components", "Stators", able, ("winding",))
    _bom(world, f"STATOR-{code}", ("WIRE-CU", "0.8"), ("LAM-STEEL", "1"))
    _made(world, f"MOTOR-{code}", f"Motor {code}", "Components", "Motors", able, ("assembly",), serial=True)
    _bom(world, f"MOTOR-{code}", (f"STATOR-{code}", "1"), (f"ROTOR-{code}", "1"), ("BRG-6204", "2"))
    models = [_model(world, code, name, (category, subcategory), price, m, able) for m in range(size.models)]
    return Family(code, tuple(models), able)


def _model(
    world: World, family: str, name: str, group: tuple[str, str], price: int, number: int, plants: tuple[str, ...]
) -> str:
    code = f"{family}-{(number + 1) * 100}"
    asked = rows.money(Money(price + price // 4 * number, world.currency))
    _bought(world, f"IMPELLER-{code}", f"Impeller {code}", "EA", 1500 + 200 * number)
    _made(world, f"WHEEL-{code}", f"Wheel {code}", "Components", "Wheels", plants, ("machining",))
    _bom(world, f"WHEEL-{code}", (f"IMPELLER-{code}", "1"), (f"CASING-{family}", "1"))
    _made(world, code, f"{name} {code}", *group, plants, ("assembly", "test"), serial=True, price=asked)
    parts = [(f"MOTOR-{family}", "1"), (f"WHEEL-{code}", "1"), (f"CONTROL-{family}", "1")]
    _bom(world, code, *parts, ("CABLE-3G", "10"), ("SCREWS-M6", "2"), seals=True)
    return code


def _bought(world: World, code: str, name: str, unit: str, cost_minor: int) -> None:
    world.items.add(
        rows.item(
            code,
            name,
            unit,
            category="Parts",
            subcategory="Bought parts",
            make=False,
            serial=False,
            sold=False,
            lead_time_days=days_to_buy(LONGEST_LEAD_TIME),
            safety_stock=Decimal(0),
            lot_minimum=Decimal(0),
            cost=rows.money(Money(cost_minor, world.currency)),
            price=None,
        )
    )


def _made(
    world: World,
    code: str,
    name: str,
    category: str,
    subcategory: str,
    plants: tuple[str, ...],
    shops: tuple[str, ...],
    *,
    serial: bool = False,
    price: rows.Price = None,
) -> None:
    world.items.add(
        rows.item(
            code,
            name,
            "EA",
            category=category,
            subcategory=subcategory,
            make=True,
            serial=serial,
            sold=price is not None,
            lead_time_days=len(shops),
            safety_stock=Decimal(0),
            lot_minimum=Decimal(0),
            cost=None,
            price=price,
        )
    )
    for plant in plants:
        operations = [
            rows.operation(10 * step, shop.title(), f"{plant}-{shop}", 10.0, 12.0)
            for step, shop in enumerate(shops, start=1)
        ]
        world.routings.add({"item": code, "plant": plant, "operations": operations})


def _bom(world: World, item: str, *parts: tuple[str, str], seals: bool = False) -> None:
    units = {row["item"]: row["unit"] for row in world.items.rows}
    lines = [_line(part, Decimal(per), units[part], ALWAYS, None) for part, per in parts]
    if seals:
        lines += _seal_change(world.today)
    world.boms.add({"item": item, "lines": lines})


def _seal_change(today: date) -> list[Row]:
    """The rubber seal gave way to the ceramic one a month ago."""
    change = today - timedelta(days=30)
    return [
        _line("SEAL-A", Decimal(1), "EA", ALWAYS, change - timedelta(days=1)),
        _line("SEAL-B", Decimal(1), "EA", change, None),
    ]


def _line(part: str, per: Decimal, unit: str, start: date, end: date | None) -> Row:
    scrap = Decimal(2) if unit == "KG" else Decimal(0)
    return rows.bom_line(part, per, unit, start, end, scrap)
