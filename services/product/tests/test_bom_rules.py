"""PDM-2: what a bill of material may say, tried on the model alone."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.product.v1 import BomPublished
from headrace_contracts.values import Quantity
from headrace_product.model.bom import Bom, BomLine, Catalogue, check
from headrace_product.model.refusal import DefinitionRefused
from headrace_product.model.structure import Structure

DAY = date(2026, 1, 1)
KNOWN = Catalogue({"EA", "KG"}, {"BIKE": "EA", "FRAME": "EA", "WHEEL": "EA", "PAINT": "KG"})


def line(component: str, first: int = 0, last: int | None = None, amount: str = "1", unit: str = "EA") -> BomLine:
    """`first` and `last` are days after the first of January."""
    end = None if last is None else DAY + timedelta(days=last)
    return BomLine(component, Quantity.of(amount, unit), Decimal(0), DAY + timedelta(days=first), end)


def problems(*lines: BomLine, item: str = "BIKE") -> list[str]:
    try:
        check(item, lines, KNOWN, Structure({}))
    except DefinitionRefused as refused:
        return [problem.field for problem in refused.errors]
    return []


def test_all_that_is_wrong_is_named_at_once():
    lines = (line("GHOST"), line("PAINT"), line("WHEEL", 5, 4), line("FRAME", unit="OZ"))
    assert problems(*lines, item="UNKNOWN") == [
        "item",
        "lines.0.component",
        "lines.1.unit",
        "lines.2.valid_to",
        "lines.3.unit",
    ]


def test_a_line_may_follow_the_day_after_another_ends():
    assert problems(line("WHEEL", 0, 9), line("WHEEL", 10)) == []
    assert problems(line("WHEEL", 0, 10), line("WHEEL", 10)) == ["lines.1.valid_from"]


def test_a_refused_bom_is_not_taken_into_the_structure():
    structure = Structure({})
    with pytest.raises(DefinitionRefused):
        check("BIKE", [line("FRAME"), line("GHOST")], KNOWN, structure)
    check("FRAME", [line("BIKE")], KNOWN, structure)


spans = st.lists(
    st.tuples(st.sampled_from(["FRAME", "WHEEL"]), st.integers(0, 12), st.none() | st.integers(0, 5)), max_size=5
)


@given(spans)
def test_lines_are_refused_exactly_when_some_day_has_a_component_twice(wanted):
    lines = [line(component, first, None if more is None else first + more) for component, first, more in wanted]
    days = [DAY + timedelta(days=n) for n in range(20)]
    twice = any(
        count > 1 for day in days for count in Counter(x.component for x in lines if x.is_valid_on(day)).values()
    )
    assert bool(problems(*lines)) == twice


def test_the_first_bom_and_each_change_are_published_with_all_lines():
    bom = Bom.first("acme", "BIKE", [line("WHEEL", amount="2"), line("FRAME")])
    assert bom.revise([line("FRAME"), line("WHEEL", amount="2.0")]) is False
    assert bom.revise([line("FRAME"), line("WHEEL", amount="3")]) is True
    told = [event for event in bom.collect_events() if isinstance(event, BomPublished)]
    assert [(event.revision, [str(x.quantity_per) for x in event.lines]) for event in told] == [
        (1, ["1 EA", "2 EA"]),
        (2, ["1 EA", "3 EA"]),
    ]


def test_a_bom_without_lines_is_withdrawn():
    bom = Bom.first("acme", "BIKE", [line("WHEEL")])
    assert bom.revise([]) is True
    assert bom.collect_events()[-1].lines == ()


def test_one_component_on_two_positions_is_to_be_added_up_in_one_line():
    with pytest.raises(DefinitionRefused, match="add up their quantities in one line"):
        check("BIKE", [line("FRAME", amount="4"), line("FRAME", amount="2")], KNOWN, Structure({}))
    with pytest.raises(DefinitionRefused, match="end the first the day before"):
        check("BIKE", [line("FRAME", 0, 10), line("FRAME", 10)], KNOWN, Structure({}))
