"""PLT-8, PLT-9: the route of a cluster passes what is public; metrics have a port that it does not know."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
import yaml

from headrace_chassis.serving.metrics import metrics_served
from headrace_chassis.serving.settings import Settings
from headrace_testkit.waiting import patience

ROOT = Path(__file__).parents[2]
K8S = ROOT / "k8s"
INSIDE = ["/metrics", "/livez", "/readyz", "/openapi.json", "/v1/organisations", "/.git/config", "/apiary", "/ordersx"]
PORT = "9464"


def written(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text())


def passes(address: str) -> bool:
    rules = written("k8s/base/route.yaml")["spec"]["rules"]
    return any(_fits(match["path"], address) for rule in rules for match in rule["matches"])


def _fits(match: dict[str, str], address: str) -> bool:
    value = match["value"]
    return address == value or (match["type"] == "PathPrefix" and address.startswith(f"{value}/"))


def pages() -> set[str]:
    """Addresses of the console: those of its router, and a first part for each service that it shows."""
    console = ROOT / "services/console/src"
    named = re.findall(r'path: "(/[a-z]*)"', (console / "app/router.tsx").read_text())
    shown = re.findall(r'service: "([a-z-]+)"', "".join(f.read_text() for f in (console / "resources").glob("*.ts")))
    return {*named, *(f"/{service}/x/1" for service in shown)}


def test_every_page_and_the_api_are_passed_on():
    assert len(pages()) > 10
    assert [one for one in pages() | {"/api/stream", "/assets/x.js", "/favicon.svg"} if not passes(one)] == []


def test_what_is_meant_for_inside_is_not():
    assert [one for one in INSIDE if passes(one)] == []


def test_prometheus_reads_the_gateway_where_nobody_else_comes():
    literals = written("k8s/base/services/api-gateway/kustomization.yaml")["configMapGenerator"][0]["literals"]
    assert f"HEADRACE_METRICS_PORT={PORT}" in literals
    compose = written("docker-compose.yml")["services"]
    assert compose["api-gateway"]["environment"]["HEADRACE_METRICS_PORT"] == PORT
    assert not any(PORT in port for one in compose.values() for port in one.get("ports", []))
    scraped = written("deploy/prometheus/prometheus.yml")["scrape_configs"][0]["dns_sd_configs"]
    assert {str(one["port"]) for one in scraped if "api-gateway" in one["names"]} == {PORT}
    monitors = list(yaml.safe_load_all((K8S / "overlays/production/monitoring.yaml").read_text()))
    (gateway,) = (one for one in monitors if one["metadata"]["name"] == "api-gateway")
    assert gateway["spec"]["endpoints"][0]["port"] == "metrics"


def test_in_production_the_public_name_and_the_proxies_are_declared():
    overlay = written("k8s/overlays/production/kustomization.yaml")
    told = dict(line.split("=", 1) for line in overlay["configMapGenerator"][0]["literals"])
    (route,) = (one for one in overlay["patches"] if one.get("target", {}).get("kind") == "HTTPRoute")
    (names,) = (one["value"] for one in yaml.safe_load(route["patch"]) if one["path"] == "/spec/hostnames")
    assert told["HEADRACE_HOSTS"].split() == names
    assert told["FORWARDED_ALLOW_IPS"] not in {"", "*"}


async def test_the_port_of_metrics_tells_metrics_and_nothing_else(unused_tcp_port):
    address = f"http://127.0.0.1:{unused_tcp_port}"
    async with metrics_served("127.0.0.1", unused_tcp_port), httpx.AsyncClient(base_url=address) as client:
        async with patience():
            while (told := await answered(client, "/metrics")) is None:  # noqa: ASYNC110 - the port opens beside
                await asyncio.sleep(0.01)
        assert "http_requests_total" in told.text
        assert (await client.get("/v1/organisations")).status_code == 404


async def answered(client: httpx.AsyncClient, path: str) -> httpx.Response | None:
    try:
        return await client.get(path)
    except httpx.ConnectError:
        return None


def test_settings_of_the_door_are_told_by_the_environment():
    told = Settings.of(
        {
            "HEADRACE_HOSTS": "A.example.com, b.example.com",
            "HEADRACE_SUBJECT_RATE": "5",
            "HEADRACE_FAILURE_BURST": "3",
            "HEADRACE_HEAD_BYTES": "4096",
            "HEADRACE_PAUSE_SECONDS": "1.5",
            "HEADRACE_METRICS_PORT": PORT,
        }
    )
    assert told.guard.hosts == {"a.example.com", "b.example.com"}
    assert (told.guard.subject_rate, told.guard.failure_burst) == (5.0, 3.0)
    assert (told.limits.head_bytes, told.limits.pause_seconds, told.metrics_port) == (4096, 1.5, int(PORT))
