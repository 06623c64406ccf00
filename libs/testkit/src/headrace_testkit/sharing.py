"""How the files of tests are shared out among the workers of xdist."""

from __future__ import annotations

from xdist.scheduler.loadfile import LoadFileScheduling  # type: ignore[import-untyped]

PLATFORMS = ("tests/browser/", "tests/flows/")


class OnePlatform(LoadFileScheduling):  # type: ignore[misc]
    """File by file, but the whole platform is never run twice at once: each takes a gigabyte and a half."""

    def _split_scope(self, nodeid: str) -> str:
        return "platform" if nodeid.startswith(PLATFORMS) else str(super()._split_scope(nodeid))
