"""What can't be planned is set aside by name, with all that is made of it; everything else is planned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from headrace_contracts.messages import say
from headrace_planning.engine.arrays import LARGEST_QUANTITY
from headrace_planning.engine.scales import Catalogue, yield_ratio
from headrace_planning.model.aside import Aside
from headrace_planning.model.demand import Demand
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, Place, PlanningItem, Policy, Source
from headrace_planning.model.proposals import NotPlanned, WhyNotPlanned
from headrace_planning.model.refusal import QuantityTooLarge, UnknownPlant, WrongFact, WrongQuantity
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand, SupplyKind

LONGEST_LEAD_TIME = 36_500
"""Days. What takes longer than a lifetime is a slip."""

Fact = Demand | StockOnHand | OpenSupply | Allocation
Uses = Mapping[Place, set[Place]]


def admitted(inputs: PlanningInputs, aside: Aside) -> PlanningInputs:
    """The facts without those that concern what is set aside, before or now."""
    for one in inputs.not_planned:
        aside.found.setdefault((one.item, one.plant), one)
    lines = tuple(line for line in inputs.bom if line.valid_to is None or line.valid_to >= inputs.start)
    catalogue = _catalogue(inputs, aside)
    makers = _makers(catalogue)
    _check_lines(lines, makers, catalogue, aside)
    _check_facts(inputs, catalogue, aside)
    _check_totals(inputs, catalogue, aside)
    if aside.found:
        _with_what_needs_them(aside, dict(_uses(inputs, lines, makers)))
    return _without(replace(inputs, bom=lines), aside)


def _catalogue(inputs: PlanningInputs, aside: Aside) -> Catalogue:
    given = Counter((item.item, item.plant) for item in inputs.items)
    plants = {calendar.plant for calendar in inputs.calendars}
    catalogue = Catalogue({(item.item, item.plant): item for item in inputs.items}.values())
    for item in inputs.items:
        with aside.unless_planned(item.item, item.plant):
            if given[item.item, item.plant] > 1:
                raise WrongFact(say("planning.given-twice", item=item))
            if item.plant not in plants:
                raise UnknownPlant(say("planning.no-calendar", plant=item.plant))
            _check_figures(item, catalogue)
    return catalogue


def _check_figures(item: PlanningItem, catalogue: Catalogue) -> None:
    if item.lead_time_days > LONGEST_LEAD_TIME:
        raise WrongQuantity(
            say("planning.lead-time-too-long", item=item, days=item.lead_time_days, most=LONGEST_LEAD_TIME)
        )
    for number in (item.safety_stock, item.lot_minimum, item.lot_multiple):
        catalogue.quanta(item, number, item)
    yield_ratio(item)


def _makers(catalogue: Catalogue) -> Mapping[str, list[PlanningItem]]:
    makers = defaultdict(list)
    for item in catalogue.items.values():
        if item.source is Source.MAKE:
            makers[item.item].append(item)
    return makers


def _check_lines(
    lines: Iterable[BomLine], makers: Mapping[str, list[PlanningItem]], catalogue: Catalogue, aside: Aside
) -> None:
    for line in lines:
        for parent in makers.get(line.parent, ()):
            with aside.unless_planned(line.component, parent.plant):
                component = catalogue.at(line.component, parent.plant, line)
                with aside.unless_planned(line.parent, parent.plant):
                    catalogue.ratio(line, parent, component)


def _check_facts(inputs: PlanningInputs, catalogue: Catalogue, aside: Aside) -> None:
    work = {supply.reference for supply in inputs.open_supply if supply.kind is SupplyKind.WORK_ORDER}
    for fact in _facts(inputs):
        with aside.unless_planned(fact.item, fact.plant):
            item = catalogue.at(fact.item, fact.plant, fact)
            catalogue.quanta(item, catalogue.in_unit(item, fact.quantity, fact), fact)
            if (
                isinstance(fact, (StockOnHand, OpenSupply))
                and fact.reserved_for
                and item.policy is not Policy.MAKE_TO_ORDER
            ):
                raise WrongFact(say("planning.reserved", fact=fact, reserved_for=str(fact.reserved_for), item=item))
            if isinstance(fact, Allocation) and fact.work_order not in work:
                raise WrongFact(say("planning.no-open-work-order", fact=fact))


def _facts(inputs: PlanningInputs) -> Iterator[Fact]:
    yield from inputs.demands
    yield from _supply(inputs)
    yield from inputs.allocations


def _supply(inputs: PlanningInputs) -> Iterator[StockOnHand | OpenSupply]:
    yield from inputs.stock
    yield from inputs.open_supply


def _check_totals(inputs: PlanningInputs, catalogue: Catalogue, aside: Aside) -> None:
    total: dict[Place, int] = defaultdict(int)
    for held in _supply(inputs):
        place = held.item, held.plant
        if place not in aside.found:
            total[place] += catalogue.held(catalogue.items[place], held.quantity.value, held)
    for (item, plant), quanta in total.items():
        with aside.unless_planned(item, plant):
            if quanta > LARGEST_QUANTITY:
                raise QuantityTooLarge(say("planning.too-much-held", item=item, plant=plant))


def _uses(
    inputs: PlanningInputs, lines: Iterable[BomLine], makers: Mapping[str, list[PlanningItem]]
) -> Iterator[tuple[Place, set[Place]]]:
    """By place all places whose plan needs it."""
    uses: dict[Place, set[Place]] = defaultdict(set)
    for line in lines:
        for parent in makers.get(line.parent, ()):
            uses[line.component, parent.plant].add((line.parent, parent.plant))
    work = {supply.reference: supply for supply in inputs.open_supply if supply.kind is SupplyKind.WORK_ORDER}
    for part in inputs.allocations:
        if part.work_order in work:
            made = work[part.work_order]
            uses[part.item, part.plant].add((made.item, made.plant))
    yield from uses.items()


def _with_what_needs_them(aside: Aside, uses: Uses) -> None:
    roots = dict(aside.found)
    waiting = sorted(roots)
    for place in waiting:
        root = roots[place]
        for item, plant in sorted(uses.get(place, set()) - roots.keys()):
            roots[item, plant] = root
            words = say("planning.needs-another", needed=root.item, why=root.message)
            aside.found[item, plant] = NotPlanned(item, plant, WhyNotPlanned.NEEDS_ANOTHER, words)
            waiting.append((item, plant))


def _without(inputs: PlanningInputs, aside: Aside) -> PlanningInputs:
    """The material of work that is set aside stays: it was promised to it."""

    def is_planned(fact: Fact | PlanningItem) -> bool:
        return (fact.item, fact.plant) not in aside.found

    return replace(
        inputs,
        items=tuple(filter(is_planned, inputs.items)),
        demands=tuple(filter(is_planned, inputs.demands)),
        stock=tuple(filter(is_planned, inputs.stock)),
        open_supply=tuple(filter(is_planned, inputs.open_supply)),
        allocations=tuple(filter(is_planned, inputs.allocations)),
    )
