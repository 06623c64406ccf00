"""All the ways to break things that a run draws from, by name."""

from headrace_testkit.faults.kinds import clocks, disks, freezing, killing, network, replicas, restoring, upgrading
from headrace_testkit.faults.kinds.kind import Kind, Struck

KINDS: tuple[Kind, ...] = (
    *killing.KINDS,
    *freezing.KINDS,
    *network.KINDS,
    *disks.KINDS,
    *clocks.KINDS,
    *replicas.KINDS,
    *upgrading.KINDS,
    *restoring.KINDS,
)

__all__ = ["KINDS", "Kind", "Struck"]
