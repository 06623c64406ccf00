"""PLT-4, PLT-2: the console in a real browser: log in, watch the journey arrive, open its records, on desk and phone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

HEADRACE = Path(sys.executable).with_name("headrace")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
SHOTS = Path(os.environ.get("HEADRACE_SCREENSHOTS", ".local/screenshots"))
PAGES = (
    "orders/orders",
    "product/items",
    "forecasting/forecast-orders",
    "mrp/proposals",
    "mes/work-orders",
    "equipment/machines",
    "quality/inspections",
    "logistics/stock",
    "srm/purchase-orders",
    "finance/notes",
    "control-tower/exceptions",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here; CI installs one"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running demo."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(HEADRACE), "demo", "--size", "small", "--data-dir", str(folder / "state"), "--port", str(port)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "BROWSER": "true"})
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{url}/livez").raise_for_status()
            break
        except httpx.HTTPError:
            assert process.poll() is None, (folder / "log").read_text()[-3000:]
            assert time.monotonic() < deadline
            time.sleep(0.2)
    yield url
    process.terminate()
    assert process.wait(30) is not None


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what must not happen: console errors and requests to other hosts."""

    def __init__(self, browser, address: str, width: int, height: int, language: str) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": height}, locale=language)
        self.errors: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else self.errors.append(r.url)
        )

    def shoot(self, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def log_in(watched: Watched, address: str, user: str) -> None:
    watched.page.goto(f"{address}/")
    watched.page.locator(".login li button", has_text=user).first.click()
    watched.page.wait_for_url("**/journey*")


def test_the_journey_arrives_live_and_every_page_opens_without_an_error(browser, address):
    watched = Watched(browser, address, 1360, 900, "en")
    log_in(watched, address, "Planner")
    watched.page.locator(".step").first.wait_for(timeout=60_000)
    watched.shoot("journey-live")
    watched.page.locator(".audit.holds").wait_for(timeout=240_000)
    watched.shoot("journey-finished")
    assert watched.page.locator(".step").count() >= 9
    watched.page.goto(f"{address}/")
    for path in PAGES:
        watched.page.goto(f"{address}/{path}")
        watched.page.wait_for_load_state("networkidle")
        watched.shoot(path.replace("/", "-"))
    watched.page.goto(f"{address}/orders/orders")
    watched.page.locator("tbody tr td a, tbody tr").first.click()
    watched.page.wait_for_load_state("networkidle")
    watched.shoot("order")
    assert watched.errors == []


def test_the_journey_fits_a_phone_in_chinese(browser, address):
    watched = Watched(browser, address, 390, 800, "zh-CN")
    log_in(watched, address, "Planner")
    watched.page.locator(".step").first.wait_for(timeout=60_000)
    watched.shoot("journey-phone-zh")
    overflow = watched.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert watched.errors == []
