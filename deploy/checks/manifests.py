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


def complaints(root: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        files = {overlay: Path(folder) / f"{overlay}.yaml" for overlay in OVERLAYS}
        unbuilt = [line for overlay, file in files.items() for line in _build(root, overlay, file)]
        if unbuilt:
            return unbuilt
        scored = [line for overlay, file in files.items() for line in _score(root, file, OVERLAYS[overlay])]
        return [*complaints_of(_kubeconform(files.values()), cwd=root), *scored]


def _score(root: Path, file: Path, ignored: list[str]) -> list[str]:
    options = ["--output-format", "ci", "--exit-one-on-warning", *(f"--ignore-test={name}" for name in ignored)]
    said = complaints_of([BIN / "kube-score", "score", *options, file], cwd=root)
    return [line for line in said if not line.startswith(("[OK]", "[SKIPPED]"))]


def _build(root: Path, overlay: str, file: Path) -> list[str]:
    return complaints_of([BIN / "kustomize", "build", f"k8s/overlays/{overlay}", "--output", file], cwd=root)


def _kubeconform(files: Iterable[Path]) -> list[str | Path]:
    locations = [part for schema in SCHEMAS for part in ("-schema-location", schema)]
    return [BIN / "kubeconform", "-strict", "-n", "2", *locations, *files]


def built(root: Path, overlay: str) -> list[Resource]:
    """Raises ValueError with what kustomize says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.yaml"
        said = _build(root, overlay, file)
        if said:
            raise ValueError("\n".join(said))
        return list(yaml.load_all(file.read_text(), yaml.CSafeLoader))
