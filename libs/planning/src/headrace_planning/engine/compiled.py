"""How the engine's kernels become machine code."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba
from numba import njit

config: Any = numba.config
P = ParamSpec("P")
R = TypeVar("R")
SOURCES = Path(__file__).parents[1]
FOLDER = "kernels-"


def folder_for(sources: Path) -> str:
    """The name of the folder for machine code made of these sources, and of no others.

    A kernel has its callees within it, and numba sees only whether the kernel's own file has changed.
    """
    digest = hashlib.sha256()
    for source in sorted(sources.rglob("*.py")):
        digest.update(b"%s\0%s\0" % (str(source.relative_to(sources)).encode(), source.read_bytes()))
    return FOLDER + digest.hexdigest()[:16]


GIVEN = config.CACHE_DIR
KEPT = Path(GIVEN or Path(__file__).with_name("__pycache__")) / folder_for(SOURCES)


def drop_outgrown() -> None:
    """Remove machine code of earlier sources. A folder that was given may be used by other versions too."""
    for earlier in [] if GIVEN else KEPT.parent.glob(f"{FOLDER}*"):
        if earlier != KEPT:
            shutil.rmtree(earlier, ignore_errors=True)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, keep the result beside the source or in NUMBA_CACHE_DIR, run without the interpreter
    lock.

    Where neither can be written, each process compiles anew.
    """
    try:
        with _kept_there():
            kernel = njit(cache=True, nogil=True)(function)
    except RuntimeError:
        kernel = njit(nogil=True)(function)
    return cast("Callable[P, R]", kernel)


def compiled_within(function: Callable[P, R]) -> Callable[P, R]:
    """Compile into each caller: where a call is short, counting references of all arrays given takes longer."""
    return cast("Callable[P, R]", njit(inline="always", nogil=True)(function))


@contextmanager
def _kept_there() -> Iterator[None]:
    """Numba decides where to keep a function's machine code when that is decorated."""
    before = config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES
    config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = str(KEPT), "UserProvidedCacheLocator"
    try:
        yield
    finally:
        config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = before
