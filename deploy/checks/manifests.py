"""The Kubernetes manifests as a cluster would get them: each overlay built, held against schemas, and scored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from checks.places import BIN, CRD_SCHEMAS, KUBERNETES_SCHEMAS
from checks.programs import complaints_of

# an overlay, and what kube-score asks of it in vain
OVERLAYS = {
    "laptop": ["container-image-pull-policy"],  # the images are built there
    "production": [],
}
SCHEMAS = (
    f"{KUBERNETES_SCHEMAS}/{{{{ .ResourceKind }}}}{{{{ .KindSuffix }}}}.json",
    f"{CRD_SCHEMAS}/{{{{ .ResourceKind }}}}-{{{{ .Group }}}}-{{{{ .ResourceAPIVersion }}}}.json",
)
Resource = dict[str, Any]


class Unbuilt(ValueError):
    """What kustomize says of an overlay that it can't build."""


def complaints(root: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        files = {overlay: Path(folder) / f"{overlay}.yaml" for overlay in OVERLAYS}
        try:
            for overlay, file in files.items():
                build(root, overlay, file)
        except Unbuilt as error:
            return [str(error)]
        scored = [line for overlay, file in files.items() for line in scores(file, OVERLAYS[overlay])]
        return [*unlike_schema(files.values()), *scored]


def build(root: Path, overlay: str, file: Path) -> None:
    said = complaints_of([BIN / "kustomize", "build", f"k8s/overlays/{overlay}", "--output", file], cwd=root)
    if said:
        raise Unbuilt("\n".join(said))


def built(root: Path, overlay: str) -> list[Resource]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.yaml"
        build(root, overlay, file)
        return list(yaml.load_all(file.read_text(), yaml.CSafeLoader))


def unlike_schema(files: Iterable[Path]) -> list[str]:
    """By kubeconform, strict: a field that the schema does not know, or no schema at all, is a complaint."""
    locations = [part for schema in SCHEMAS for part in ("-schema-location", schema)]
    return complaints_of([BIN / "kubeconform", "-strict", "-n", "2", *locations, *files], cwd=BIN)


def scores(file: Path, ignored: Iterable[str] = ()) -> list[str]:
    """By kube-score: probes, rights, limits, disruption, spread."""
    options = ["--output-format", "ci", "--exit-one-on-warning", *(f"--ignore-test={name}" for name in ignored)]
    said = complaints_of([BIN / "kube-score", "score", *options, file], cwd=BIN)
    return [line for line in said if not line.startswith(("[OK]", "[SKIPPED]"))]
