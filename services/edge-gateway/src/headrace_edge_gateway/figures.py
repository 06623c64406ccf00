"""What Prometheus is told of a gateway: how much waits for the server and for how long, and which machines answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SILENT = "silent"
MEANINGS = {
    "edge_buffered_records": "Records that wait for the server",
    "edge_oldest_buffered_seconds": "Age of the oldest record that waits, in business time",
    "edge_devices": "Machines by what they do; silent: nothing could be read of them",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """`devices` counts machines by state, `silent` beside the states of MachineState."""

    waiting: int
    oldest_seconds: float
    devices: Mapping[str, int]


def exposition(plant: str, figures: Figures) -> str:
    """In Prometheus' text format 0.0.4."""
    return "".join(_lines(plant.replace("\\", r"\\").replace('"', r"\""), figures))


def _lines(plant: str, figures: Figures) -> Iterator[str]:
    samples: dict[str, dict[str, float]] = {
        "edge_buffered_records": {"": figures.waiting},
        "edge_oldest_buffered_seconds": {"": figures.oldest_seconds},
        "edge_devices": {f',state="{state}"': count for state, count in figures.devices.items()},
    }
    for name, meaning in MEANINGS.items():
        yield f"# HELP {name} {meaning}\n# TYPE {name} gauge\n"
        for labels, value in samples[name].items():
            yield f'{name}{{plant="{plant}"{labels}}} {value}\n'
