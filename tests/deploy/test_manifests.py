"""PLT-8, PLT-9: every fault put into a Kubernetes manifest is found by the checks of make lint."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from .conftest import ROOT

pytestmark = pytest.mark.deploy
Resource = dict[str, Any]


@pytest.fixture(scope="module")
def production() -> list[Resource]:
    from checks import manifests

    return manifests.built(ROOT, "production")


def found(resources: list[Resource], kind: str, name: str) -> Resource:
    return next(one for one in resources if (one["kind"], one["metadata"]["name"]) == (kind, name))


def written(folder: Path, *resources: Resource) -> Path:
    file = folder / "all.yaml"
    file.write_text(yaml.dump_all(resources, Dumper=yaml.CSafeDumper))
    return file


def pod(deployment: Resource) -> Resource:
    return deployment["spec"]["template"]["spec"]


def container(deployment: Resource) -> Resource:
    return pod(deployment)["containers"][0]


UNLIKE_SCHEMA: dict[str, tuple[str, str, Callable[[Resource], object], str]] = {
    "unknown field": ("Deployment", "orders", lambda r: pod(r).update(restartPolicies="Always"), "restartPolicies"),
    "wrong type": ("Deployment", "orders", lambda r: r["spec"].update(minReadySeconds="soon"), "minReadySeconds"),
    "misspelt probe": ("Deployment", "orders", lambda r: container(r).update(livenessprobe={}), "livenessprobe"),
    "unknown API": ("Deployment", "orders", lambda r: r.update(apiVersion="apps/v2"), "could not find schema"),
    "port as text": ("Service", "orders", lambda r: r["spec"]["ports"][0].update(port="http"), "port"),
    "policy": ("NetworkPolicy", "services", lambda r: r["spec"].update(podSelectors={}), "podSelectors"),
    "autoscaler": ("HorizontalPodAutoscaler", "product", lambda r: r["spec"].update(maxReplicas=None), "maxReplicas"),
    "KEDA": ("ScaledObject", "orders", lambda r: r["spec"].update(maxReplicas=6), "maxReplicas"),
    "KEDA login": ("TriggerAuthentication", "kafka-lag", lambda r: r["spec"].update(secretRef=[]), "secretRef"),
    "topic": ("KafkaTopic", "orders", lambda r: r["spec"].update(partitions="six"), "partitions"),
    "user": ("KafkaUser", "orders", lambda r: r["spec"]["authentication"].update(type="scram"), "type"),
    "Kafka": ("Kafka", "headrace", lambda r: r["spec"]["kafka"].update(replicas=3), "replicas"),
    "pool": ("KafkaNodePool", "broker", lambda r: r["spec"].update(roles=["leader"]), "roles"),
    "cluster": ("Cluster", "headrace-postgres", lambda r: r["spec"].update(replicas=3), "replicas"),
    "database": ("Database", "orders", lambda r: r["spec"].pop("owner"), "owner"),
    "role": ("DatabaseRole", "orders-app", lambda r: r["spec"].update(password="x"), "password"),
    "backup": ("ScheduledBackup", "headrace-postgres-nightly", lambda r: r["spec"].update(method="dump"), "method"),
    "store": ("ObjectStore", "headrace-backup", lambda r: r["spec"].update(bucket="b"), "bucket"),
    "secret": ("ExternalSecret", "headrace-backup", lambda r: r["spec"].update(keys=[]), "keys"),
    "generator": ("Password", "drawn-password", lambda r: r["spec"].pop("noUpper"), "noUpper"),
    "route": ("HTTPRoute", "headrace", lambda r: r["spec"].update(host="h"), "host"),
    "monitor": ("ServiceMonitor", "services", lambda r: r["spec"]["endpoints"][0].update(paths="/m"), "paths"),
    "rule": ("PrometheusRule", "headrace", lambda r: r["spec"]["groups"][0]["rules"][0].pop("expr"), "expr"),
}


@pytest.mark.parametrize("fault", UNLIKE_SCHEMA)
def test_what_a_schema_does_not_allow_is_found(fault, production, tmp_path):
    from checks import manifests

    kind, name, spoil, word = UNLIKE_SCHEMA[fault]
    resource = copy.deepcopy(found(production, kind, name))
    assert manifests.unlike_schema([written(tmp_path, resource)]) == []
    spoil(resource)
    said = manifests.unlike_schema([written(tmp_path, resource)])
    assert word in "\n".join(said)


UNSAFE: dict[str, tuple[Callable[[Resource], object], str]] = {
    "no readiness": (lambda r: container(r).pop("readinessProbe"), "readinessProbe"),
    "root": (lambda r: pod(r)["securityContext"].update(runAsUser=0, runAsGroup=0), "user ID"),
    "writable": (lambda r: container(r)["securityContext"].pop("readOnlyRootFilesystem"), "writable root"),
    "privileged": (lambda r: container(r)["securityContext"].update(privileged=True), "privileged"),
    "no limits": (lambda r: container(r)["resources"].pop("limits"), "limit"),
    "newest image": (lambda r: container(r).update(image="headrace/orders:latest"), "latest"),
    "old image": (lambda r: container(r).update(imagePullPolicy="IfNotPresent"), "ImagePullPolicy"),
}


@pytest.mark.parametrize("fault", UNSAFE)
def test_what_is_unsafe_is_found(fault, production, tmp_path):
    from checks import manifests

    resources = copy.deepcopy(production)
    spoil, word = UNSAFE[fault]
    spoil(found(resources, "Deployment", "orders"))
    said = manifests.scores(written(tmp_path, *resources))
    assert said
    assert all("orders/" in line for line in said)
    assert word in "\n".join(said)


def test_a_name_that_no_cluster_takes_is_found():
    from checks import agreement

    assert agreement.wrong_names([("KafkaTopic", "headrace.orders.v1"), ("Service", "orders")]) == []
    assert agreement.wrong_names([("KafkaTopic", "headrace.control_tower.v1")]) != []


def test_the_manifests_themselves_are_good(production, tmp_path):
    from checks import manifests

    assert manifests.scores(written(tmp_path, *production)) == []


DISAGREEMENTS = [
    ("k8s/base/services/mes/kustomization.yaml", "value: 12", "value: 13", "13 partitions"),
    ("k8s/base/services/quality/kustomization.yaml", "headrace.mes.v1", "headrace.srm.v1", "quality may read"),
    ("k8s/base/services/kustomization.yaml", "  - srm\n", "", "srm has no Deployment"),
    ("k8s/base/services/api-gateway/kustomization.yaml", "finance=http://finance:8080", "", "no address of finance"),
    ("k8s/components/scaled-by-lag/scaledobject.yaml", "maxReplicaCount: 6", "maxReplicaCount: 20", "20 replicas"),
    ("k8s/components/service/events.yaml", 'retention.ms: "-1"', 'retention.ms: "86400000"', "settings are not those"),
    (
        "k8s/components/service/deployment.yaml",
        "          livenessProbe:",
        "          startupProbes:",
        "orders has no livenessProbe",
    ),
    ("docker-compose.yml", "  srm-migrate:", "  srm-migration:", "has no srm-migrate"),
]


@pytest.mark.parametrize(("file", "was", "becomes", "word"), DISAGREEMENTS)
def test_what_is_not_as_the_code_declares_is_found(spoilt, file, was, becomes, word):
    from checks import agreement

    assert word in "\n".join(agreement.complaints(spoilt(file, was, becomes)))


def test_a_reference_that_leads_nowhere_is_found(spoilt):
    from checks import manifests

    root = spoilt("k8s/overlays/production/kustomization.yaml", "- backup.yaml", "- backups.yaml")
    assert "backups.yaml" in "\n".join(manifests.complaints(root))


def test_stale_rules_are_found(spoilt):
    from checks import rules

    assert rules.complaints(spoilt("deploy/prometheus/alerts.yml", "for: 2m", "for: 3m")) != []
