"""PLT-9: what a container is told: by its environment, secrets by files."""

from __future__ import annotations

import pytest

from headrace_chassis.serving import Settings, SettingsWrong


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
