"""A command and all that it starts, whoever started it: the orphans of its processes become this process' children."""

from __future__ import annotations

import ctypes
import os
import shutil
import time
from collections import Counter
from contextlib import suppress

import psutil  # type: ignore[import-untyped]

from headrace_testkit.memory import MEMORY

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 3.0


def adopt_orphans() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def bury_orphans(*, besides: int) -> None:
    """Whoever waits for an orphan to end, as for a process whose parent was killed, waits until somebody took note of
    its end: that is this process now. The command, `besides`, has its own waiter."""
    for process in psutil.Process().children():
        with suppress(psutil.Error, ChildProcessError):
            if process.pid != besides and process.status() == psutil.STATUS_ZOMBIE:
                os.waitpid(process.pid, os.WNOHANG)


def files_in_memory() -> int:
    """What they take, in bytes: no process owns it."""
    return shutil.disk_usage(MEMORY).used if MEMORY.is_dir() else 0


def memory() -> Counter[str]:
    """What the processes take, in bytes, by their program; what several share is counted once."""
    taken: Counter[str] = Counter()
    for process in _members():
        with suppress(psutil.Error):
            taken[process.name().partition(":")[0]] += process.memory_full_info().pss
    return taken


def end_survivors() -> list[str]:
    """The processes that outlived the command are named, and ended."""
    deadline = time.monotonic() + PATIENCE
    while (living := _living()) and time.monotonic() < deadline:
        time.sleep(0.1)
    names = [" ".join(_words(process))[:120] for process in living]
    for process in living:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(living, timeout=PATIENCE)
    return names


def _members() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)  # type: ignore[no-any-return]


def _living() -> list[psutil.Process]:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    return _members()


def _words(process: psutil.Process) -> list[str]:
    try:
        return [str(process.pid), *process.cmdline()]
    except psutil.Error:
        return [str(process.pid)]
