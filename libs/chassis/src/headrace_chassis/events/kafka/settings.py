"""How to reach a Kafka."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Security(StrEnum):
    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"


class Mechanism(StrEnum):
    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


class KafkaSettingsWrong(ValueError):
    """Settings that can't work; the message names the one to change."""


@dataclass(frozen=True, kw_only=True)
class KafkaSettings:
    """`bootstrap` is host:port, more after commas.

    `ca` is a file with the authorities to trust (without it the system's are); `certificate` and `key` are the files
    of a client that shows a certificate of its own.
    """

    bootstrap: str
    security: str = Security.PLAINTEXT
    ca: str = ""
    certificate: str = ""
    key: str = ""
    mechanism: str = Mechanism.SCRAM_SHA_512
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        for server in self.bootstrap.split(","):
            host, _, port = server.strip().rpartition(":")
            if not host or not port.isdigit():
                raise KafkaSettingsWrong(f"The Kafka address {server!r} is not host:port, such as 127.0.0.1:9092")
        _one_of(Security, "security", self.security)
        _one_of(Mechanism, "mechanism", self.mechanism)
        if self.has_users and not (self.user and self.password):
            raise KafkaSettingsWrong(f"Kafka security {self.security} needs a user and a password")

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> KafkaSettings:
        """From HEADRACE_KAFKA (host:port) and HEADRACE_KAFKA_SECURITY, _CA, _CERTIFICATE, _KEY, _MECHANISM, _USER and
        _PASSWORD."""
        bootstrap = environment.get("HEADRACE_KAFKA", "")
        if not bootstrap:
            raise KafkaSettingsWrong("HEADRACE_KAFKA is not set: the address of Kafka, such as 127.0.0.1:9092")
        names = [field.name for field in fields(cls) if field.name != "bootstrap"]
        given = {name: environment.get(f"HEADRACE_KAFKA_{name.upper()}", "") for name in names}
        return cls(bootstrap=bootstrap, **{name: value for name, value in given.items() if value})

    def environment(self) -> dict[str, str]:
        """What `of` understands, for a process that is started."""
        given = {f"HEADRACE_KAFKA_{field.name.upper()}": str(getattr(self, field.name)) for field in fields(self)}
        return {"HEADRACE_KAFKA": given.pop("HEADRACE_KAFKA_BOOTSTRAP"), **given}

    @property
    def has_users(self) -> bool:
        return self.security.startswith("SASL")

    def options(self) -> dict[str, Any]:
        """What every client of aiokafka is told."""
        found: dict[str, Any] = {"bootstrap_servers": self.bootstrap, "security_protocol": str(self.security)}
        if self.security.endswith("SSL"):
            found["ssl_context"] = self._context()
        if self.has_users:
            found |= {
                "sasl_mechanism": str(self.mechanism),
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
            }
        return found

    def _context(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self.ca or None)
            if self.certificate:
                context.load_cert_chain(self.certificate, self.key or None)
        except OSError as error:
            files = ", ".join(file for file in (self.ca, self.certificate, self.key) if file)
            raise KafkaSettingsWrong(f"The certificates for Kafka can't be read ({files}): {error}") from error
        return context


def _one_of(kind: type[StrEnum], name: str, value: str) -> None:
    if value not in list(kind):
        raise KafkaSettingsWrong(f"Kafka {name} {value!r} is not known; it is one of {', '.join(kind)}")
