"""The built console as static files; any other page address is the console's own to route."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from headrace_api_gateway import shield
from headrace_api_gateway.address import refused
from headrace_contracts.messages import say

LONGEST_NAME = 255
READING = {"GET", "HEAD"}
NONCE = "NONCE-OF-THIS-ANSWER"
"""Stands in index.html where each answer puts its own, by which the page may add styles."""
HERE = Path(__file__).parent
PLACES = (HERE / "static", Path(__file__).parents[3] / "console" / "dist")
UNBUILT = """<!doctype html><html lang="en"><title>Headrace</title><link rel="icon" href="data:,">
<h1>Headrace</h1><p>The platform runs, but its console is not built here. Run <code>make setup</code>.</p>
<p><a href="/api/openapi.json">The API</a> works without it.</p></html>"""


class Console:
    """Hashed assets are cached for long; index.html is asked for anew each time.

    `provider` tells the issuer of tokens where people log in elsewhere.
    """

    def __init__(self, provider: Callable[[], str] = str) -> None:
        self._provider = provider
        self._root = next((place for place in PLACES if (place / "index.html").exists()), None)
        self._files = StaticFiles(directory=self._root) if self._root else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self._response(scope))(scope, receive, send)

    async def _response(self, scope: Scope) -> Response:
        if scope["method"] not in READING:
            raise refused(405, say("api-gateway.pages-are-read"))
        if any(len(name) > LONGEST_NAME for name in scope["path"].split("/")):
            raise refused(404, say("api-gateway.page-name-too-long", longest=LONGEST_NAME))
        if self._root is None or self._files is None:
            return self._page(UNBUILT)
        path = scope["path"].lstrip("/")
        if path and _is_file(self._root, path):
            response = await self._files.get_response(path, scope)
            if path.startswith("assets/"):
                response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            return response
        return self._page((self._root / "index.html").read_text())

    def _page(self, text: str) -> Response:
        nonce = shield.drawn()
        policy = shield.of_the_console(nonce, self._provider())
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
        return HTMLResponse(text.replace(NONCE, nonce), headers=headers)


def _is_file(root: Path, path: str) -> bool:
    """False also for what no file can be called: too long, or with a NUL."""
    try:
        file = (root / path).resolve()
        return file.is_file() and file.is_relative_to(root.resolve())
    except (OSError, ValueError):
        return False
