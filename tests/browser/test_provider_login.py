"""PLT-4, PLT-5: where there are no demo users, people come in by the identity provider, in a real browser (by the
code flow of OpenID Connect with PKCE), stay while their token is renewed, and leave there too."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import pytest_asyncio
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from playwright.async_api import Page, async_playwright

from headrace_testkit.databases import APP, OWNER, empty_database
from headrace_testkit.needs import CHROMIUM, needs_chromium
from headrace_testkit.waiting import PATIENCE, patience

DATABASE = "headrace_api_gateway"
LIFE = 4

pytestmark = [pytest.mark.slow, needs_chromium]


class Provider(ThreadingHTTPServer):
    """What is needed of OpenID Connect Core 1.0 and RFC 7636. Whoever comes is Ann of the platform's people."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}/realm"
        self.key = ECKey.generate_key("P-256", auto_kid=True)
        self.challenges: dict[str, str] = {}
        self.renewed = 0
        self.left = 0

    def tokens(self) -> dict[str, object]:
        now = int(time.time())
        who = {"sub": "ann", "name": "Ann", "org": "acme", "roles": ["admin"]}
        claims = {"iss": self.url, "aud": "headrace", "exp": now + LIFE, **who}
        token = jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key, algorithms=["ES256"])
        return {"access_token": token, "expires_in": LIFE, "refresh_token": "again"}

    def redeem(self, form: dict[str, str]) -> dict[str, object] | None:
        if form["grant_type"] == "refresh_token":
            self.renewed += 1
            return self.tokens() if form["refresh_token"] == "again" else None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return self.tokens() if self.challenges.pop(form["code"], "") == proven else None


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        provider, asked = self.server, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        place = asked.path.removeprefix("/realm/")
        if place == ".well-known/openid-configuration":
            names = {"authorization_endpoint": "enter", "token_endpoint": "token", "end_session_endpoint": "leave"}
            ends = {name: f"{provider.url}/{end}" for name, end in {**names, "jwks_uri": "keys"}.items()}
            self._answer({"issuer": provider.url, **ends})
        elif place == "keys":
            self._answer(KeySet([provider.key]).as_dict(private=False))
        elif place == "enter":
            provider.challenges["c0de"] = query["code_challenge"]
            self._send_to(f"{query['redirect_uri']}?{urlencode({'code': 'c0de', 'state': query['state']})}")
        else:
            provider.left += 1
            self._send_to(query["post_logout_redirect_uri"])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(self.server.redeem({name: values[0] for name, values in parse_qs(body).items()}))

    def _answer(self, body: object) -> None:
        import orjson

        self.send_response(200 if body else 400)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(orjson.dumps(body))

    def _send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        thread = threading.Thread(target=provider.serve_forever)
        thread.start()
        yield provider
        provider.shutdown()
        thread.join()


@pytest_asyncio.fixture(loop_scope="session")
async def address(postgres, provider, tmp_path) -> AsyncIterator[str]:
    """The front door as a container runs it."""
    async with empty_database(postgres, DATABASE), _front_door(postgres, provider, tmp_path) as url:
        yield url


@asynccontextmanager
async def _front_door(postgres, provider, tmp_path) -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {
        "HEADRACE_DATABASE_URL": postgres.url(DATABASE, APP).replace(DATABASE, "{database}"),
        "HEADRACE_DATABASE_URL_OWNER": postgres.url(DATABASE, OWNER),
        "HEADRACE_ISSUER_URL": provider.url,
        "HEADRACE_DATA_DIR": str(tmp_path),
        "HEADRACE_PORT": str(port),
        "HEADRACE_DRAIN_SECONDS": "0",
    }
    command = (sys.executable, "-m", "headrace_chassis", "serve", "api-gateway")
    with (tmp_path / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log, env={**os.environ, **told})
    try:
        async with patience(), httpx.AsyncClient() as client:
            while not await _is_ready(client, port):
                assert process.returncode is None, (tmp_path / "log").read_text()[-3000:]
                await asyncio.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()


async def _is_ready(client: httpx.AsyncClient, port: int) -> bool:
    try:
        return (await client.get(f"http://127.0.0.1:{port}/readyz")).is_success
    except httpx.HTTPError:
        return False


@pytest_asyncio.fixture(loop_scope="session")
async def page() -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(locale="en-GB")
        page.set_default_timeout(PATIENCE * 1000)
        yield page
        await browser.close()


async def test_a_reader_comes_by_the_provider_stays_and_leaves(page, address, provider):
    await page.goto(f"{address}/product/items")
    await page.locator(".login li button", has_text="Log in").click()
    await page.wait_for_url(f"{address}/product/items*")
    await page.locator(".user", has_text="Administrator").first.wait_for()

    async with patience():
        while not provider.renewed:
            await page.wait_for_timeout(50)
    await page.reload()
    await page.locator(".user", has_text="Administrator").first.wait_for()

    async with page.expect_event("load"):  # of the page that the provider sends its guest back to
        await page.locator(".user button").first.click()
    assert provider.left == 1
    assert page.url.startswith(f"{address}/login")
    await page.goto(f"{address}/product/items")
    await page.wait_for_url(f"{address}/login*")


async def test_a_code_that_nobody_here_asked_for_lets_nobody_in(page, address):
    await page.goto(f"{address}/login?code=c0de&state=forged")
    await page.locator(".login li button", has_text="Log in").wait_for()
    assert await page.evaluate("sessionStorage.getItem('headrace.token')") is None
