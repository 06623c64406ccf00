"""TRC-2, TRC-3, MES-7: lots are traced both ways in time, loops end, and every quantity is accounted for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_traceability.model.genealogy import (
    BEGINNING,
    END,
    Direction,
    Edge,
    EdgeKind,
    Trace,
    mass_balance,
    trace,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
FORWARDS, BACKWARDS = Direction.FORWARDS, Direction.BACKWARDS


def kilos(n: int) -> Quantity:
    return Quantity.of(n, "kg")


def hour(n: int) -> datetime:
    return START + timedelta(hours=n)


@dataclass
class Table:
    """The edge table in memory; counts the queries."""

    edges: list[Edge] = field(default_factory=list)
    asked: list[Collection[str]] = field(default_factory=list)

    def add(self, source: str, target: str, at: int, kind=EdgeKind.CONSUME, quantity: int = 1) -> None:
        self.edges.append(Edge(f"e{len(self.edges)}", source, target, kilos(quantity), kind, hour(at)))

    async def of(self, nodes: Collection[str], direction: Direction) -> Iterable[Edge]:
        self.asked.append(nodes)
        return [e for e in self.edges if e.near(direction) in nodes]


def table(*edges: tuple[str, str, int]) -> Table:
    made = Table()
    for source, target, at in edges:
        made.add(source, target, at)
    return made


async def nodes(made: Table, start: str, direction: Direction) -> set[str]:
    return set((await trace([start], direction, made.of)).reached)


async def test_a_shipped_serial_leads_back_to_the_supplier_lot_and_the_lot_to_it() -> None:
    made = table(("SUP", "LOT", 1), ("LOT", "PART", 2), ("PART", "BIKE", 3), ("OTHER", "BIKE", 3), ("BIKE", "SHIP", 4))
    back = await trace(["SHIP"], BACKWARDS, made.of)
    assert set(back.reached) == {"SHIP", "BIKE", "PART", "OTHER", "LOT", "SUP"}
    assert back.ends() == {"SUP", "OTHER"}
    forth = await trace(["SUP"], FORWARDS, made.of)
    assert set(forth.reached) == {"SUP", "LOT", "PART", "BIKE", "SHIP"}
    assert forth.ends() == {"SHIP"}


async def test_each_level_is_fetched_with_one_query() -> None:
    made = table(("A", "B", 1), ("A", "C", 1), ("B", "D", 2), ("C", "D", 2))
    await trace(["A"], FORWARDS, made.of)
    assert [set(asked) for asked in made.asked] == [{"A"}, {"B", "C"}, {"D"}]


async def test_what_was_drawn_before_a_later_blend_is_not_blamed() -> None:
    made = table(("GOOD", "TANK", 1), ("TANK", "EARLY", 2), ("BAD", "TANK", 3), ("TANK", "LATE", 4))
    assert await nodes(made, "BAD", FORWARDS) == {"BAD", "TANK", "LATE"}
    assert await nodes(made, "EARLY", BACKWARDS) == {"EARLY", "TANK", "GOOD"}
    assert await nodes(made, "LATE", BACKWARDS) == {"LATE", "TANK", "GOOD", "BAD"}


async def test_at_the_same_hour_a_lot_is_suspected() -> None:
    made = table(("BAD", "TANK", 3), ("TANK", "SAME", 3))
    assert "SAME" in await nodes(made, "BAD", FORWARDS)


async def test_a_way_found_later_but_earlier_in_time_is_walked_too() -> None:
    made = table(("A", "TANK", 9), ("A", "B", 1), ("B", "TANK", 2), ("TANK", "P", 5))
    result = await trace(["A"], FORWARDS, made.of)
    assert result.reached["TANK"] == hour(2)
    assert "P" in result.reached


async def test_rework_loops_end() -> None:
    made = table(("A", "B", 1), ("B", "R", 2), ("R", "B", 3), ("B", "C", 4), ("C", "C", 5))
    assert await nodes(made, "A", FORWARDS) == {"A", "B", "R", "C"}
    assert await nodes(made, "C", BACKWARDS) == {"A", "B", "R", "C"}


async def test_two_issues_of_one_lot_to_one_order_are_two_edges() -> None:
    made = table(("A", "B", 1), ("A", "B", 1))
    assert len((await trace(["A"], FORWARDS, made.of)).edges) == 2


def every_way(edges: list[Edge], start: str, direction: Direction) -> dict[str, datetime]:
    """Brute force: all ways through time, one step after the other, keeping the best time of each node."""
    forwards = direction is FORWARDS
    states = {(start, BEGINNING if forwards else END)}
    waiting = list(states)
    while waiting:
        node, bound = waiting.pop()
        for edge in edges:
            in_time = edge.at >= bound if forwards else edge.at <= bound
            state = (edge.far(direction), edge.at)
            if edge.near(direction) == node and in_time and state not in states:
                states.add(state)
                waiting.append(state)
    best = min if forwards else max
    return {n: best(at for m, at in states if m == n) for n, _ in states}


random_edges = st.lists(
    st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH"), st.integers(0, 9)), max_size=24
)


@settings(max_examples=200)
@given(random_edges, st.sampled_from("ABCDEFGH"), st.sampled_from(Direction))
async def test_traces_of_random_graphs_equal_brute_force(edges, start, direction) -> None:
    made = table(*edges)
    result: Trace = await trace([start], direction, made.of)
    best = every_way(made.edges, start, direction)
    assert result.reached == best
    in_time = (lambda e, t: e.at >= t) if direction is FORWARDS else (lambda e, t: e.at <= t)
    followed = {e.id for e in made.edges if e.near(direction) in best and in_time(e, best[e.near(direction)])}
    assert {e.id for e in result.edges} == followed
    asked = [node for level in made.asked for node in level]
    assert len(asked) == len(set(asked)) == len(best)


def test_a_lost_and_an_invented_kilo_are_both_found() -> None:
    made = Table()
    made.add("A", "B", 1, EdgeKind.SPLIT, 4)
    lost = mass_balance("A", kilos(10), kilos(5), made.edges)
    assert (lost.missing, lost.holds) == (kilos(1), False)
    assert mass_balance("A", kilos(10), kilos(6), made.edges).holds
    assert mass_balance("B", kilos(0), kilos(5), made.edges).missing == kilos(-1)


def test_a_consumed_kilo_is_not_a_kilo_of_the_product() -> None:
    made = Table()
    made.add("STEEL", "FRAME", 1, EdgeKind.CONSUME, 4)
    assert mass_balance("FRAME", Quantity.of(1, "pcs"), Quantity.of(1, "pcs"), made.edges).holds
    assert mass_balance("STEEL", kilos(4), kilos(0), made.edges).holds


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 50)), max_size=20))
def test_random_splits_and_merges_keep_the_mass(moves) -> None:
    made, produced = Table(), {"L0": 100, "L1": 70}
    stock = dict(produced)
    for hour_of_day, (source, target, percent) in enumerate(moves):
        giver, taker = f"L{source % len(stock)}", f"L{target % (len(stock) + 1)}"
        quantity = stock[giver] * percent // 100
        kind = EdgeKind.MERGE if taker in stock else EdgeKind.SPLIT
        made.add(giver, taker, hour_of_day, kind, quantity)
        stock[giver] -= quantity
        stock[taker] = stock.get(taker, 0) + quantity
    for lot, on_hand in stock.items():
        assert mass_balance(lot, kilos(produced.get(lot, 0)), kilos(on_hand), made.edges).holds
    assert sum(stock.values()) == 170
