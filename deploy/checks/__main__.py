"""`python -m checks`: all checks at once; says what is wrong, and ends with 1 if anything is."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from checks import agreement, compose, images, manifests, rules, scripts
from checks.places import ROOT

CHECKS = (manifests, agreement, compose, images, rules, scripts)


def main() -> int:
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda check: check.complaints(ROOT), CHECKS))
    for check, complaints in zip(CHECKS, found, strict=True):
        for line in complaints:
            sys.stderr.write(f"{check.__name__.removeprefix('checks.')}: {line}\n")
    return 1 if any(found) else 0


if __name__ == "__main__":
    sys.exit(main())
