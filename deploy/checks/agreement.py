"""Whether what is deployed is what the code declares: services, what they hear, topics, where they answer; and what no
schema says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from checks.manifests import OVERLAYS, Resource, Unbuilt, built
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.kafka import topics
from headrace_chassis.service import Service
from headrace_chassis.serving.settings import parsed_addresses

DOOR = "api-gateway"
EVERY_TOPIC = "headrace."
NAME = re.compile(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?")  # RFC 1123


def complaints(root: Path) -> list[str]:
    services = {service.name: service for service in _stored_services()}
    found = list(_compose(yaml.load((root / "docker-compose.yml").read_text(), yaml.CSafeLoader), services))
    for overlay in OVERLAYS:
        try:
            found += [f"{overlay}: {line}" for line in _overlay(built(root, overlay), services)]
        except Unbuilt as error:
            found.append(str(error))
    return found


def _stored_services() -> list[Service]:
    from headrace_cli.embedded import installed_services

    return [service for service in installed_services() if service.store is not None]


def _overlay(resources: list[Resource], services: dict[str, Service]) -> Iterator[str]:
    named = {(one["kind"], one["metadata"]["name"]): one for one in resources}
    yield from wrong_names(named)
    for name, service in services.items():
        for kind in ("Deployment", "Service", "Database", "KafkaUser", "PodDisruptionBudget"):
            if (kind, name) not in named:
                yield f"{name} has no {kind}"
        yield from _health(name, named.get(("Deployment", name)))
        heard = HandlerTable(service.hears).topics
        yield from _rights(name, heard, named.get(("KafkaUser", name)))
        yield from _replicas(name, heard, named.get(("ScaledObject", name)))
    specs = [one["spec"] for one in resources if one["kind"] == "KafkaTopic"]
    yield from _topics({spec["topicName"]: spec for spec in specs})
    yield from _upstreams(_settings_of(DOOR, resources), services)


def wrong_names(named: Iterable[tuple[str, str]]) -> list[str]:
    """Of (kind, name)."""
    return [f"{kind} {name}: a cluster takes no such name" for kind, name in named if not NAME.fullmatch(name)]


def _health(name: str, deployment: Resource | None) -> Iterator[str]:
    """kube-score is content with one probe."""
    containers = deployment["spec"]["template"]["spec"]["containers"] if deployment else []
    for container in containers:
        for probe in ("startupProbe", "livenessProbe", "readinessProbe", "lifecycle"):
            if probe not in container:
                yield f"{name} has no {probe}"


def _rights(name: str, heard: list[str], user: Resource | None) -> Iterator[str]:
    """What a service may read in Kafka is what it hears; the door follows everything."""
    if user is None:
        return
    rights = [one for one in user["spec"]["authorization"]["acls"] if one["resource"]["type"] == "topic"]
    reads = {one["resource"]["name"] for one in rights if "Read" in one["operations"]}
    wanted = {EVERY_TOPIC} if name == DOOR else set(heard)
    if reads != wanted:
        yield f"{name} may read {sorted(reads)} and hears {sorted(wanted)}: mend k8s/base/services/{name}"


def _replicas(name: str, heard: list[str], scaled: Resource | None) -> Iterator[str]:
    if scaled is None:
        return
    most = scaled["spec"]["maxReplicaCount"]
    fewest = min((topics.partitions_of(topic) for topic in heard), default=0)
    if most > fewest:
        yield f"{name} grows to {most} replicas, but a topic that it hears has {fewest} partitions"


def _topics(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    declared = topics.declared()
    for name in sorted(declared.keys() | found.keys()):
        if name not in found or name not in declared:
            yield f"{name}: {'no KafkaTopic' if name in declared else 'nothing tells events there'}"
        elif found[name]["partitions"] != declared[name].partitions:
            yield f"{name}: {found[name]['partitions']} partitions, declared are {declared[name].partitions}"
        elif found[name]["config"] != declared[name].settings:
            yield f"{name}: its settings are not those declared in headrace_chassis.events.kafka.topics"


def _settings_of(service: str, resources: list[Resource]) -> dict[str, str]:
    maps = [one.get("data", {}) for one in resources if one["kind"] == "ConfigMap"]
    return next((data for data in maps if data.get("SERVICE") == service), {})


def _upstreams(settings: dict[str, str], services: dict[str, Service]) -> Iterator[str]:
    known = parsed_addresses(settings.get("HEADRACE_UPSTREAMS", "")).keys()
    for name in sorted(services.keys() - known - {DOOR}):
        yield f"{DOOR} has no address of {name} in HEADRACE_UPSTREAMS"


def _compose(project: dict[str, Any], services: dict[str, Service]) -> Iterator[str]:
    defined = project["services"]
    for name in services:
        for wanted in (name, f"{name}-migrate"):
            if wanted not in defined:
                yield f"docker-compose.yml has no {wanted}"
    door = defined.get(DOOR, {}).get("environment", {})
    yield from _upstreams(door, services)
