"""How often each may ask: token buckets in the memory of this replica, as the time at which a bucket is full again."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable
from ipaddress import IPv6Address, ip_address
from operator import itemgetter

from headrace_chassis import clock

MOST = 10_000


class Rate:
    """`rate` a second in the long run, `burst` at once. Those who owe least are forgotten first when there are many."""

    def __init__(self, rate: float, burst: float, now: Callable[[], float] = clock.monotonic) -> None:
        self._each = 1 / rate
        self._burst = burst / rate
        self._now = now
        self._full_at: dict[Hashable, float] = {}

    def wait(self, key: Hashable) -> float:
        """Seconds until one more may come; 0 when it may now."""
        full_in = self._full_at.get(key, 0.0) - self._now()
        return max(0.0, full_in + self._each - self._burst)

    def count(self, key: Hashable) -> None:
        self._full_at[key] = max(self._full_at.get(key, 0.0), self._now()) + self._each
        if len(self._full_at) > MOST:
            now = self._now()
            owing = ((at, key) for key, at in self._full_at.items() if at > now)
            self._full_at = {key: at for at, key in heapq.nlargest(MOST // 2, owing, key=itemgetter(0))}

    def take(self, key: Hashable) -> float:
        """As `wait`, and counted when it may now."""
        if not (waiting := self.wait(key)):
            self.count(key)
        return waiting


def network(address: str) -> str:
    """Who has one IPv6 address has 2^64 of them: their network counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64))
    return address
