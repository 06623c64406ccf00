"""QMS-2: single sampling plans by lot size, level, severity and AQL."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from math import comb, exp, factorial

import pytest

from headrace_quality.model import sampling_tables as tables
from headrace_quality.model.sampling import (
    NoSuchPlan,
    SamplingPlan,
    Severity,
    code_letter,
    master_plan,
    one_step_tighter,
    plan_for,
)

LETTERS = "ABCDEFGHJKLMNPQR"
EVERY_CELL = [(letter, aql) for letter in LETTERS for aql in tables.AQLS]


def numbers(letter: str, severity: Severity, aql: str) -> tuple[str, int, int, int]:
    plan = master_plan(letter, severity, Decimal(aql))
    return plan.letter, plan.sample_size, plan.accept, plan.reject


def by_defects(plan: SamplingPlan, aql: Decimal) -> float:
    """Probability of acceptance when defects per hundred units are counted (Poisson)."""
    expected = plan.sample_size * float(aql) / 100
    return sum(exp(-expected) * expected**k / factorial(k) for k in range(plan.reject))


def acceptance(plan: SamplingPlan, aql: Decimal) -> float:
    """As above, but of defective units where the plan counts those (binomial)."""
    if plan.counts_defects:
        return by_defects(plan, aql)
    share, n = float(aql) / 100, plan.sample_size
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(plan.reject))


@pytest.mark.parametrize(
    ("lot_size", "level", "letter"),
    [
        (2, "II", "A"),
        (8, "III", "B"),
        (9, "II", "B"),
        (500, "II", "H"),
        (501, "II", "J"),
        (1_200, "I", "G"),
        (10_000, "S-4", "G"),
        (500_000, "II", "P"),
        (500_001, "II", "Q"),
        (2_000_000, "III", "R"),
        (2_000_000, "S-1", "D"),
    ],
)
def test_the_code_letter_follows_lot_size_and_level(lot_size, level, letter):
    assert code_letter(lot_size, level) == letter


def test_a_larger_lot_or_a_higher_level_never_has_an_earlier_letter():
    sizes = [limit + step for limit, _ in tables.CODE_LETTERS for step in (0, 1)]
    for level in tables.LEVELS:
        letters = [LETTERS.index(code_letter(size, level)) for size in sizes]
        assert letters == sorted(letters)
    for size in sizes:
        assert code_letter(size, "I") <= code_letter(size, "II") <= code_letter(size, "III")
        special = [code_letter(size, f"S-{n}") for n in (1, 2, 3, 4)]
        assert special == sorted(special)


@pytest.mark.parametrize(
    ("letter", "severity", "aql", "expected"),
    [
        ("K", Severity.NORMAL, "1.0", ("K", 125, 3, 4)),
        ("L", Severity.NORMAL, "1.0", ("L", 200, 5, 6)),
        ("J", Severity.NORMAL, "0.65", ("J", 80, 1, 2)),
        ("J", Severity.NORMAL, "0.25", ("H", 50, 0, 1)),
        ("J", Severity.NORMAL, "0.40", ("K", 125, 1, 2)),
        ("A", Severity.NORMAL, "1.0", ("E", 13, 0, 1)),
        ("A", Severity.NORMAL, "10", ("C", 5, 1, 2)),
        ("R", Severity.NORMAL, "0.015", ("P", 800, 0, 1)),
        ("R", Severity.NORMAL, "1000", ("B", 3, 44, 45)),
        ("K", Severity.TIGHTENED, "1.0", ("K", 125, 2, 3)),
        ("Q", Severity.TIGHTENED, "0.025", ("S", 3150, 1, 2)),
        ("R", Severity.TIGHTENED, "0.010", ("R", 2000, 0, 1)),
        ("K", Severity.REDUCED, "1.0", ("K", 50, 1, 4)),
        ("J", Severity.REDUCED, "0.65", ("J", 32, 0, 2)),
        ("F", Severity.REDUCED, "65", ("F", 8, 10, 13)),
    ],
)
def test_known_cells_hold_with_their_arrows_resolved(letter, severity, aql, expected):
    assert numbers(letter, severity, aql) == expected


@pytest.mark.parametrize("severity", list(Severity))
def test_every_letter_and_aql_has_a_plan(severity):
    plans = [master_plan(letter, severity, aql) for letter, aql in EVERY_CELL]
    assert len(plans) == 416
    assert all(0 <= plan.accept < plan.reject for plan in plans)


def test_normal_inspection_accepts_a_process_at_its_aql_nearly_always():
    worst = min(acceptance(master_plan(letter, Severity.NORMAL, aql), aql) for letter, aql in EVERY_CELL)
    assert worst >= 0.86


def test_tightened_accepts_less_often_than_normal_and_reduced_samples_fewer():
    for letter, aql in EVERY_CELL:
        normal, tightened, reduced = (master_plan(letter, severity, aql) for severity in Severity)
        assert acceptance(tightened, aql) <= acceptance(normal, aql) + 1e-12
        assert reduced.sample_size <= normal.sample_size


@pytest.mark.parametrize("severity", list(Severity))
def test_a_looser_aql_never_accepts_less(severity):
    for letter in LETTERS:
        for tighter, looser in pairwise(tables.AQLS):
            strict, lax = (master_plan(letter, severity, aql) for aql in (tighter, looser))
            assert by_defects(strict, looser) <= by_defects(lax, looser) + 1e-12


def test_only_reduced_plans_have_a_gap_between_acceptance_and_rejection():
    plans = [master_plan(letter, severity, aql) for severity in Severity for letter, aql in EVERY_CELL]
    gaps = Counter(plan.severity for plan in plans if plan.reject > plan.accept + 1)
    assert gaps == {Severity.REDUCED: 251}


def test_a_sample_as_large_as_the_lot_inspects_every_unit():
    plan = plan_for(20, "II", Severity.NORMAL, Decimal("0.10"))
    assert (plan.letter, plan.sample_size, plan.accept) == ("K", 20, 0)
    assert plan_for(1, "II", Severity.NORMAL, Decimal("4.0")).sample_size == 1


def test_the_plan_of_a_lot_is_its_letters_plan():
    plan = plan_for(2_000, "II", Severity.NORMAL, Decimal("1.0"))
    assert (plan.letter, plan.sample_size, plan.accept, plan.reject) == ("K", 125, 3, 4)


def test_one_step_tighter_takes_the_next_smaller_aql():
    plan = master_plan("K", Severity.NORMAL, Decimal("1.0"))
    assert one_step_tighter(plan) == master_plan("K", Severity.NORMAL, Decimal("0.65"))
    assert one_step_tighter(master_plan("Q", Severity.NORMAL, Decimal("0.010"))) is None


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: code_letter(0, "II"), "1 or more"),
        (lambda: code_letter(100, "IV"), "use one of"),
        (lambda: master_plan("I", Severity.NORMAL, Decimal("1.0")), "code letter"),
        (lambda: master_plan("S", Severity.TIGHTENED, Decimal("0.025")), "code letter"),
        (lambda: master_plan("K", Severity.NORMAL, Decimal("1.1")), "AQL 1.1"),
    ],
)
def test_what_the_tables_do_not_have_is_refused_in_clear_words(call, word):
    with pytest.raises(NoSuchPlan, match=word):
        call()
