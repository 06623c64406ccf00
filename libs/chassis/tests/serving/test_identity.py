"""PLT-5: tokens of an OIDC provider whose keys are published over HTTP, rotate, and may be out of reach."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from headrace_chassis import auth, keys
from headrace_chassis.auth import InvalidToken, TokenVerifier
from headrace_chassis.serving.identity import IssuerUnreachable, published_keys
from headrace_testkit.waiting import patience


class Provider:
    """Speaks what is needed of OpenID Connect Discovery 1.0, over a socket."""

    def __init__(self) -> None:
        self.key = ECKey.generate_key("P-256", auto_kid=True)
        self.well = True
        self.let = threading.Event()
        self.let.set()
        self.asked = 0
        self.url = ""

    def answer(self, path: str) -> dict[str, object] | None:
        if not self.well:
            return None
        self.let.wait(20)
        if path == "/realm/.well-known/openid-configuration":
            return {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        self.asked += 1
        return KeySet([self.key]).as_dict(private=False) if path == "/realm/keys" else None

    def token(self, **claims: object) -> str:
        exp = int(auth.clock.wall().timestamp()) + 300
        given = {"iss": self.url, "aud": ["account", "headrace"], "sub": "u1", "org": "acme", "exp": exp}
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, given | claims, self.key, algorithms=["ES256"])


@contextmanager
def served(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = provider.answer(self.path)
            self.send_response(200 if body else 503)
            self.end_headers()
            self.wfile.write(orjson.dumps(body))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/realm"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with served(Provider()) as provider:
        yield provider


@pytest.fixture
def verifier(provider) -> TokenVerifier:
    return TokenVerifier(provider.url, published_keys(provider.url, ""))


async def test_a_providers_token_is_believed_and_its_keys_are_asked_for_once(provider, verifier):
    tokens = [provider.token(sub=f"u{n}", roles=["buyer"], name="Ann") for n in range(20)]
    found = await asyncio.gather(*map(verifier.principal, tokens))
    assert {(one.tenant, one.name, one.roles) for one in found} == {("acme", "Ann", frozenset({"buyer"}))}
    assert provider.asked == 1


async def test_the_address_of_the_keys_may_be_given(provider):
    provider.url, hidden = "https://seen.from.outside/realm", provider.url
    verifier = TokenVerifier(provider.url, published_keys(provider.url, f"{hidden}/keys"))
    assert (await verifier.principal(provider.token())).subject == "u1"


async def test_a_document_that_names_another_issuer_is_not_believed(provider):
    verifier = TokenVerifier(f"{provider.url}/", published_keys(f"{provider.url}/", ""))
    with pytest.raises(IssuerUnreachable, match=f"the document of {provider.url}"):
        await verifier.principal(provider.token(iss=f"{provider.url}/"))
    assert provider.asked == 0


async def test_a_new_key_is_found_and_an_old_one_is_forgotten(provider, verifier, monkeypatch):
    old = provider.token()
    await verifier.principal(old)
    provider.key = ECKey.generate_key("P-256", auto_kid=True)
    monkeypatch.setattr(keys, "REFRESH_AFTER", 0.0)
    assert (await verifier.principal(provider.token(sub="u2"))).subject == "u2"
    with pytest.raises(InvalidToken):
        await verifier.principal(old)


async def test_keys_are_asked_for_again_after_a_while(provider, verifier, monkeypatch):
    await verifier.principal(provider.token())
    monkeypatch.setattr(keys, "KEYS_FOR", 0.0)
    await verifier.principal(provider.token(sub="u2"))
    async with patience():
        while provider.asked < 2:  # noqa: ASYNC110 - it is asked beside
            await asyncio.sleep(0.01)


async def test_forged_tokens_do_not_make_it_ask_again_and_again(provider, verifier):
    await verifier.principal(provider.token())
    forger = Provider()
    forger.url = provider.url
    for n in range(20):
        with pytest.raises(InvalidToken):
            await verifier.principal(forger.token(sub=f"eve{n}"))
    assert provider.asked == 1


async def test_a_provider_that_went_away_is_lived_without(provider, verifier, monkeypatch):
    await verifier.principal(provider.token())
    provider.well = False
    monkeypatch.setattr(keys, "KEYS_FOR", 0.0)
    assert (await verifier.principal(provider.token(sub="u2"))).subject == "u2"


async def test_a_provider_that_never_answered_is_named(provider, verifier):
    provider.well = False
    with pytest.raises(IssuerUnreachable, match=provider.url):
        await verifier.principal(provider.token())


async def test_a_slow_provider_holds_nobody_whose_key_is_known(provider, verifier, monkeypatch):
    await verifier.principal(provider.token())
    monkeypatch.setattr(keys, "WAITED", 0.05)
    monkeypatch.setattr(keys, "REFRESH_AFTER", 0.0)
    forger = Provider()
    forger.url = provider.url
    provider.let.clear()
    try:
        async with patience():
            forged = [verifier.principal(forger.token(sub=f"eve{n}")) for n in range(20)]
            known = [verifier.principal(provider.token(sub=f"u{n}")) for n in range(20)]
            found = await asyncio.gather(*forged, *known, return_exceptions=True)
    finally:
        provider.let.set()
    assert [type(one).__name__ for one in found] == ["KeysNotKnown"] * 20 + ["Principal"] * 20
    assert provider.asked == 1


async def test_a_slow_provider_is_asked_once_and_those_who_come_meanwhile_are_told_soon(
    provider, verifier, monkeypatch
):
    monkeypatch.setattr(keys, "WAITED", 0.05)
    provider.let.clear()
    async with patience():
        for _ in range(2):
            found = await asyncio.gather(
                *(verifier.principal(provider.token()) for _ in range(9)), return_exceptions=True
            )
            assert {type(one) for one in found} == {keys.KeysNotKnown}
    provider.let.set()
    async with patience():
        while not provider.asked:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    monkeypatch.setattr(keys, "WAITED", 20)
    assert (await verifier.principal(provider.token())).subject == "u1"
    assert provider.asked == 1


async def test_a_bad_signature_under_a_known_key_asks_nobody(provider, verifier, monkeypatch):
    monkeypatch.setattr(keys, "REFRESH_AFTER", 0.0)
    head, claims, _ = provider.token().split(".")
    await verifier.principal(provider.token(sub="u2"))
    with pytest.raises(InvalidToken):
        await verifier.principal(f"{head}.{claims}.{'A' * 86}")
    assert provider.asked == 1
