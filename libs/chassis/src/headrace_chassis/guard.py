"""What the front door grants to whom: the names it answers to, and how often one may ask."""

from __future__ import annotations

from dataclasses import dataclass

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, kw_only=True)
class Guard:
    """`hosts` are the names under which the door is known beside those of this machine.

    Rates are requests a second in the long run, bursts how many may come at once; each replica counts for itself. A
    subject is who a token names, in its organisation; calls without one count for their address, and so do tokens that
    are refused and logins that fail.
    """

    hosts: frozenset[str] = frozenset()
    subject_rate: float = 300.0
    subject_burst: float = 5000.0
    address_rate: float = 100.0
    address_burst: float = 2000.0
    failure_rate: float = 0.2
    failure_burst: float = 20.0

    def answers_to(self, host: str) -> bool:
        """`host` is as the Host header has it."""
        name = host.lower().rpartition(":")[0] if _has_port(host) else host.lower()
        return name in LOCAL_HOSTS or name in self.hosts


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal() and not host.endswith("]")
