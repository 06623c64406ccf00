"""`python -m headrace_testkit.faults.part SERVICE`: a service's own process, as production runs it, in a fault run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from headrace_testkit.faults import skew

SKEW_FILE = "HEADRACE_FAULTS_SKEW"
PLAYED = "HEADRACE_FAULTS_STAND_INS"


def main() -> None:
    skew.put_on(Path(os.environ[SKEW_FILE]))

    from headrace_chassis import logs, serving
    from headrace_testkit.faults.stand_ins import STAND_INS

    logs.set_up()
    name = sys.argv[1]
    played = name in os.environ[PLAYED].split()
    service = STAND_INS[name]() if played else serving.named_service(name)
    serving.run(serving.serve(service, serving.Settings.of(os.environ)))


if __name__ == "__main__":
    main()
