"""The one way by which the engine's kernels become machine code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, keep the result beside the source, run without the interpreter lock.

    The kept code of a caller doesn't notice edits of what it calls in other files: empty `__pycache__` then.
    """
    return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
