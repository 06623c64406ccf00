"""PDM-2: no item ever contains itself, however deep, and the refusal names the path."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_product.model.structure import BomCycle, Structure

ITEMS = "ABCDE"


def test_the_refusal_names_the_path_from_the_item_back_to_itself():
    structure = Structure({"BIKE": ["FRAME"], "FRAME": ["TUBE"]})
    with pytest.raises(BomCycle, match="TUBE > BIKE > FRAME > TUBE"):
        structure.put("TUBE", ["STEEL", "BIKE"])


def test_an_item_is_no_component_of_its_own():
    with pytest.raises(BomCycle, match="A > A"):
        Structure({}).put("A", ["A"])


def test_a_refused_bom_leaves_the_structure_as_it_was():
    structure = Structure({"A": ["B"], "B": ["C"]})
    with pytest.raises(BomCycle):
        structure.put("B", ["A"])
    with pytest.raises(BomCycle, match="C > B > C"):
        structure.put("C", ["B"])


def test_a_new_bom_takes_the_place_of_the_old_one():
    structure = Structure({"A": ["B"]})
    structure.put("A", ["C"])
    structure.put("B", ["A"])


def test_a_chain_of_many_thousand_levels_is_checked():
    levels = 20_000
    structure = Structure({str(n): [str(n + 1)] for n in range(levels)})
    with pytest.raises(BomCycle):
        structure.put(str(levels), ["0"])


@given(st.lists(st.tuples(st.sampled_from(ITEMS), st.frozensets(st.sampled_from(ITEMS), max_size=3)), max_size=12))
def test_a_bom_is_refused_exactly_when_it_would_close_a_loop(boms):
    structure, accepted = Structure({}), {}
    for item, components in boms:
        wanted = accepted | {item: components}
        try:
            structure.put(item, components)
        except BomCycle:
            assert has_loop(wanted)
        else:
            accepted = wanted
            assert not has_loop(accepted)


def has_loop(components: dict[str, frozenset[str]]) -> bool:
    """By brute force: the closure of 'contains' puts something inside itself."""
    inside = {(item, part) for item, parts in components.items() for part in parts}
    while more := {(a, d) for (a, b), (c, d) in product(inside, inside) if b == c} - inside:
        inside |= more
    return any(a == b for a, b in inside)
