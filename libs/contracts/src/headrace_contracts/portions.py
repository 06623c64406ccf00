"""What happened to very many things at once is told in several events, for each has a size that passes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
PORTION = 1000
"""Pieces and lots that one event tells."""


def portions(many: Iterable[T]) -> list[Sequence[T]]:
    """In their order; none of nothing."""
    listed = list(many)
    return [listed[start : start + PORTION] for start in range(0, len(listed), PORTION)]
