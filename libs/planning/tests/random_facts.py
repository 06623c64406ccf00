"""Random small planning facts: up to six items, BOM lines from earlier to later ones, stock, demand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from .planning_facts import WEEKDAYS, bought, day, facts, forecast, line, made, order, purchase, stock

ITEMS = ("A", "B", "C", "D", "E", "F")


@st.composite
def random_facts(draw):
    count = draw(st.integers(1, len(ITEMS)))
    names = ITEMS[:count]
    return facts(
        *(draw(_item(name)) for name in names),
        calendar=WEEKDAYS,
        bom=draw(st.lists(_line(count), max_size=8)) if count > 1 else [],
        demands=draw(_demands(names)),
        stock=[stock(name, draw(st.integers(0, 12))) for name in names],
        open_supply=draw(_purchases(names)),
        reschedule_days=draw(st.integers(0, 6)),
    )


@st.composite
def _item(draw, name):
    kind = draw(st.sampled_from((made, made, bought)))
    return kind(
        name,
        draw(st.integers(0, 6)),
        safety_stock=Decimal(draw(st.sampled_from((0, 0, 5)))),
        lot_minimum=Decimal(draw(st.sampled_from((0, 0, 7)))),
        lot_multiple=Decimal(draw(st.sampled_from((0, 1, 4)))),
        days_of_supply=draw(st.sampled_from((1, 1, 5))),
        yield_share=draw(st.sampled_from((Decimal(1), Decimal("0.9")))),
    )


@st.composite
def _line(draw, count):
    parent = draw(st.integers(0, count - 2))
    component = draw(st.integers(parent + 1, count - 1))
    return line(
        ITEMS[parent],
        ITEMS[component],
        draw(st.sampled_from(("1", "2", "0.5", "3.25"))),
        scrap_share=draw(st.sampled_from((Decimal(0), Decimal("0.1")))),
        valid_from=draw(st.sampled_from((None, None, day(10)))),
        valid_to=draw(st.sampled_from((None, None, day(9)))),
    )


@st.composite
def _demands(draw, names):
    asked = draw(st.lists(_ask(names), min_size=1, max_size=6))
    return [make(item, quantity, due, f"D{n}") for n, (make, item, quantity, due) in enumerate(asked)]


def _ask(names):
    return st.tuples(
        st.sampled_from((order, forecast)), st.sampled_from(names), st.integers(1, 20), st.integers(-3, 40)
    )


@st.composite
def _purchases(draw, names):
    found = draw(st.lists(st.tuples(st.sampled_from(names), st.integers(1, 9), st.integers(-2, 30)), max_size=4))
    return [purchase(item, quantity, due, f"P{n}") for n, (item, quantity, due) in enumerate(found)]
