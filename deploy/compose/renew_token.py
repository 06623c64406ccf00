"""Keeps a fresh token of the identity provider in a file, for the edge gateway to send its telemetry with.

OAuth 2.0 client credentials (RFC 6749, 4.4). A token is renewed when half of its life is over.
"""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

PATIENCE = 10.0
AGAIN_AFTER = 5.0

logger = logging.getLogger("renew_token")


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    kept = Path(os.environ["TOKEN_FILE"])
    while True:
        try:
            token, seconds = asked_for()
        except (URLError, OSError, ValueError, KeyError) as error:
            logger.warning("no token: %s", error)
            time.sleep(AGAIN_AFTER)
            continue
        fresh = kept.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(token)
        fresh.replace(kept)
        time.sleep(seconds / 2)


def asked_for() -> tuple[str, float]:
    """The token, and for how many seconds it is good."""
    form = {
        "grant_type": "client_credentials",
        "client_id": os.environ["CLIENT_ID"],
        "client_secret": Path(os.environ["CLIENT_SECRET_FILE"]).read_text().strip(),
    }
    with urlopen(os.environ["TOKEN_URL"], urlencode(form).encode(), timeout=PATIENCE) as answer:  # noqa: S310 - the address is the operator's
        found = json.load(answer)
    return found["access_token"], float(found["expires_in"])


if __name__ == "__main__":
    main()
