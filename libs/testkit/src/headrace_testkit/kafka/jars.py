"""Kafka as Maven has it, fetched once into a folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headrace_testkit.kafka.errors import KafkaNotStarted
from headrace_testkit.kafka.tools import maven

KAFKA = "4.3.1"
LOG4J = "2.24.3"
ARTIFACTS = (
    ("org.apache.kafka", "kafka_2.13", KAFKA),
    ("org.apache.logging.log4j", "log4j-core", LOG4J),
    ("org.apache.logging.log4j", "log4j-slf4j-impl", LOG4J),
)
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>headrace</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>{}</dependencies>
</project>
"""
DEPENDENCY = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"


def fetched(home: Path) -> Path:
    """The folder of jars; whoever comes first fetches them (43 MB), the others wait."""
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home / "libs.lock"):
        libs = home / "libs"
        if not (libs / f"kafka_2.13-{KAFKA}.jar").exists():
            _fetch(home, libs)
    return libs


def _fetch(home: Path, libs: Path) -> None:
    fresh = Path(tempfile.mkdtemp(prefix="libs.new-", dir=home))
    try:
        (fresh / "pom.xml").write_text(POM.format("".join(DEPENDENCY.format(*one) for one in ARTIFACTS)))
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=jars"]
        done = subprocess.run(
            [maven(), "-q", "-B", *goal],
            cwd=fresh,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise KafkaNotStarted(
                f"Maven could not fetch Kafka {KAFKA}:\n{(done.stdout + done.stderr).strip()[-2000:]}"
            )
        shutil.rmtree(libs, ignore_errors=True)
        (fresh / "jars").rename(libs)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
