"""The equipment service on one page."""

from datetime import timedelta

from headrace_chassis.deadlines import Deadline
from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_chassis.timers import Timer
from headrace_equipment import handlers
from headrace_equipment.api import doubts, ideal_cycles, machines, telemetry
from headrace_equipment.store import measures
from headrace_equipment.store.tables import metadata
from headrace_equipment.usecases import days, silence

service = Service(
    name="equipment",
    title="Machines: what they do, what they make, how well they are used",
    api=[machines.router, ideal_cycles.router, doubts.router, telemetry.router],
    hears=[handlers],
    timers=[
        Timer("close-days", timedelta(hours=1), days.find_days),
        Timer("find-silent", timedelta(minutes=1), silence.find_silent),
    ],
    deadlines=[Deadline(days.DAY_ENDS, days.close_days), Deadline(silence.SILENT, silence.fall_silent)],
    measures=[
        Measure(
            "equipment_oee_ratio",
            "OEE of the last closed day over all 24 hours of it, mean of machines",
            measures.oee,
            ("plant",),
        ),
        Measure("equipment_doubtful_counts", "Counts in doubt that nobody has settled", measures.doubtful, ("plant",)),
        Measure("equipment_machines", "Machines; unknown: nothing told yet", measures.machines, ("state",)),
    ],
    store=metadata,
    migrations="headrace_equipment.migrations",
)
