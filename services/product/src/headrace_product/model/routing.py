"""A serial routing: how one plant makes an item, operation after operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import Message, say
from headrace_contracts.product import v1 as events
from headrace_product.model.refusal import DefinitionRefused


@dataclass(frozen=True, slots=True)
class Operation:
    """`setup_minutes` once for a lot, `run_minutes` for one unit of the item."""

    sequence: int
    name: str
    work_centre: str
    setup_minutes: float
    run_minutes: float


@dataclass(frozen=True, slots=True)
class Shop:
    """What a routing may speak of: known items, and the plant of each known work centre."""

    items: Set[str]
    plant_of: Mapping[str, str]


@dataclass(kw_only=True)
class Routing(Aggregate):
    """Operations are kept in the order of their sequence numbers."""

    item: str
    plant: str
    revision: int
    operations: tuple[Operation, ...]

    @classmethod
    def first(cls, tenant: str, item: str, plant: str, operations: Sequence[Operation]) -> Routing:
        new = cls(
            id=routing_id(item, plant),
            tenant=tenant,
            item=item,
            plant=plant,
            revision=1,
            operations=_in_order(operations),
        )
        new._publish()
        return new

    def revise(self, operations: Sequence[Operation]) -> bool:
        """True when that changes anything."""
        if _in_order(operations) == self.operations:
            return False
        self.revision, self.operations = self.revision + 1, _in_order(operations)
        self._publish()
        return True

    def _publish(self) -> None:
        told = tuple(_told(operation) for operation in self.operations)
        self.tell(events.RoutingPublished(item=self.item, plant=self.plant, revision=self.revision, operations=told))


def routing_id(item: str, plant: str) -> str:
    return f"{item}@{plant}"


def check(item: str, plant: str, operations: Sequence[Operation], shop: Shop) -> None:
    """Raises DefinitionRefused naming every field that is wrong."""
    problems = [*_wrong_item(item, shop), *_wrong_operations(plant, operations, shop)]
    if problems:
        raise DefinitionRefused.naming(*problems)


def _wrong_item(item: str, shop: Shop) -> Iterator[tuple[str, Message]]:
    if item not in shop.items:
        yield "item", say("product.item-unknown", item=item)


def _wrong_operations(plant: str, operations: Sequence[Operation], shop: Shop) -> Iterator[tuple[str, Message]]:
    seen: set[int] = set()
    for number, operation in enumerate(operations):
        if operation.sequence in seen:
            yield f"operations.{number}.sequence", say("product.sequence-twice", sequence=operation.sequence)
        seen.add(operation.sequence)
        there = shop.plant_of.get(operation.work_centre)
        if there is None:
            detail = say("product.work-centre-unknown", work_centre=operation.work_centre)
            yield f"operations.{number}.work_centre", detail
        elif there != plant:
            detail = say("product.work-centre-elsewhere", work_centre=operation.work_centre, there=there, plant=plant)
            yield f"operations.{number}.work_centre", detail


def _in_order(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    return tuple(sorted(operations, key=lambda operation: operation.sequence))


def _told(operation: Operation) -> events.RoutingOperation:
    return events.RoutingOperation(
        sequence=operation.sequence,
        name=operation.name,
        work_centre=operation.work_centre,
        setup_minutes=operation.setup_minutes,
        run_minutes=operation.run_minutes,
    )
