"""ORD-2, MRP-1: what is promised can be planned: the same facts, the same engine, the same working days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from headrace_orders.model.order import Order

from .promising_worlds import TODAY, World, day, item, offer, part, purchase, work

A = item("A", made=True, lead=1)


def planned(world: World) -> dict[str, date]:
    """Order -> the day by which planning has the last of it."""
    found: dict[str, date] = {}
    for answer in world.plan().answers:
        name = answer.demand.reference
        found[name] = max(answer.earliest, found.get(name, TODAY))
    return found


def made_of_b(stock: str = "0", *, lead: int = 30, scrap: str = "0") -> World:
    return World(
        [A, item("B")],
        {"A": [part("B", scrap=scrap)]},
        {"B": [offer(lead)]},
        stock={("B", "p1"): stock} if stock != "0" else {},
    )


def test_lead_times_are_working_days():
    assert made_of_b(lead=10).order(("A", "5", 11)).promise == day(15)


def test_the_lead_time_of_what_is_bought_is_that_of_its_supplier():
    assert made_of_b(lead=30).order(("A", "5", 11)).promise == day(43)


def test_scrap_is_needed_too():
    assert made_of_b("100", scrap="0.1").order(("A", "100", 11)).promise == day(43)
    assert made_of_b("112", scrap="0.1").order(("A", "100", 11)).promise == day(11)


def test_material_is_promised_once():
    world = made_of_b("100")
    assert [world.order(("A", "100", 10)).promise for _ in range(2)] == [day(10), day(43)]
    assert world.late() == {}


def test_finished_goods_are_promised_once():
    world = World([item("A")], offers={"A": [offer(30)]}, stock={("A", "p1"): "10"})
    assert [world.order(("A", "10", 3)).promise for _ in range(2)] == [day(3), day(42)]


def test_of_two_suppliers_the_quicker_is_asked_while_somebody_waits_and_the_cheaper_else():
    world = made_of_b()
    slow, quick = offer(30, "0.90"), offer(5, "1.00", supplier="s2")
    world.offers = {"B": [slow, quick]}
    assert [world.order(("A", "10", due)).promise for due in (0, 60)] == [day(8), day(60)]
    assert world.late() == {}


def test_who_was_promised_on_the_quicker_supplier_is_not_kept_waiting_for_the_cheaper():
    world = made_of_b()
    bulk, single = offer(30, "0.90", minimum="1000"), offer(5, "1.00", supplier="s2")
    world.offers = {"B": [bulk, single]}
    assert [world.order(("A", quantity, due)).promise for quantity, due in (("5", 8), ("2000", 60))] == [
        day(8),
        day(60),
    ]
    assert world.late() == {}


def test_goods_on_order_are_counted_on_the_day_they_come():
    world = made_of_b()
    world.coming = [purchase("B", "100", 8)]
    assert [world.order(("A", "60", 3)).promise for _ in range(2)] == [day(9), day(43)]


def test_material_of_work_orders_is_theirs():
    world = made_of_b("100")
    world.coming = [work("A", "70", 0, 2)]
    assert world.order(("A", "100", 3)).promise == day(3)
    assert world.order(("A", "1", 3)).promise == day(43)


def test_goods_under_inspection_are_counted():
    world = made_of_b()
    world.inspected = {("B", "p1"): "100"}
    assert world.order(("A", "100", 3)).promise == day(3)


def test_an_order_of_higher_priority_takes_what_others_wait_for_and_they_are_told():
    world = made_of_b("100")
    first = world.order(("A", "100", 10))
    urgent = world.order(("A", "100", 10), priority=5)
    assert (urgent.promise, first.promise) == (day(10), day(43))
    assert [(c.previous, c.promise, c.reference) for c in first.promise_changes] == [(day(10), day(43), urgent.id)]
    assert world.late() == {}


def test_an_order_of_the_same_priority_moves_nobody():
    world = made_of_b("100")
    first = world.order(("A", "100", 30), priority=3)
    second = world.order(("A", "100", 5), priority=3)
    assert first.promise == day(30)
    assert second.promise_changes == first.promise_changes == []
    assert world.late() == {}


def test_an_order_goes_where_its_material_lies():
    world = World(
        [A, item("B")],
        {"A": [part("B")]},
        {"B": [offer(5)]},
        plants=("p1", "p2"),
        stock={("B", "p2"): "500"},
    )
    assert plants_of(world.order(("A", "50", 30))) == {"p2": "50"}


def test_where_all_is_the_same_the_sooner_material_decides_also_without_a_price():
    world = World([A, item("B", lead=5)], {"A": [part("B")]}, plants=("p1", "p2"), stock={("B", "p2"): "500"})
    assert plants_of(world.order(("A", "50", 30))) == {"p2": "50"}


def test_a_fraction_is_given_whole():
    world = World([item("PASTE", made=True, lead=1, decimals=3)])
    for quantity in ("2.5", "0.5", "0.001"):
        assert plants_of(world.order(("PASTE", quantity, 20))) == {"p1": quantity}


def test_a_fraction_in_stock_is_there():
    world = World([item("PASTE", decimals=3)], stock={("PASTE", "p1"): "0.9"})
    assert world.order(("PASTE", "0.9", 0)).promise == TODAY


def test_run_times_are_exact_and_weekends_are_free():
    for run, days in (("0.02", 3), ("0.14", 17)):
        world = World([item("CLIP", made=True)], run={("p1", "CLIP"): run}, minutes_per_day="960")
        assert world.order(("CLIP", "96000", 3)).promise == day(days)


def test_a_lot_is_set_up_once():
    for quantity, days in (("90", 0), ("91", 1)):
        world = World([item("A", made=True)], run={("p1", "A"): "1"}, setup={("p1", "A"): "10"}, minutes_per_day="100")
        assert world.order(("A", quantity, 0)).promise == day(days)


def test_room_is_promised_once_and_on_the_days_on_which_it_is_needed():
    world = World([item("A", made=True)], run={("p1", "A"): "1"}, minutes_per_day="100")
    assert [world.order(("A", "500", 4)).promise for _ in range(3)] == [day(4), day(11), day(18)]


def test_what_is_wanted_later_leaves_today_free():
    world = World([item("A", made=True)], run={("p1", "A"): "1"}, minutes_per_day="100")
    assert world.order(("A", "100", 60)).promise == day(60)
    assert world.order(("A", "100", 0)).promise == TODAY


def test_what_is_bought_and_sold_is_promised_when_it_can_be_bought():
    world = World([item("T")], offers={"T": [offer(3)]}, stock={("T", "p1"): "60"})
    assert world.order(("T", "100", 1)).promise == day(3)


def test_what_nobody_makes_or_sells_is_refused_though_some_of_it_is_in_stock():
    world = World([item("T")], stock={("T", "p1"): "60"})
    order = world.order(("T", "100", 1))
    assert order.state == "refused"
    assert [refusal.reason for refusal in order.refusals] == ["it can give no more than 60 EA of 100 EA"]


def test_a_late_order_is_promised_for_the_day_that_planning_finds():
    world = made_of_b("10", lead=7)
    for quantity in ("8", "5", "20"):
        world.order(("A", quantity, 0))
    assert {order.id: order.promise for order in world.orders} == planned(world)


def plants_of(order: Order) -> dict[str, str]:
    return {a.plant: str(a.quantity.value) for a in order.allocations}


def test_minutes_are_held_for_all_that_is_made():
    world = World([item("A", made=True)], run={("p1", "A"): "0.3"}, setup={("p1", "A"): "7"}, minutes_per_day="50")
    world.order(("A", "1000", 3))
    assert sum(world.booked["p1-wc"].values()) == Decimal(307)


def test_a_promise_that_looks_at_nobody_else_can_not_be_planned():
    """So the comparison with the plan does find what was promised twice."""
    world = made_of_b("100")
    world.order(("A", "100", 10))
    other = made_of_b("100")
    other.orders = [made_of_b().order(("A", "1", 300))]
    twice = other.order(("A", "100", 10))
    world.orders.append(twice)
    assert world.late() == {(twice.id, "1", "p1"): 33}


def test_plants_that_have_material_for_a_half_each_share_a_line():
    both = {("B", "p1"): "60", ("B", "p2"): "70"}
    world = World([A, item("B")], {"A": [part("B")]}, {"B": [offer(30)]}, ("p1", "p2"), both)
    order = world.order(("A", "125", 3))
    assert order.promise == day(3)
    assert sorted(plants_of(order).items()) in ([("p1", "55"), ("p2", "70")], [("p1", "60"), ("p2", "65")])
    assert world.late() == {}
