import signal
import time

import psutil  # type: ignore[import-untyped]

from headrace_chassis.postgres.errors import PostgresNotStarted
from headrace_chassis.postgres.layout import Layout

SIGNALS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def clear_left_over(layout: Layout) -> None:
    """Ends what still runs on the cluster, then removes the pid and socket locks of the dead.

    The caller holds the supervisor lock. PostgreSQL would take a zombie, or a stranger that was given the old
    pid, for a living postmaster. Shared memory is left to it: it removes that once nobody is attached.
    """
    for number, patience in SIGNALS:
        if not _running(layout):
            break
        _signal_roots(layout, number)
        _wait_until_gone(layout, patience)
    if survivors := _running(layout):
        pids = ", ".join(str(process.pid) for process in survivors)
        raise PostgresNotStarted(f"an earlier PostgreSQL on {layout.cluster} cannot be stopped: processes {pids}")
    for lock in (layout.pid_file, *layout.socket_files):
        lock.unlink(missing_ok=True)


def _running(layout: Layout) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _serves(process, layout)]


def _serves(process: psutil.Process, layout: Layout) -> bool:
    """A zombie has no command line and so serves nothing."""
    try:
        command = process.cmdline()
        if not command or not _is_postgres(command[0]):
            return False
        return layout.tag in " ".join(command) or process.cwd() == str(layout.cluster)
    except psutil.Error:
        return False


def _is_postgres(word: str) -> bool:
    """The postmaster keeps the path it was started by; its children are titled `postgres: ...`."""
    return word.startswith("postgres:") or word.rpartition("/")[2] == "postgres"


def _signal_roots(layout: Layout, number: signal.Signals) -> None:
    """To the postmaster, which tells its children; or, when it is dead, to the children it left."""
    running = _running(layout)
    pids = {process.pid for process in running}
    for process in running:
        try:
            if process.ppid() not in pids:
                process.send_signal(number)
        except psutil.NoSuchProcess:
            continue


def _wait_until_gone(layout: Layout, patience: float) -> None:
    deadline = time.monotonic() + patience
    while _running(layout) and time.monotonic() < deadline:
        time.sleep(0.05)
