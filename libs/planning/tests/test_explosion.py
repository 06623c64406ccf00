"""MRP-2: the explosion equals brute force, stock balances, the order of the facts doesn't matter."""

import random
from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_planning.engine.border import facts_of
from headrace_planning.engine.explosion import explode, usable_days
from headrace_planning.engine.plan import plan
from headrace_planning.engine.solve import parents_first
from headrace_planning.model.demand import DemandKind

from .brute_force import BruteForce
from .random_facts import random_facts


@settings(max_examples=150, deadline=None)
@given(random_facts())
def test_the_explosion_equals_brute_force_netting(inputs):
    known = facts_of(inputs)
    network = known.network
    usable = usable_days(network.nodes, network.calendars, network.supplies, network.reschedule_days)
    orders, _ = explode(network, parents_first(network), usable)
    brute = BruteForce(inputs)
    for number, node in enumerate(known.nodes):
        span = slice(orders.start[number], orders.end[number])
        found = zip(orders.ordered[span], orders.release[span], orders.due[span], strict=True)
        assert [tuple(map(int, row)) for row in found] == list(brute.orders_of(node.item))


@settings(max_examples=100, deadline=None)
@given(random_facts())
def test_on_hand_and_receipts_less_issues_is_closing_on_every_day_and_never_negative(inputs):
    made_plan = plan(inputs)
    moves = defaultdict(int)
    for supply in made_plan.supply_pegs:
        moves[supply.item, supply.expected] += supply.quantity.value
    for proposal in made_plan.planned_orders:
        moves[proposal.item, proposal.due] += proposal.good.value
    for need in made_plan.requirements:
        moves[need.item, need.needed] -= need.quantity.value
    for answer in made_plan.answers:
        moves[answer.demand.item, answer.earliest] -= answer.demand.quantity.value
    days = {(row.item, row.day): row for row in made_plan.projection}
    assert {place for place, moved in moves.items() if moved} <= days.keys()
    for (item, on), row in days.items():
        assert row.closing.value == sum(q for (i, d), q in moves.items() if i == item and d <= on)
        assert row.closing.value >= 0


@settings(max_examples=60, deadline=None)
@given(random_facts(), st.integers(0, 2**32))
def test_the_order_in_which_facts_are_given_does_not_change_the_plan(inputs, seed):
    shuffle = random.Random(seed)
    names = ("items", "bom", "demands", "stock", "open_supply")
    mixed = {name: tuple(shuffle.sample(rows, len(rows))) for name in names if (rows := getattr(inputs, name))}
    assert plan(replace(inputs, **mixed)) == plan(inputs)


@settings(max_examples=60, deadline=None)
@given(random_facts())
def test_what_is_planned_can_be_done(inputs):
    made_plan = plan(inputs)
    assert all(o.release >= inputs.start for o in made_plan.planned_orders)
    assert all(a.earliest >= max(a.demand.due, inputs.start) for a in made_plan.answers)
    late = [a for a in made_plan.answers if a.late_days and a.demand.kind is DemandKind.CUSTOMER_ORDER]
    assert all(a.critical_path and a.critical_path[0] == a.demand.item for a in late)
