"""MRP-1: a forecast as whole pieces, and what of a bucket that has begun is still to come."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_mrp.model.forecast import Bucket, demand_of
from headrace_planning.model.consumption import merge
from headrace_planning.model.demand import ConsumptionWindow

TODAY = date(2026, 3, 4)


def bucket(start, quantity, days=7):
    return Bucket("fco_1", TODAY + timedelta(days=start), days, Quantity(Decimal(str(quantity)), "EA"))


def rows(*buckets):
    merged = merge(demand_of("TABLE", "east", buckets, 0), ConsumptionWindow(), TODAY)
    return [((d.due - TODAY).days, int(d.quantity.value)) for d in merged.demands]


def test_a_bucket_under_way_counts_for_its_days_left_and_one_that_is_over_not_at_all():
    assert rows(bucket(-9, 70), bucket(-2, 70), bucket(5, 70)) == [(0, 50), (5, 70)]


@given(st.lists(st.decimals(0, 9, places=3), max_size=20))
def test_rounding_neither_adds_to_the_forecast_nor_takes_from_it(quantities):
    found = rows(*(bucket(7 * n, q) for n, q in enumerate(quantities)))
    assert abs(sum(q for _, q in found) - sum(quantities)) <= Decimal("0.5")
