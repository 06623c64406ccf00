"""Work for a worker process, in a module that it can import."""

from __future__ import annotations

import time

from headrace_chassis.compute import Watch


def slow_count(to: int, watch: Watch) -> int:
    """Count to `to`, fifty a second."""
    for n in range(to):
        watch.progress(n / to)
        time.sleep(0.02)
    return to
