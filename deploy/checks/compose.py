"""docker-compose.yml: the loader of docker compose itself (the specification's schema), what refers to what, and what
every container must be denied."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks.places import BIN

FILE = "docker-compose.yml"
OURS = "headrace/"
SECRET = re.compile(r"(PASSWORD|SECRET|TOKEN|KEY)$")
PINNED = re.compile(r":v?\d+\.\d+")


def complaints(root: Path) -> list[str]:
    command = [str(BIN / "compose-spec"), "-format", "json", FILE]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return (done.stderr or done.stdout).strip().splitlines()
    project = json.loads(done.stdout)
    return [
        f"{FILE}: {name} {line}"
        for name, service in sorted(project["services"].items())
        for line in (*_dangling(service, project), *_open(service))
    ]


def _dangling(service: dict[str, Any], project: dict[str, Any]) -> Iterator[str]:
    """What it names and the file does not have; the loader looks for that only when it starts containers."""
    volumes = [one["source"] for one in service.get("volumes", ()) if one["type"] == "volume"]
    named = {
        "services": service.get("depends_on", ()),
        "networks": service.get("networks", ()),
        "secrets": [one["source"] for one in service.get("secrets", ())],
        "volumes": volumes,
    }
    for kind, names in named.items():
        yield from (f"names {name}, which is not among the {kind}" for name in names if name not in project[kind])


def _open(service: dict[str, Any]) -> Iterator[str]:
    if service.get("cap_drop") != ["ALL"] or service.get("privileged"):
        yield "keeps capabilities"
    if "no-new-privileges:true" not in service.get("security_opt", []):
        yield "may gain privileges"
    if not service.get("deploy", {}).get("resources", {}).get("limits", {}).get("memory"):
        yield "has no limit of memory"
    if not PINNED.search(service.get("image", "")):
        yield f"takes {service.get('image')}, which is no version"
    for variable, value in (service.get("environment") or {}).items():
        if value and SECRET.search(variable):
            yield f"has {variable} in clear: give it a secret's file"
    if service.get("image", "").startswith(OURS):
        yield from _open_ours(service)


def _open_ours(service: dict[str, Any]) -> Iterator[str]:
    if not service.get("read_only"):
        yield "can write to its own programs"
    if service.get("restart") != "no" and service.get("healthcheck", {}).get("disable"):
        yield "does not say when it is healthy"
