"""What a service's process is told by its environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from math import inf, isfinite
from pathlib import Path
from typing import Any, TypeVar, cast

from headrace_chassis.database import CONNECTIONS
from headrace_chassis.events.kafka.settings import KafkaSettings, KafkaSettingsWrong
from headrace_chassis.guard import Guard
from headrace_chassis.serving.limits import Limits

DATABASE = "{database}"
DRAIN_SECONDS = 3.0
ONLY_HERE = {"127.0.0.1", "::1", "localhost"}


class SettingsWrong(Exception):
    """The environment does not say what is needed; the message names the variable and what it should hold."""


class BusKind(StrEnum):
    POSTGRES = "postgres"
    KAFKA = "kafka"


Addresses = Mapping[str, tuple[str, ...]]
F = TypeVar("F")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`database_url` may hold `{database}`, which stands for the service's own: on the postgres bus it must. `kafka` is
    given on the kafka bus. `owner_url` is the connection that may change tables; without it nothing is migrated.

    Without `issuer_url` tokens are those of the development issuer, whose key lies in the data folder. `addresses` says
    where other services answer, `connections` how many it may have to its database, `drain_seconds` how long requests
    are still taken after SIGTERM. `member` is a name that this replica keeps over restarts: its streams wait for it;
    without one it gives them back when it stops. `metrics_port` is where the metrics are told apart from all else.
    """

    database_url: str = ""
    owner_url: str = ""
    kafka: KafkaSettings | None = None
    data_dir: Path = Path(".local/state")
    issuer_url: str = ""
    jwks_url: str = ""
    addresses: Addresses = field(default_factory=dict)
    connections: int = CONNECTIONS
    member: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    metrics_port: int = 0
    drain_seconds: float = DRAIN_SECONDS
    limits: Limits = field(default_factory=Limits)
    guard: Guard = field(default_factory=Guard)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Settings:
        """From HEADRACE_DATABASE_URL and its like; HEADRACE_DATABASE_URL_FILE names a file that holds it (a mounted
        secret). Raises SettingsWrong."""

        def given(name: str, default: str = "") -> str:
            return (
                environment.get(f"HEADRACE_{name}", "") or _from_file(environment, f"HEADRACE_{name}_FILE") or default
            )

        return cls(
            database_url=given("DATABASE_URL"),
            owner_url=given("DATABASE_URL_OWNER"),
            kafka=_kafka(environment) if _bus(given("BUS", BusKind.POSTGRES)) is BusKind.KAFKA else None,
            data_dir=Path(given("DATA_DIR", ".local/state")),
            issuer_url=given("ISSUER_URL"),
            jwks_url=given("JWKS_URL"),
            addresses=parsed_addresses(given("UPSTREAMS")),
            connections=int(_number("DATABASE_CONNECTIONS", given("DATABASE_CONNECTIONS", str(CONNECTIONS)))),
            member=given("MEMBER"),
            host=given("HOST", "127.0.0.1"),
            port=int(_number("PORT", given("PORT", "8080"))),
            metrics_port=int(_number("METRICS_PORT", given("METRICS_PORT", "0"))),
            drain_seconds=_number("DRAIN_SECONDS", given("DRAIN_SECONDS", str(DRAIN_SECONDS))),
            limits=limits_of(environment),
            guard=guard_of(environment),
        )

    def check_identity(self) -> None:
        """Raises SettingsWrong."""
        if not self.issuer_url and self.host not in ONLY_HERE:
            raise SettingsWrong(
                f"HEADRACE_ISSUER_URL is not set, and others reach this service (HEADRACE_HOST is {self.host}): "
                "the development issuer would let anybody in as anybody. Name the OpenID Connect provider, such as "
                "https://id.example.com/realms/headrace"
            )

    def check_database(self) -> None:
        """For a service that has one. Raises SettingsWrong."""
        if not self.database_url:
            raise SettingsWrong(
                "HEADRACE_DATABASE_URL is not set: the PostgreSQL of this service, "
                f"such as postgresql://app@host/{DATABASE}"
            )
        if self.kafka is None and DATABASE not in self.database_url:
            raise SettingsWrong(
                "On HEADRACE_BUS=postgres a service reads the event logs of those it hears, so HEADRACE_DATABASE_URL "
                f"needs {DATABASE} in the place of the database's name"
            )


def limits_of(environment: Mapping[str, str]) -> Limits:
    """From HEADRACE_HEAD_BYTES and its like. Raises SettingsWrong."""
    return _figures(Limits, environment)


def guard_of(environment: Mapping[str, str]) -> Guard:
    """From HEADRACE_HOSTS, HEADRACE_SUBJECT_RATE and their like. Raises SettingsWrong."""
    hosts = environment.get("HEADRACE_HOSTS", "").replace(",", " ").lower().split()
    return replace(_figures(Guard, environment), hosts=frozenset(hosts))


def _figures(kind: type[F], environment: Mapping[str, str]) -> F:
    """Each field that is a number may be told under its own name."""
    told: dict[str, float] = {}
    for each in fields(cast("Any", kind)):
        text = environment.get(f"HEADRACE_{each.name.upper()}", "")
        if text and isinstance(each.default, int | float):
            told[each.name] = type(each.default)(_number(each.name.upper(), text))
            if told[each.name] <= 0:
                raise SettingsWrong(f"HEADRACE_{each.name.upper()} is {text!r}; it must be more than 0")
    return kind(**told)


def database_name(service: str) -> str:
    return f"headrace_{service.replace('-', '_')}"


def url_of(template: str, service: str) -> str:
    return template.replace(DATABASE, database_name(service))


def parsed_addresses(text: str) -> Addresses:
    """From `orders=http://a:8080,http://b:8080 mrp=http://c:8080`."""
    found: dict[str, tuple[str, ...]] = {}
    for word in text.split():
        service, _, listed = word.partition("=")
        addresses = tuple(address.rstrip("/") for address in listed.split(",") if address)
        if not addresses or not all(a.startswith(("http://", "https://")) for a in addresses):
            raise SettingsWrong(
                f"HEADRACE_UPSTREAMS has {word!r}; write orders=http://host:port, more replicas after commas, "
                "more services after blanks"
            )
        found[service] = addresses
    return found


def written_addresses(addresses: Addresses) -> str:
    return " ".join(f"{service}={','.join(found)}" for service, found in addresses.items())


def _from_file(environment: Mapping[str, str], name: str) -> str:
    file = environment.get(name, "")
    if not file:
        return ""
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise SettingsWrong(f"{name} is {file}, which can't be read: {error.strerror}") from None


def _bus(text: str) -> BusKind:
    try:
        return BusKind(text)
    except ValueError:
        raise SettingsWrong(f"HEADRACE_BUS is {text!r}; it is one of {', '.join(BusKind)}") from None


def _kafka(environment: Mapping[str, str]) -> KafkaSettings:
    try:
        return KafkaSettings.of(environment)
    except KafkaSettingsWrong as error:
        raise SettingsWrong(str(error)) from error


def _number(name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = inf
    if not isfinite(number):
        raise SettingsWrong(f"HEADRACE_{name} is {text!r}; it must be a number")
    return number
