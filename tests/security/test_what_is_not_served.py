"""PLT-9: pages are read and nothing else; no request comes back as an echo, no folder is listed."""

from __future__ import annotations

import re

import pytest

from .door_ground import ground

NONCE = re.compile(r'nonce="[^"]*"|content="[\w-]{22}"')


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "POST", "PUT", "DELETE", "PATCH"])
async def test_a_page_takes_no_deed_and_no_request_comes_back_as_an_echo(method):
    async with ground() as here, here.client as client:
        for page in ("/", "/login", "/assets/", "/index.html"):
            answer = await client.request(method, page, headers={"x-mine": "echoed"})
            assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json"), page
            assert "echoed" not in answer.text


async def test_a_folder_is_answered_by_the_page_and_never_by_a_list_of_its_files():
    async with ground() as here, here.client as client:
        pages = {NONCE.sub("", (await client.get(folder)).text) for folder in ("/", "/assets", "/assets/", "/assets/.")}
        assert len(pages) == 1
