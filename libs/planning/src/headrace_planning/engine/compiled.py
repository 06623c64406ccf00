"""How the engine's kernels become machine code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, keep the result beside the source, run without the interpreter lock.

    Where neither that nor the user's cache folder can be written, each process compiles anew.
    The kept code of a caller doesn't notice edits of what it calls in other files: empty `__pycache__` then.
    """
    try:
        kernel = njit(cache=True, nogil=True)(function)
    except RuntimeError:
        kernel = njit(nogil=True)(function)
    return cast("Callable[P, R]", kernel)


def compiled_within(function: Callable[P, R]) -> Callable[P, R]:
    """Compile into each caller: where a call is short, counting references of all arrays given takes longer."""
    return cast("Callable[P, R]", njit(inline="always", nogil=True)(function))
