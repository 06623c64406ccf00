"""The programs that Kafka needs, and the words when they are missing."""

from __future__ import annotations

import re
import shutil
import subprocess

from headrace_testkit.kafka.errors import KafkaNotStarted

LEAST_JAVA = 17
INSTEAD = "or give the address of a broker that runs already: --kafka host:port"


def java() -> str:
    program = shutil.which("java")
    if program is None:
        raise KafkaNotStarted(f"java was not found: install Java {LEAST_JAVA} or newer, {INSTEAD}")
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < LEAST_JAVA:
        first_line = said.strip().partition("\n")[0]
        raise KafkaNotStarted(f"Kafka 4 needs Java {LEAST_JAVA} or newer, and {program} is {first_line}: {INSTEAD}")
    return program


def maven() -> str:
    program = shutil.which("mvn")
    if program is None:
        raise KafkaNotStarted(f"mvn was not found: install Maven, which fetches Kafka the first time, {INSTEAD}")
    return program
