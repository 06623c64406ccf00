"""`python -m headrace_testkit.faults.part SERVICE`: a service's own process, as production runs it, in a fault run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headrace_testkit.faults import skew

if TYPE_CHECKING:
    from headrace_chassis.service import Service

SKEW_FILE = "HEADRACE_FAULTS_SKEW"
PLAYED = "HEADRACE_FAULTS_STAND_INS"


def put_clock_on() -> None:
    """Before any module has taken the right one."""
    skew.put_on(Path(os.environ[SKEW_FILE]))


def service_of(name: str) -> Service:
    from headrace_chassis import serving
    from headrace_testkit.faults.stand_ins import STAND_INS

    played = name in os.environ[PLAYED].split()
    return STAND_INS[name]() if played else serving.named_service(name)


def serve(service: Service) -> None:
    from headrace_chassis import logs, serving

    logs.set_up()
    serving.run(serving.serve(service, serving.Settings.of(os.environ)))


if __name__ == "__main__":
    put_clock_on()
    serve(service_of(sys.argv[1]))
