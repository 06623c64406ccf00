"""One fact that can't be planned never stops the plan of the others: its item is set aside by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from headrace_contracts.messages import Said, say
from headrace_planning.model import refusal
from headrace_planning.model.proposals import NotPlanned, WhyNotPlanned

_WHY = {
    refusal.UnknownUnit: WhyNotPlanned.UNKNOWN_UNIT,
    refusal.UnknownItem: WhyNotPlanned.UNKNOWN_ITEM,
    refusal.UnknownPlant: WhyNotPlanned.UNKNOWN_PLANT,
    refusal.WrongQuantity: WhyNotPlanned.WRONG_QUANTITY,
    refusal.WrongFact: WhyNotPlanned.WRONG_FACT,
    refusal.BomCycle: WhyNotPlanned.BOM_CYCLE,
    refusal.QuantityTooLarge: WhyNotPlanned.QUANTITY_TOO_LARGE,
}


class Aside:
    """What was set aside so far: of each item in a plant the first fact that is wrong."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], NotPlanned] = {}

    @contextmanager
    def unless_planned(self, item: str, plant: str) -> Iterator[None]:
        """Facts of the item in the plant are laid out in here; what is wrong with one sets the item aside."""
        try:
            yield
        except refusal.PlanningRefused as wrong:
            self._add(item, plant, _WHY[type(wrong)], wrong.detail)
        except ArithmeticError:
            words = say("planning.too-many-digits", item=item)
            self._add(item, plant, WhyNotPlanned.QUANTITY_TOO_LARGE, words)

    def _add(self, item: str, plant: str, why: WhyNotPlanned, words: Said) -> None:
        self.found.setdefault((item, plant), NotPlanned(item, plant, why, words))
