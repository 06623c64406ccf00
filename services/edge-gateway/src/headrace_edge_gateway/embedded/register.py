"""Which machines are simulated, kept in a file so that a restart goes on with them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from headrace_contracts.messages import Message, say

MOST_MACHINES = 247  # the unit ids of one Modbus endpoint
MOST_PLANTS = 20  # of one organisation; each has a gateway of its own, with seven open files


class Refused(ValueError):
    """A machine can't be simulated as asked; `field` is the wrong one."""

    def __init__(self, field: str, why: Message) -> None:
        super().__init__(why)
        self.field = field
        self.why = why


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """One machine of an organisation's plant; `time_zone` is the plant's."""

    tenant: str
    plant: str
    time_zone: str
    machine: str
    cycle_seconds: float

    @property
    def site(self) -> tuple[str, str]:
        return self.tenant, self.plant


class Register:
    """Machines are only added: a workshop's history is of the machines that it had."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._machines = _read(file)

    @property
    def sites(self) -> list[tuple[str, str]]:
        return sorted({each.site for each in self._machines.values()})

    def of_site(self, site: tuple[str, str]) -> list[Simulated]:
        """In the order in which they were added."""
        return [each for each in self._machines.values() if each.site == site]

    def find(self, tenant: str, machine: str) -> Simulated | None:
        return self._machines.get((tenant, machine))

    def add(self, asked: Simulated) -> bool:
        """False if it is there already, just so; raises Refused when it is there otherwise. `keep` afterwards."""
        known = self.find(asked.tenant, asked.machine)
        if known == asked:
            return False
        if known is not None:
            raise Refused(
                "machine",
                say(
                    "edge-gateway.simulated-otherwise",
                    machine=asked.machine,
                    plant=known.plant,
                    zone=known.time_zone,
                    seconds=str(known.cycle_seconds),
                ),
            )
        plants = {plant for tenant, plant in self.sites if tenant == asked.tenant}
        if asked.plant not in plants and len(plants) >= MOST_PLANTS:
            raise Refused("plant", say("edge-gateway.most-plants", most=MOST_PLANTS))
        neighbours = self.of_site(asked.site)
        if any(each.time_zone != asked.time_zone for each in neighbours):
            raise Refused(
                "time_zone", say("edge-gateway.plant-in-zone", plant=asked.plant, zone=neighbours[0].time_zone)
            )
        if len(neighbours) >= MOST_MACHINES:
            raise Refused("machine", say("edge-gateway.most-machines", plant=asked.plant, most=MOST_MACHINES))
        self._machines[asked.tenant, asked.machine] = asked
        return True

    def keep(self) -> None:
        """Put what was added on disk; when that fails nothing was added."""
        try:
            _write(self._file, self._machines.values())
        except OSError:
            self._machines = _read(self._file)
            raise


def _read(file: Path) -> dict[tuple[str, str], Simulated]:
    found = msgspec.json.decode(file.read_bytes(), type=list[Simulated]) if file.exists() else []
    return {(each.tenant, each.machine): each for each in found}


def _write(file: Path, machines: Iterable[Simulated]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as out:
        out.write(msgspec.json.encode(list(machines)))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
