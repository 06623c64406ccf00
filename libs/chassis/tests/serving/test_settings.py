"""PLT-8, PLT-9: what a container is told: by its environment, secrets by files."""

from __future__ import annotations

import pytest

from headrace_chassis.serving import Settings, SettingsWrong
from headrace_chassis.serving.settings import url_of, written_addresses


def test_a_secret_may_lie_in_a_file(tmp_path):
    secret = tmp_path / "url"
    secret.write_text("postgresql://app:word@db/headrace_orders\n")
    settings = Settings.of({"HEADRACE_DATABASE_URL_FILE": str(secret)})
    assert settings.database_url == "postgresql://app:word@db/headrace_orders"


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(SettingsWrong, match="HEADRACE_DATABASE_URL_FILE is /nowhere"):
        Settings.of({"HEADRACE_DATABASE_URL_FILE": "/nowhere"})


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.7", "::"])
def test_without_an_identity_provider_nobody_is_served_from_other_machines(host):
    with pytest.raises(SettingsWrong, match="HEADRACE_ISSUER_URL is not set"):
        Settings.of({"HEADRACE_HOST": host}).check_identity()
    Settings.of({"HEADRACE_HOST": host, "HEADRACE_ISSUER_URL": "https://id.example.com"}).check_identity()


def test_on_this_machine_the_development_issuer_will_do():
    Settings.of({}).check_identity()


DATABASE = {"HEADRACE_DATABASE_URL": "postgresql://app@db/{database}"}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"HEADRACE_BUS": "rabbit"}, "HEADRACE_BUS is 'rabbit'; it is one of postgres, kafka"),
        ({"HEADRACE_BUS": "kafka"}, "HEADRACE_KAFKA is not set"),
        ({"HEADRACE_BUS": "kafka", "HEADRACE_KAFKA": "broker"}, "not host:port"),
        ({"HEADRACE_PORT": "http"}, "HEADRACE_PORT is 'http'; it must be a number"),
        ({"HEADRACE_SUBJECT_RATE": "0"}, "HEADRACE_SUBJECT_RATE is '0'; it must be more than 0"),
        ({"HEADRACE_HEAD_SECONDS": "inf"}, "HEADRACE_HEAD_SECONDS is 'inf'"),
        ({"HEADRACE_UPSTREAMS": "orders"}, "write orders=http://host:port"),
        ({"HEADRACE_UPSTREAMS": "orders=ftp://a"}, "write orders=http://host:port"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_variable(environment, words):
    with pytest.raises(SettingsWrong, match=words):
        Settings.of({**DATABASE, **environment})


@pytest.mark.parametrize(
    ("environment", "words"),
    [({}, "HEADRACE_DATABASE_URL is not set"), ({"HEADRACE_DATABASE_URL": "postgresql://db/one"}, "needs {database}")],
)
def test_a_service_with_a_database_is_told_where_it_is(environment, words):
    with pytest.raises(SettingsWrong, match=words):
        Settings.of(environment).check_database()


def test_on_kafka_the_url_may_name_one_database():
    one = {"HEADRACE_BUS": "kafka", "HEADRACE_KAFKA": "broker:9092", "HEADRACE_DATABASE_URL": "postgresql://db/one"}
    Settings.of(one).check_database()


def test_where_other_services_answer_is_read_as_it_is_written():
    text = "orders=http://a:1,http://b:2 mrp=https://c"
    found = Settings.of({**DATABASE, "HEADRACE_UPSTREAMS": text.replace("c", "c/")}).addresses
    assert found == {"orders": ("http://a:1", "http://b:2"), "mrp": ("https://c",)}
    assert written_addresses(found) == text


def test_a_url_stands_for_the_databases_of_all_services():
    assert url_of(DATABASE["HEADRACE_DATABASE_URL"], "control-tower") == "postgresql://app@db/headrace_control_tower"
