"""What the broker is told: one node that is broker and controller, and forgets nothing it need not."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from headrace_testkit.kafka.certificates import Certificates

HOST = "127.0.0.1"
USER, PASSWORD = "headrace", "not-a-secret"
SECURED = ("SSL", "SASL_PLAINTEXT", "SASL_SSL")
SCRAM = ("SCRAM-SHA-256", "SCRAM-SHA-512")
LOGGING = """status = error
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %-5p %m (%c)%n
rootLogger.level = warn
rootLogger.appenderRef.out.ref = out
logger.server.name = org.apache.kafka
logger.server.level = warn
"""


@dataclass(frozen=True)
class Listeners:
    """Listener -> port. What stands behind a proxy is announced under the proxy's port."""

    ports: Mapping[str, int]
    announced: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def chosen(cls, port: int, *, secured: bool, proxied: Mapping[str, int]) -> Self:
        """Port 0 is a free one. `proxied` names more listeners, each with the port of the proxy before it."""
        wanted = ["PLAINTEXT", "CONTROLLER", *(SECURED if secured else ()), *proxied]
        ports = dict(zip(wanted, free_ports(len(wanted)), strict=True))
        return cls(ports | ({"PLAINTEXT": port} if port else {}), dict(proxied))

    def address(self, name: str) -> str:
        return f"{HOST}:{self.announced.get(name, self.ports[name])}"

    @property
    def public(self) -> list[str]:
        return [name for name in self.ports if name != "CONTROLLER"]


def free_ports(number: int) -> list[int]:
    sockets = [socket.create_server((HOST, 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def server_properties(listeners: Listeners, data: Path, certificates: Certificates | None) -> str:
    controller = f"{HOST}:{listeners.ports['CONTROLLER']}"
    lines = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{controller}",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "PLAINTEXT",
        "listeners": ",".join(f"{name}://{HOST}:{port}" for name, port in listeners.ports.items()),
        "advertised.listeners": ",".join(f"{name}://{listeners.address(name)}" for name in listeners.public),
        "listener.security.protocol.map": ",".join(f"{n}:{_protocol(n)}" for n in listeners.ports),
        "log.dirs": str(data),
        "auto.create.topics.enable": "false",
        "default.replication.factor": "1",
        "min.insync.replicas": "1",
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "8",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        # after kill -9 the broker's next life is let in once its last session has run out: 9 s if not told
        "broker.session.timeout.ms": "2000",
        "broker.heartbeat.interval.ms": "500",
    }
    if certificates is not None:
        lines |= _security(certificates)
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def _protocol(listener: str) -> str:
    return listener if listener in SECURED else "PLAINTEXT"


def _security(certificates: Certificates) -> dict[str, str]:
    login = f'required username="{USER}" password="{PASSWORD}"'
    lines = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(certificates.broker),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(certificates.authority),
        "listener.name.ssl.ssl.client.auth": "requested",
    }
    for listener in ("sasl_plaintext", "sasl_ssl"):
        of = f"listener.name.{listener}"
        lines[f"{of}.sasl.enabled.mechanisms"] = ",".join(("PLAIN", *SCRAM))
        plain = f'org.apache.kafka.common.security.plain.PlainLoginModule {login} user_{USER}="{PASSWORD}";'
        lines[f"{of}.plain.sasl.jaas.config"] = plain
        for mechanism in SCRAM:
            module = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            lines[f"{of}.{mechanism.lower()}.sasl.jaas.config"] = module
    return lines
