"""PLT-9: the realm that is shipped lets nobody in by a way that gives his password to another program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

REALM = json.loads((Path(__file__).parents[2] / "deploy" / "keycloak" / "realm.json").read_text())
CLIENTS: list[dict[str, Any]] = REALM["clients"]
DEVICE = "oauth2.device.authorization.grant.enabled"


def grants(client: dict[str, Any]) -> set[str]:
    told = {
        "code": client.get("standardFlowEnabled", True),
        "password": client.get("directAccessGrantsEnabled", False),
        "implicit": client.get("implicitFlowEnabled", False),
        "client": client.get("serviceAccountsEnabled", False),
        "device": client.get("attributes", {}).get(DEVICE) == "true",
    }
    return {name for name, enabled in told.items() if enabled}


def test_each_client_has_the_one_grant_that_it_needs():
    found = {client["clientId"]: grants(client) for client in CLIENTS}
    assert found == {"console": {"code"}, "terminal": {"device"}, "edge-gateway": {"client"}}


@pytest.mark.parametrize("client", [one for one in CLIENTS if "code" in grants(one)], ids=lambda one: one["clientId"])
def test_who_logs_in_by_a_page_proves_that_it_asked(client):
    assert client["attributes"]["pkce.code.challenge.method"] == "S256"
    assert not any("*" in address for address in client["redirectUris"])


def test_a_refresh_token_is_good_once():
    assert (REALM["revokeRefreshToken"], REALM["refreshTokenMaxReuse"]) == (True, 0)
