"""A bill of material: what one unit of an item is made of, line by line, each from a day to a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import Message, say
from headrace_contracts.product import v1 as events
from headrace_contracts.values import Quantity, plain
from headrace_product.model.refusal import DefinitionRefused
from headrace_product.model.structure import Structure

Problems = Iterator[tuple[str, Message]]


@dataclass(frozen=True, slots=True)
class BomLine:
    """`quantity_per` one unit of the parent, in the component's unit. `valid_to` is the last day; None = open."""

    component: str
    quantity_per: Quantity
    scrap_percent: Decimal
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a BOM may speak of: known units, and the unit of each known item."""

    units: Set[str]
    unit_of: Mapping[str, str]


@dataclass(kw_only=True)
class Bom(Aggregate):
    """`id` is the item; lines are kept by component and first day, so their order in a file means nothing."""

    revision: int
    lines: tuple[BomLine, ...]

    @classmethod
    def first(cls, tenant: str, item: str, lines: Sequence[BomLine]) -> Bom:
        new = cls(id=item, tenant=tenant, revision=1, lines=_in_order(lines))
        new._publish()
        return new

    def revise(self, lines: Sequence[BomLine]) -> bool:
        """True when that changes anything."""
        if _in_order(lines) == self.lines:
            return False
        self.revision, self.lines = self.revision + 1, _in_order(lines)
        self._publish()
        return True

    def _publish(self) -> None:
        lines = tuple(_told(line) for line in self.lines)
        self.tell(events.BomPublished(item=self.id, revision=self.revision, lines=lines))


def check(item: str, lines: Sequence[BomLine], catalogue: Catalogue, structure: Structure) -> None:
    """Take the lines into `structure`, or raise DefinitionRefused naming every field that is wrong, or BomCycle."""
    problems = [*_unknown_item(item, catalogue), *_wrong_lines(lines, catalogue), *_overlaps(lines)]
    if problems:
        raise DefinitionRefused.naming(*problems)
    structure.put(item, (line.component for line in lines))


def _unknown_item(item: str, catalogue: Catalogue) -> Problems:
    if item not in catalogue.unit_of:
        yield "item", say("product.item-unknown", item=item)


def _wrong_lines(lines: Sequence[BomLine], catalogue: Catalogue) -> Problems:
    for number, line in enumerate(lines):
        wrong = _wrong_component(line, catalogue) or _wrong_days(line)
        if wrong:
            yield f"lines.{number}.{wrong[0]}", wrong[1]


def _wrong_component(line: BomLine, catalogue: Catalogue) -> tuple[str, Message] | None:
    unit, own = line.quantity_per.unit, catalogue.unit_of.get(line.component)
    if own is None:
        return "component", say("product.component-unknown", component=line.component)
    if unit not in catalogue.units:
        return "unit", say("product.unit-unknown-counted-in", unit=unit, component=line.component, own=own)
    if unit != own:
        return "unit", say("product.counted-in", item=line.component, own=own, unit=unit)
    return None


def _wrong_days(line: BomLine) -> tuple[str, Message] | None:
    if line.valid_to is not None and line.valid_to < line.valid_from:
        return "valid_to", say(
            "product.ends-before-it-begins",
            component=line.component,
            valid_to=line.valid_to,
            valid_from=line.valid_from,
        )
    return None


def _overlaps(lines: Sequence[BomLine]) -> Problems:
    numbered = sorted(enumerate(lines), key=lambda pair: (pair[1].component, pair[1].valid_from))
    for (earlier, one), (later, other) in pairwise(numbered):
        if one.component == other.component and one.is_valid_on(other.valid_from):
            begin_together = one.valid_from == other.valid_from
            code = "product.both-on-a-day" if begin_together else "product.still-valid"
            facts = {"earlier": earlier, "later": later, "component": one.component, "day": other.valid_from}
            yield f"lines.{later}.valid_from", say(code, **facts)


def _in_order(lines: Sequence[BomLine]) -> tuple[BomLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.component, line.valid_from)))


def _told(line: BomLine) -> events.BomLine:
    return events.BomLine(
        component=line.component,
        quantity_per=line.quantity_per,
        scrap_percent=plain(line.scrap_percent),
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )
