"""What each service has beside its HTTP; tests/operations holds it against the services themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    hears: bool = True
    stores: bool = True
    jobs: bool = False
    timers: bool = False
    deadlines: bool = False


SERVICES: dict[str, Parts] = {
    "api-gateway": Parts(hears=False),
    "control-tower": Parts(),
    "edge-gateway": Parts(hears=False, stores=False),
    "equipment": Parts(timers=True, deadlines=True),
    "finance": Parts(timers=True, deadlines=True),
    "forecasting": Parts(jobs=True),
    "logistics": Parts(timers=True),
    "mes": Parts(),
    "mrp": Parts(jobs=True),
    "orders": Parts(jobs=True, timers=True, deadlines=True),
    "product": Parts(hears=False),
    "quality": Parts(),
    "srm": Parts(timers=True, deadlines=True),
    "traceability": Parts(),
}
