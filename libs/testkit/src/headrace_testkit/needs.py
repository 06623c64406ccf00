"""What some tests need of the machine. They are skipped without it, and the end of the run says what brings it.

Where CI is set, what can be installed is not done without: the tests run, and fail by what is not there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ADVENTURE_WORKS = Path(
    os.environ.get("HEADRACE_ADVENTURE_WORKS", Path(__file__).parents[5] / "shared" / "data" / "adventure-works")
)

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here: apt-get install chromium"
)
needs_adventure_works = pytest.mark.skipif(
    not ADVENTURE_WORKS.is_dir(), reason="no AdventureWorks files here: HEADRACE_ADVENTURE_WORKS=their folder"
)
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="not root: start it as root, as a container does")
