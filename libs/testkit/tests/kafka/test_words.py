"""Without Java or Maven the words say what is missing and what to do instead."""

from __future__ import annotations

import pytest

from headrace_testkit.kafka import KafkaNotStarted, jars
from headrace_testkit.kafka.tools import java, maven


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_java_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KafkaNotStarted, match=r"java was not found: install Java 17 or newer, or .* --kafka host:port"):
        java()


def test_java_that_is_too_old(monkeypatch, tmp_path):
    program(tmp_path, "java", "echo 'openjdk version \"11.0.20\" 2023-07-18' >&2")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KafkaNotStarted, match=r'needs Java 17 or newer, and .* is openjdk version "11.0.20"'):
        java()


def test_maven_that_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KafkaNotStarted, match=r"mvn was not found"):
        maven()


def test_a_fetch_that_fails_tells_mavens_words_and_leaves_nothing(monkeypatch, tmp_path):
    program(tmp_path, "mvn", "echo 'no such host'; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    home = tmp_path / "home"
    with pytest.raises(KafkaNotStarted, match=r"could not fetch Kafka 4.3.1:\nno such host"):
        jars.fetched(home)
    assert [path.name for path in home.iterdir()] == ["libs.lock"]


def test_what_was_fetched_is_not_fetched_again(monkeypatch, tmp_path):
    program(tmp_path, "mvn", f"mkdir jars && : >jars/kafka_2.13-4.3.1.jar && echo x >>{tmp_path}/fetches")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    first, second = jars.fetched(tmp_path / "home"), jars.fetched(tmp_path / "home")
    assert first == second
    assert (tmp_path / "fetches").read_text() == "x\n"
