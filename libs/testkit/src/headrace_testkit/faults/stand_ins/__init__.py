"""Two services that only a fault run has: one that asks for purchases as planning would, one that writes down all."""

from headrace_testkit.faults.stand_ins.planner import planner
from headrace_testkit.faults.stand_ins.probe import probe

PLANNER, PROBE = "mrp", "probe"
STAND_INS = {PLANNER: planner, PROBE: probe}

__all__ = ["PLANNER", "PROBE", "STAND_INS"]
