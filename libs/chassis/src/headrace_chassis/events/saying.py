"""Warnings about something that lasts: said when it begins and when it changes, not each time it is looked at."""

from __future__ import annotations

import logging


class Saying:
    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._last = ""

    def warn(self, words: str) -> None:
        if words != self._last:
            self._logger.warning("%s", words)
            self._last = words

    def over(self) -> None:
        """What comes next is news again."""
        self._last = ""
