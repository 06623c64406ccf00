"""Random sellers and the orders that come to them one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.network import Component, Item
from headrace_planning.model.sourcing import SupplierOffer

from .promising_worlds import World, item, offer, part, purchase, with_reference, work

NAMES = ("A", "B", "C", "D", "E", "F")
SOLD = ("A", "B", "C")
Wanted = tuple[str, str, int]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    plants = ("p1", "p2")[: draw(st.integers(1, 2))]
    items = [draw(_items(name)) for name in NAMES]
    places = [(i.item, plant) for i in items for plant in plants]
    return World(
        items,
        draw(_bills(items)),
        {i.item: draw(_offers(i)) for i in items if not i.made},
        plants,
        {place: draw(_amount(place[0])) for place in places if draw(st.booleans())},
        draw(_coming(items, plants)),
        {place: draw(_amount(place[0])) for place in places if not draw(st.integers(0, 5))},
        {(plant, i.item): draw(st.sampled_from(("0.01", "1", "3.7"))) for plant in plants for i in items},
        {(plant, i.item): draw(st.sampled_from(("0", "5"))) for plant in plants for i in items},
        draw(st.sampled_from(("100000", "40"))),
        {plant: draw(st.sampled_from(("10", "20"))) for plant in plants},
        draw(_forecast(plants)),
    )


@st.composite
def orders(draw: st.DrawFn) -> list[tuple[list[Wanted], int]]:
    """Lines and priority of each."""
    line = st.sampled_from(SOLD).flatmap(lambda name: st.tuples(st.just(name), _amount(name), st.integers(0, 45)))
    wanted = st.lists(line, min_size=1, max_size=3)
    return draw(st.lists(st.tuples(wanted, st.sampled_from((0, 0, 0, 1, 2))), min_size=1, max_size=6))


@st.composite
def _items(draw: st.DrawFn, name: str) -> Item:
    return item(
        name,
        made=name in SOLD[:2] or (name != "F" and draw(st.booleans())),
        lead=draw(st.integers(0, 12)),
        decimals=_decimals(name),
        safety=draw(st.sampled_from(("0", "0", "5"))),
        minimum=draw(st.sampled_from(("0", "0", "7"))),
        multiple=draw(st.sampled_from(("0", "0", "1", "4"))),
    )


@st.composite
def _bills(draw: st.DrawFn, items: Sequence[Item]) -> Mapping[str, Sequence[Component]]:
    """From earlier to later items, so that nothing contains itself."""
    return {
        known.item: [
            part(
                below.item,
                draw(st.sampled_from(("1", "2", "0.5"))),
                draw(st.sampled_from(("0", "0", "0.1"))),
                below.unit,
            )
            for below in items[n + 1 :]
            if draw(st.booleans())
        ]
        for n, known in enumerate(items)
        if known.made
    }


@st.composite
def _offers(draw: st.DrawFn, of: Item) -> list[SupplierOffer]:
    return [
        offer(
            draw(st.integers(0, 30)),
            draw(st.sampled_from(("0.5", "1", "3"))),
            of.unit,
            draw(st.sampled_from(("0", "0", "5", "100"))),
            f"s{n}",
            draw(st.sampled_from((0, 0, 1, 2))),
        )
        for n in range(draw(st.integers(1, 3)))
    ]


@st.composite
def _coming(draw: st.DrawFn, items: Sequence[Item], plants: Sequence[str]) -> list[FirmOrder]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        of, plant, due = draw(st.sampled_from(items)), draw(st.sampled_from(plants)), draw(st.integers(0, 30))
        quantity = draw(_amount(of.item))
        if of.made:
            start = draw(st.integers(0, due))
            found.append(work(of.item, quantity, start, due, plant, of.unit))
        else:
            found.append(purchase(of.item, quantity, due, plant, of.unit))
    return with_reference(found)


@st.composite
def _forecast(draw: st.DrawFn, plants: Sequence[str]) -> list[tuple[str, str, str, int]]:
    bucket = st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(plants), _amount(name), st.integers(0, 60))
    )
    return draw(st.lists(bucket, max_size=4, unique_by=lambda b: (b[0], b[1], b[3])))


def _decimals(name: str) -> int:
    return 3 if name in {"C", "E"} else 0


def _amount(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(("0.5", "2.25", "10", "33.333") if _decimals(name) else ("1", "3", "10", "40"))
