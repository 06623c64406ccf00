"""PLT-8, PLT-9: faults put into the Dockerfile, the compose file or a script are found by the checks of make lint."""

from __future__ import annotations

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.deploy
DOCKERFILE = "deploy/Dockerfile"
COMPOSE = "docker-compose.yml"

IMAGES = {
    "root by name": ("USER 10001:10001", "USER root", "root"),
    "root by silence": ("USER 10001:10001\n", "", "run as root"),
    "no health": ("HEALTHCHECK --interval=5s", "# --interval=5s", "healthy"),
    "newest base": ("python:3.11.14-slim-trixie", "python:slim", "not pinned"),
    "unknown instruction": ("WORKDIR /data", "WORKDIRS /data", "Dockerfile:"),
    "shell form": ('CMD ["serve"]', "CMD serve", "DL3025"),
    "root again": ("COPY --from=packages /opt/headrace", "USER 0\nCOPY --from=packages /opt/headrace", "only copies"),
}
CONTAINERS = {
    "unknown field": ("    pid: host", "    pids: host", "pids"),
    "wrong type": ("tmpfs: [/tmp]", "tmpfs: {a: /tmp}", "tmpfs"),
    "who waits for nobody": (
        "{kafka: {condition: service_healthy}}",
        "{kafkas: {condition: service_healthy}}",
        "kafkas",
    ),
    "unknown condition": ("kafka: {condition: service_healthy}", "kafka: {condition: healthy}", "condition"),
    "unknown secret": ("secrets: [grafana-admin]", "secrets: [grafana-root]", "grafana-root"),
    "unknown network": ("networks: [stores]", "networks: [store]", "store"),
    "capabilities": ("cap_drop: [ALL]", "cap_add: [NET_ADMIN]", "keeps capabilities"),
    "privileges": ('security_opt: ["no-new-privileges:true"]', "security_opt: []", "may gain privileges"),
    "writable": (
        "  environment: *settings\n  read_only: true",
        "  environment: *settings",
        "write to its own programs",
    ),
    "no limit": ('deploy: {resources: {limits: {cpus: "1", memory: 768m}}}', "deploy: {}", "no limit of memory"),
    "secret in clear": ("POSTGRES_PASSWORD_FILE: /run/secrets/postgres-admin", "POSTGRES_PASSWORD: secret", "in clear"),
    "newest image": ("grafana/grafana:12.2.1", "grafana/grafana", "no version"),
}


def test_what_is_deployed_is_good():
    from checks import compose, images, scripts

    assert images.complaints(ROOT) + compose.complaints(ROOT) + scripts.complaints(ROOT) == []


@pytest.mark.parametrize("fault", IMAGES)
def test_a_fault_in_the_dockerfile_is_found(fault, spoilt):
    from checks import images

    was, becomes, word = IMAGES[fault]
    assert word in "\n".join(images.complaints(spoilt(DOCKERFILE, was, becomes)))


@pytest.mark.parametrize("fault", CONTAINERS)
def test_a_fault_in_the_compose_file_is_found(fault, spoilt):
    from checks import compose

    was, becomes, word = CONTAINERS[fault]
    assert word in "\n".join(compose.complaints(spoilt(COMPOSE, was, becomes)))


def test_a_fault_in_a_script_is_found(tmp_path):
    from subprocess import run

    from checks import scripts

    run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / "tidy").write_text("#!/usr/bin/env bash\nrm -rf $1/*\n")
    assert "SC2086" in "\n".join(scripts.complaints(tmp_path))
