"""Which item is made of which, over all items and all dates, so that nothing ever contains itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from headrace_contracts.messages import say
from headrace_product.model.refusal import DefinitionRefused


class BomCycle(DefinitionRefused):
    """The item would contain itself."""


class Structure:
    def __init__(self, components: Mapping[str, Iterable[str]]) -> None:
        self._components = {item: frozenset(parts) for item, parts in components.items()}

    def put(self, item: str, components: Iterable[str]) -> None:
        """Make `item` of `components` from now on. Raises BomCycle naming the path; then nothing is changed."""
        parts = frozenset(components)
        path = self._path(parts, item)
        if path:
            way = " > ".join((item, *path))
            raise BomCycle.naming(("lines", say("product.contains-itself", way=way, item=item)))
        self._components[item] = parts

    def _path(self, start: Iterable[str], goal: str) -> list[str]:
        """A way down from one of `start` to `goal`, both named; empty when there is none."""
        above: dict[str, str | None] = dict.fromkeys(sorted(start))
        waiting = list(above)
        while waiting:
            item = waiting.pop()
            if item == goal:
                return _way(above, goal)
            below = [part for part in self._components.get(item, ()) if part not in above]
            above.update(dict.fromkeys(below, item))
            waiting += below
        return []


def _way(above: Mapping[str, str | None], goal: str) -> list[str]:
    way, item = [goal], above[goal]
    while item is not None:
        way.insert(0, item)
        item = above[item]
    return way
