"""Single sampling plans by lot size, inspection level, AQL and severity, from `sampling_tables`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_quality.model import sampling_tables as tables


class NoSuchPlan(RuleBroken):
    """The tables have no plan for this lot size, level, AQL or letter."""


class Severity(StrEnum):
    NORMAL = "normal"
    TIGHTENED = "tightened"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Inspect `sample_size` units: accept up to `accept` defects, reject from `reject` on.

    `letter` is that of the plan in force, after any arrow. Where `reject` is more than one above `accept`
    (reduced inspection), a count between them accepts the lot and ends reduced inspection.
    """

    letter: str
    severity: Severity
    aql: Decimal
    sample_size: int
    accept: int
    reject: int

    @property
    def counts_defects(self) -> bool:
        """Above AQL 10 the count is of defects per hundred units, so one unit may have several."""
        return self.aql > 10


def code_letter(lot_size: int, level: str) -> str:
    """The sample size code letter of table I."""
    if lot_size < 1:
        raise NoSuchPlan(say("quality.no-lot-size", lot_size=lot_size))
    if level not in tables.LEVELS:
        raise NoSuchPlan.naming(("level", say("quality.no-level", level=level, levels=tables.LEVELS)))
    letters = next((row for largest, row in tables.CODE_LETTERS if lot_size <= largest), tables.BEYOND)
    return letters[tables.LEVELS.index(level)]


def master_plan(letter: str, severity: Severity, aql: Decimal) -> SamplingPlan:
    """The plan of a letter and AQL; an arrow leads to another letter's plan and sample size."""
    table = _TABLES[severity]
    if letter not in table or letter == _ONLY_BY_ARROW:
        raise NoSuchPlan(say("quality.no-letter", letter=letter))
    if aql not in tables.AQLS:
        raise NoSuchPlan.naming(("aql", say("quality.no-aql", aql=aql, known=map(str, tables.AQLS))))
    column = tables.AQLS.index(aql)
    letters = list(table)
    row = letters.index(letter)
    while (cell := table[letters[row]][column]) in _STEPS:
        row += _STEPS[cell]
    accept, reject = _numbers(cell)
    return SamplingPlan(letters[row], severity, aql, _SIZES[severity][row], accept, reject)


def plan_for(lot_size: int, level: str, severity: Severity, aql: Decimal) -> SamplingPlan:
    """The plan for a lot; a sample as large as the lot means that every unit is inspected."""
    plan = master_plan(code_letter(lot_size, level), severity, aql)
    size = min(plan.sample_size, lot_size)
    return SamplingPlan(plan.letter, severity, aql, size, plan.accept, plan.reject)


def one_step_tighter(plan: SamplingPlan) -> SamplingPlan | None:
    """The plan of the same letter at the next smaller AQL, or none at the smallest."""
    column = tables.AQLS.index(plan.aql)
    return master_plan(plan.letter, plan.severity, tables.AQLS[column - 1]) if column else None


def _rows(text: str) -> dict[str, list[str]]:
    return {letter: cells for letter, *cells in (line.split() for line in text.strip().splitlines())}


def _numbers(cell: str) -> tuple[int, int]:
    accept, _, reject = cell.partition("/")
    return int(accept), int(reject or int(accept) + 1)


_ONLY_BY_ARROW = "S"
_STEPS: Mapping[str, int] = {"v": 1, "^": -1}
_TABLES: Mapping[Severity, Mapping[str, list[str]]] = {
    Severity.NORMAL: _rows(tables.NORMAL),
    Severity.TIGHTENED: _rows(tables.TIGHTENED),
    Severity.REDUCED: _rows(tables.REDUCED),
}
_SIZES: Mapping[Severity, tuple[int, ...]] = {
    Severity.NORMAL: tables.SAMPLE_SIZES,
    Severity.TIGHTENED: tables.SAMPLE_SIZES,
    Severity.REDUCED: tables.REDUCED_SAMPLE_SIZES,
}
