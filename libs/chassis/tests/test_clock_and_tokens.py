"""PLT-5, PLT-8: business time that jumps and never runs back; tokens believed only from their issuer."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from headrace_chassis import ids
from headrace_chassis.auth import InvalidToken, TokenVerifier
from headrace_chassis.clock import AHEAD, LAST, Clock, wall
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_the_clock_runs_faster_and_jumps_forward_only(tmp_path):
    clock = Clock.kept_in(tmp_path / "clock.json", start=START, rate=3600)
    assert clock.now() >= START
    clock.advance_to(START + timedelta(days=3))
    later = clock.now()
    assert later >= START + timedelta(days=3)
    clock.advance_to(START)
    assert clock.now() >= later


@pytest.mark.parametrize("rate", [1e6, 1e15])
def test_a_clock_that_runs_too_fast_goes_on_with_the_walls_ten_years_ahead(rate):
    clock = Clock(anchor=wall(), since=wall() - timedelta(days=365), rate=rate)
    first = clock.now()
    assert abs(first - (wall() + AHEAD)) < timedelta(minutes=1)
    assert first < clock.now()


@pytest.mark.parametrize("moment", [datetime(9999, 12, 31, tzinfo=UTC), LAST])
def test_a_clock_that_is_sent_to_the_end_of_time_stops_ten_years_ahead_and_goes_on(moment, tmp_path):
    clock = Clock.kept_in(tmp_path / "clock.json", start=START)
    clock.advance_to(moment)
    first = clock.now()
    assert abs(first - (wall() + AHEAD)) < timedelta(minutes=1)
    clock.run_at(60.0)
    assert first <= Clock.kept_in(tmp_path / "clock.json").now() <= wall() + AHEAD


def test_processes_that_name_one_file_share_the_clock_and_a_restart_goes_on(tmp_path):
    one = Clock.kept_in(tmp_path / "clock.json", start=START)
    other = Clock.kept_in(tmp_path / "clock.json", start=START - timedelta(days=100))
    one.advance_to(START + timedelta(days=1))
    assert other.now() >= START + timedelta(days=1)
    assert Clock.kept_in(tmp_path / "clock.json").now() >= START + timedelta(days=1)


def test_identifiers_say_what_they_are_and_sort_by_time():
    first, second = ids.new_id("ord"), ids.new_id("ord")
    assert first.startswith("ord_")
    assert len(first) == len("ord_") + 26
    assert first[:12] <= second[:12]


async def test_a_token_is_believed_from_its_issuer_only():
    issuer = DevelopmentIssuer()
    verifier = TokenVerifier(ISSUER, issuer.keys)
    principal = await verifier.principal(issuer.token("ann@acme", "Ann", "acme", ["buyer"]))
    assert (principal.tenant, principal.roles) == ("acme", {"buyer"})
    with pytest.raises(InvalidToken):
        await verifier.principal(DevelopmentIssuer().token("eve@acme", "Eve", "acme", ["admin"]))


@pytest.mark.parametrize("wrong", [{"iss": "another"}, {"aud": "another"}, {"exp": 1}, {"nbf": 1 << 40}, {"org": None}])
async def test_a_token_with_a_wrong_claim_is_refused(wrong):
    issuer = DevelopmentIssuer()
    good = jwt.decode(issuer.token("a", "A", "acme", []), issuer._key, algorithms=["Ed25519"])
    claims = {key: value for key, value in (good.claims | wrong).items() if value is not None}
    bad = jwt.encode(good.header, claims, issuer._key, algorithms=["Ed25519"])
    with pytest.raises(InvalidToken):
        await TokenVerifier(ISSUER, issuer.keys).principal(bad)


async def test_a_public_key_is_no_password_to_sign_with():
    issuer = DevelopmentIssuer()
    (published,) = (await issuer.keys())["keys"]
    claims = jwt.decode(issuer.token("a", "A", "acme", []), issuer._key, algorithms=["Ed25519"]).claims
    secret = OctKey.import_key(published["x"])
    forged = jwt.encode({"alg": "HS256", "kid": published["kid"]}, claims, secret, algorithms=["HS256"])
    with pytest.raises(InvalidToken, match="signature"):
        await TokenVerifier(ISSUER, issuer.keys).principal(forged)


@pytest.mark.parametrize(
    "head", ["", "[" * 40_000, "{}", '{"alg": "none"}', '{"alg": ["EdDSA"], "kid": {}}', "\x00", "é"]
)
async def test_a_token_that_is_none_is_refused(head):
    issuer = DevelopmentIssuer()
    part = base64.urlsafe_b64encode(head.encode()).decode().rstrip("=")
    for token in (part, f"{part}.{part}.{part}", f"{part}.e30.", "..", "a.b.c", "\x00", "é" * 10):
        with pytest.raises(InvalidToken):
            await TokenVerifier(ISSUER, issuer.keys).principal(token)
