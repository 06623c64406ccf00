"""Which processes there are, and where each of them answers."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headrace_cli.refusals import NotDone

GATEWAY, EDGE = "api-gateway", "edge-gateway"
ALONE = {EDGE}  # a box in a factory: what it has read lies on its own disk
HOST = "127.0.0.1"
APART = 10
LAST_PORT = 65_535
SEARCHED = range(20_000, 30_000, 250)


class PortTaken(NotDone):
    """Another program listens where one of our processes should."""


@dataclass(frozen=True)
class Place:
    service: str
    replica: int
    port: int

    @property
    def name(self) -> str:
        return f"{self.service}-{self.replica}"

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"


def places(services: Iterable[str], replicas: int, port: int) -> list[Place]:
    """The gateway's replicas answer at `port` and after it; every other service begins ten ports on."""
    named = set(services)
    others = sorted(named - {GATEWAY, EDGE})
    ordered = [GATEWAY, *others, *sorted(named & {EDGE})]
    return [
        Place(service, number + 1, port + APART * index + number)
        for index, service in enumerate(ordered)
        for number in range(1 if service in ALONE else replicas)
    ]


def addresses(found: Sequence[Place], place: Place) -> dict[str, tuple[str, ...]]:
    """Whom a process asks: the gateway all others; a workshop asks and tells as from a factory, at the gateway."""
    if place.service == EDGE:
        gateway = next(one for one in found if one.service == GATEWAY)
        return {service: (f"{gateway.address}/api/{service}",) for service in (GATEWAY, "equipment")}
    if place.service != GATEWAY:
        return {}
    asked = sorted({one.service for one in found} - {GATEWAY})
    return {service: tuple(one.address for one in found if one.service == service) for service in asked}


def free_port(services: Sequence[str], replicas: int) -> int:
    """A first port from which on all are free. Raises PortTaken."""
    for port in SEARCHED:
        if not taken(places(services, replicas, port)):
            return port
    raise PortTaken(f"There is no free range of ports from {SEARCHED.start} to {SEARCHED.stop}: name one with --port.")


def refuse_taken(found: Sequence[Place]) -> None:
    """Raises PortTaken."""
    if (last := max(place.port for place in found)) > LAST_PORT:
        raise PortTaken(f"The processes need ports up to {last}, and the last is {LAST_PORT}: name a lower --port.")
    if busy := taken(found):
        words = ", ".join(f"{place.port} (for {place.name})" for place in busy)
        raise PortTaken(f"Another program listens on {words}: stop it, or name another first port with --port.")


def refuse_port(port: int) -> None:
    """Raises PortTaken."""
    if not _is_free(port):
        raise PortTaken(f"Another program listens on {port}: stop it, or name another port with --port.")


def taken(found: Iterable[Place]) -> list[Place]:
    return [place for place in found if not _is_free(place.port)]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
