"""PromQL that several boards say."""

from __future__ import annotations

INTERVAL = "$__rate_interval"


def quantile(share: float, histogram: str, conditions: str, *labels: str) -> str:
    """The time below which this share of what was measured stays, by these labels."""
    by = ", ".join([*labels, "le"])
    return f"histogram_quantile({share}, sum by ({by}) (rate({histogram}_bucket{{{conditions}}}[{INTERVAL}])))"


def legend(*labels: str) -> str:
    return " ".join(f"{{{{{label}}}}}" for label in labels)
