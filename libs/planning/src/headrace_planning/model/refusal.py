"""What can be wrong with the facts of a plan.

PlanningRefused
├── UnknownUnit       a unit that the plan has no scale for, or another one than the item's
├── UnknownItem       a line, demand or supply of an item that is not planned in that plant
├── UnknownPlant      a plant without a calendar
├── WrongQuantity     negative, zero where something is meant, or finer than the unit allows
├── WrongFact         two facts that exclude each other
├── BomCycle          items that contain each other
└── QuantityTooLarge  a requirement that outgrows what can be planned exactly
"""

from __future__ import annotations

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say


class PlanningRefused(RuleBroken):
    """The facts can't be planned; the message says which, and how to mend it."""


class UnknownUnit(PlanningRefused):
    pass


class UnknownItem(PlanningRefused):
    pass


class UnknownPlant(PlanningRefused):
    pass


class WrongQuantity(PlanningRefused):
    pass


class WrongFact(PlanningRefused):
    pass


class BomCycle(PlanningRefused):
    """`path` names the items around the cycle, the first again at the end."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(say("planning.bom-cycle", path=" → ".join(path)))
        self.path = path

    def __reduce__(self) -> tuple[type[BomCycle], tuple[tuple[str, ...]]]:
        """It travels from the worker process with its path."""
        return type(self), (self.path,)


class QuantityTooLarge(PlanningRefused):
    pass
