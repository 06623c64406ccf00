"""MES-2, MES-7: pieces add up whatever the shop does, and a step needs to see no more of them than it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.event import Event
from headrace_contracts.mes.v1 import MaterialUsed, UnitsCompleted, UnitsTakenBack, WorkOrderClosed
from headrace_mes.model import stock
from headrace_mes.model.closing import close_short
from headrace_mes.model.correcting import Correction, correct
from headrace_mes.model.material import IssuedLot
from headrace_mes.model.operation import Pieces
from headrace_mes.model.reach import Reach
from headrace_mes.model.reporting import PersonsReport, report_by_person
from headrace_mes.model.units import UnitPlace, UnitState, serial_of
from headrace_mes.model.work_order import OrderState, WorkOrder

from .fake_store import FakeStore
from .shop import AT, STEPS, make_order, pcs

MADE, EACH = 12, 6
Step = Callable[[WorkOrder, FakeStore | None], object]


def near(order: WorkOrder, store: FakeStore | None, reach: Reach) -> None:
    if store:
        store.load_near(order, reach)


def reporting(sequence: int, good: int, scrap: int) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        said = PersonsReport(sequence, pcs(good), pcs(scrap), "bent")
        near(order, store, Reach.of_report(order, said))
        report_by_person(order, said, "olga", AT)
        order.advance(AT)

    return step


def counting(sequence: int, pieces: int) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        order.expect(OrderState.RELEASED, OrderState.IN_PROGRESS, to="count")
        order.count(sequence, min(pieces, order.room_at(sequence)))
        near(order, store, Reach.of_counts(order))
        order.advance(AT)

    return step


def correcting(sequence: int, quantity: int, change: tuple[Pieces, Pieces]) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        correction = Correction(sequence, pcs(quantity), *change, "counted wrong")
        near(order, store, Reach.of_correction(order, correction))
        correct(order, correction, "olga", AT)
        order.advance(AT)

    return step


def judging(numbers: set[int]) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        serials = [serial_of(order.number, number, MADE) for number in sorted(numbers)]
        near(order, store, Reach(0, serials=serials))
        waiting = [unit.serial for unit in order.units.named(serials) if unit.place is UnitPlace.INSPECTION]
        stock.judge(order, pcs(len(waiting)), waiting)

    return step


def issuing(number: int, quantity: int) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        if store:
            store.load_lots(order, {f"L{number}"})
        order.issue([IssuedLot("BOLT", f"L{number}", "", pcs(quantity))])
        near(order, store, Reach.of_counts(order))
        order.advance(AT)

    return step


def breaking(number: int, quantity: int) -> Step:
    def step(order: WorkOrder, store: FakeStore | None) -> None:
        if store:
            store.load_lots(order, {f"L{number}"})
        order.scrap_material([IssuedLot("BOLT", f"L{number}", "", pcs(quantity))])

    return step


def ending(order: WorkOrder, store: FakeStore | None) -> None:
    near(order, store, Reach.of_all(order))
    close_short(order, "no more is wanted", "paula", AT)


SEQUENCES, FEW = st.sampled_from([10, 20, 20]), st.integers(1, 4)
REPORTS = st.builds(reporting, SEQUENCES, st.integers(0, 3), st.integers(0, 2))
CHANGES = st.sampled_from([(was, now) for was in Pieces for now in Pieces if was is not now])
STEP = st.one_of(
    REPORTS,
    st.builds(counting, SEQUENCES, FEW),
    st.builds(correcting, SEQUENCES, FEW, CHANGES),
    st.builds(judging, st.sets(st.integers(1, MADE), min_size=1, max_size=2)),
    st.builds(issuing, st.integers(1, 4), st.integers(1, 30)),
    st.builds(breaking, st.integers(1, 4), st.integers(1, 3)),
)
RUN = st.lists(STEP, max_size=25)


def started() -> WorkOrder:
    """Of its two operations the first has done most pieces; material is there for them."""
    order = make_order(MADE, steps=STEPS[:2])
    order.release(AT)
    order.issue([IssuedLot("BOLT", "L0", "", pcs(20)), IssuedLot("BOLT", "L1", "", pcs(40))])
    report_by_person(order, PersonsReport(10, pcs(9), pcs(0), ""), "olga", AT)
    return order


def tried(order: WorkOrder, step: Step, store: FakeStore | None) -> str:
    """What is refused is not kept."""
    try:
        step(order, store)
        if order.state is OrderState.COMPLETED:
            order.close(AT)
    except (RuleBroken, WrongState) as refusal:
        return type(refusal).__name__
    return "done"


def stored(order: WorkOrder) -> FakeStore:
    order.collect_events()
    store = FakeStore()
    store.keep(order)
    return store


MATERIAL_BROKE_OF_WHAT_IS_MADE = [
    correcting(20, 1, (Pieces.WAITING, Pieces.GOOD)),
    issuing(1, 12),
    reporting(10, 1, 2),
    breaking(1, 1),
    counting(20, 1),
]


@example(steps=MATERIAL_BROKE_OF_WHAT_IS_MADE, ends=False)
@given(steps=RUN, ends=st.booleans())
def test_a_step_that_sees_what_it_can_touch_does_what_one_that_sees_everything_does(steps, ends):
    near_only, everything = stored(started()), stored(started())
    for step in [*steps, *([ending] if ends else [])]:
        seeing_near, seeing_all = near_only.read(), everything.read()
        everything.load_all(seeing_all)
        outcome = tried(seeing_all, step, None)
        assert tried(seeing_near, step, near_only) == outcome
        if outcome == "done":
            assert seeing_near.collect_events() == seeing_all.collect_events()
            near_only.keep(seeing_near)
            everything.keep(seeing_all)
            assert near_only == everything


@given(RUN)
def test_each_piece_is_good_or_scrap_once_and_the_counts_are_those_of_the_pieces(steps):
    store, told = stored(started()), list[Event]()
    for step in [*steps, ending]:
        order = store.read()
        store.load_all(order)
        if tried(order, step, None) != "done":
            continue
        told += order.collect_events()
        store.keep(order)
        states = Counter(unit.state for unit in order.units)
        places = Counter(unit.place for unit in order.units)
        assert states[UnitState.GOOD] == order.good.value
        assert states[UnitState.SCRAPPED] == order.scrap.value
        assert states.total() == MADE
        assert places[UnitPlace.INSPECTION] + places[UnitPlace.JUDGED] == order.handed_over.value
        assert places[UnitPlace.JUDGED] == order.judged.value
        (held,) = order.materials
        lots = list(order.material)
        assert held.issued.value == sum(lot.issued.value for lot in lots)
        assert held.broken.value == sum(lot.broken.value for lot in lots)
        assert held.used.value == sum(lot.used.value for lot in lots)
        assert held.there.value == sum(lot.there.value for lot in lots)
        assert_told_once(order, told)


def assert_told_once(order: WorkOrder, told: list[Event]) -> None:
    """Each piece that left is told as often as it came back, and once more."""
    balance: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for event in told:
        if isinstance(event, UnitsCompleted):
            balance.update(event.serials)
            assert len(event.serials) == event.quantity.value
        if isinstance(event, UnitsTakenBack):
            balance.subtract(event.serials)
            used.subtract({use.lot: use.quantity.value for use in event.unused})
        if isinstance(event, UnitsCompleted | WorkOrderClosed | MaterialUsed):
            used.update({use.lot: use.quantity.value for use in event.consumed})
    away = {unit.serial for unit in order.units if unit.place is not UnitPlace.SHOP}
    assert {serial for serial, times in balance.items() if times} == away
    assert all(times in (0, 1) for times in balance.values())
    assert {lot.lot: lot.used.value for lot in order.material if lot.used} == {
        lot: quantity for lot, quantity in used.items() if quantity
    }


def test_a_report_sees_as_much_of_a_large_order_as_of_a_small_one():
    assert [touched(MADE), touched(50 * MADE)] == [2, 2]


def touched(quantity: int) -> int:
    order = make_order(quantity)
    order.release(AT)
    order.issue([IssuedLot("BOLT", "B", "", pcs(EACH * quantity))])
    store = stored(order)
    order = store.read()
    said = PersonsReport(10, pcs(1), pcs(0), "")
    store.load_near(order, Reach.of_report(order, said))
    return len(order.units)


def test_a_number_in_a_report_is_not_what_is_read_of_the_order():
    order = make_order(4)
    order.release(AT)
    asked = PersonsReport(10, pcs(Decimal(10) ** 11), pcs(0), "")
    assert Reach.of_report(order, asked).pieces == 4
