"""What a run says at its end, for those who look at the end only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest


def skipped_by_reason(reports: Iterable[pytest.TestReport]) -> list[str]:
    """One line for each reason, the one of most tests first."""
    counted = Counter(_reason(report) for report in reports)
    return [f"{tests} skipped: {reason}" for reason, tests in counted.most_common()]


def _reason(report: pytest.TestReport) -> str:
    where = report.longrepr
    return where[2].removeprefix("Skipped: ") if isinstance(where, tuple) else str(where)
