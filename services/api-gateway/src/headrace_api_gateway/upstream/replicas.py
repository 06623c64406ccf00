"""The replicas of one service: whose turn it is, and who had better not be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from headrace_api_gateway.upstream.target import Target
from headrace_chassis import clock

OPENS_AFTER = 3
OPEN_SECONDS = 1.0
LEAVING_SECONDS = 10.0
LATELY = 5.0
"""Seconds: who answered within them is slow rather than gone."""


class Replica:
    """One address with its circuit. After `OPENS_AFTER` failures in a row it is left in peace for a second; then one
    request tries it, and closes the circuit or opens it for another second."""

    def __init__(self, address: str, now: Callable[[], float]) -> None:
        self.target = Target(address)
        self._now = now
        self.under_way = 0
        self._failures = 0
        self._open_until = 0.0
        self._leaving_until = 0.0
        self._answered_at = -LATELY

    @property
    def is_open(self) -> bool:
        return self._failures >= OPENS_AFTER

    @property
    def is_leaving(self) -> bool:
        """It closes its connections, as a server does before it stops; whoever else is there is asked first."""
        return self._now() < self._leaving_until

    @property
    def may_answer(self) -> bool:
        return not self.is_open or self.under_way > 0 or self._now() < self._answered_at + LATELY

    def take(self) -> bool:
        """Whether it may be asked now; of an open circuit, one caller gets a yes each second."""
        if not self.is_open:
            return True
        if self._now() < self._open_until:
            return False
        self._open_until = self._now() + OPEN_SECONDS
        return True

    def answered(self, *, closes: bool) -> None:
        self._failures = 0
        self._answered_at = self._now()
        self._leaving_until = self._now() + LEAVING_SECONDS if closes else 0.0

    def failed(self) -> None:
        self._failures += 1
        self._open_until = self._now() + OPEN_SECONDS


class Replicas:
    def __init__(self, addresses: Sequence[str], now: Callable[[], float] = clock.monotonic) -> None:
        self._all = [Replica(address, now) for address in addresses]
        self._turn = 0

    def in_turn(self) -> list[Replica]:
        """All of them: first who is not leaving, then who has less to do, then whose turn it is.

        So a replica that has frozen gets no more requests than the others can answer meanwhile.
        """
        self._turn = (self._turn + 1) % len(self._all)
        turned = self._all[self._turn :] + self._all[: self._turn]
        return sorted(turned, key=lambda replica: (replica.is_leaving, replica.under_way))

    @property
    def there_is_hope(self) -> bool:
        return any(replica.may_answer for replica in self._all)

    @property
    def open_circuits(self) -> int:
        return sum(replica.is_open for replica in self._all)
