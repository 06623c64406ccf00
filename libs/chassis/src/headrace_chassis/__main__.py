"""`python -m headrace_chassis serve|migrate SERVICE`: one service as a container runs it."""

from __future__ import annotations

import argparse
import os
import sys

from headrace_chassis import logs, serving


def main() -> int:
    parser = argparse.ArgumentParser(prog="headrace_chassis", description=__doc__)
    parser.add_argument("act", choices=("serve", "migrate"))
    parser.add_argument("service", help="such as orders")
    arguments = parser.parse_args()
    logs.set_up()
    try:
        service, settings = serving.named_service(arguments.service), serving.Settings.of(os.environ)
        act = serving.serve if arguments.act == "serve" else serving.migrate_service
        serving.run(act(service, settings))
    except serving.SettingsWrong as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
