"""`python -m headrace_chassis serve|migrate [SERVICE]`: one service as a container runs it."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from headrace_chassis import logs, serving, telemetry
from headrace_chassis.migrations import NewerDatabase, OlderDatabase


def main() -> int:
    parser = argparse.ArgumentParser(prog="headrace_chassis", description=__doc__)
    parser.add_argument("act", choices=("serve", "migrate"))
    parser.add_argument(
        "service", nargs="?", default=os.environ.get("HEADRACE_SERVICE", ""), help="such as orders; or HEADRACE_SERVICE"
    )
    arguments = parser.parse_args()
    member = os.environ.get("HEADRACE_MEMBER", "") or socket.gethostname()
    logs.set_up(member=member, each_request=True)
    try:
        service, settings = serving.named_service(arguments.service), serving.Settings.of(os.environ)
        act = serving.serve if arguments.act == "serve" else serving.migrate_service
        with telemetry.recording(os.environ, member):
            serving.run(act(service, settings))
    except (serving.SettingsWrong, telemetry.TracesNotSetUp, NewerDatabase, OlderDatabase) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
