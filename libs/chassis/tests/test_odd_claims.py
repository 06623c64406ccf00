"""PLT-5: a token says in the right shape who asks and for whom, or is refused with the reason, whoever signed it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey
from joserfc.jws import serialize_compact

from headrace_chassis.auth import AUDIENCE, InvalidToken, Principal, TokenVerifier
from headrace_chassis.issuer import ISSUER
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE

KEY = OKPKey.generate_key("Ed25519", auto_kid=True)
LATER = int(time.time()) + 3600
GOOD = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann@acme", "org": "acme", "roles": ["buyer"], "exp": LATER}
ODD = {
    "iss": [None, "", 7, ["x"], {}],
    "aud": [None, "", 7, {}, [7], ["another"], [AUDIENCE] * 101],
    "sub": [None, "", 7, True, ["ann"], {}, "a\nb", "a\0b", "s" * 201, "\ud800"],
    "name": [None, 7, ["Ann"], {}, "n" * 201, "a\0b", "\udfff"],
    "org": [
        None,
        "",
        " ",
        "*",
        "**",
        "a*",
        "acme ",
        " acme",
        "acme\n",
        "a b",
        "a,b",
        "a/b",
        "'",
        "%",
        "-",
        "ä",
        "o" * 65,
        7,
    ],
    "plants": ["north", {}, [7], [None], ["p"] * 1001, ["p" * 201], ["a\nb"]],
    "roles": [None, "admin", {}, {"admin": True}, [7], [["admin"]], [None], ["r"] * 101, ["r" * 201], ["\ud800"]],
    "exp": [None, "", str(LATER), LATER + 0.5, 1e300, float("inf"), float("nan"), -1, 0, 1, True, [LATER], {}, 2**63],
    "nbf": [None, "0", 0.5, LATER, -1, True, []],
    "iat": [None, "0", 0.5, LATER, -1, True, []],
    "jti": [7, [], {}],
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda of: st.lists(of) | st.dictionaries(st.text(), of),
)


def signed(payload: str) -> str:
    return serialize_compact({"alg": "Ed25519", "kid": KEY.kid}, payload, KEY, algorithms=["Ed25519"])


async def believed(payload: str) -> Principal:
    async def keys() -> dict[str, object]:
        return {"keys": [KEY.as_dict(private=False)]}

    return await TokenVerifier(ISSUER, keys).principal(signed(payload))


async def test_what_is_said_as_it_should_be_is_believed():
    assert (await believed(json.dumps(GOOD))).tenant == "acme"
    assert (await believed(json.dumps(GOOD | {"aud": ["account", AUDIENCE], "nbf": 1, "iat": 1}))).roles == {"buyer"}


ODD_ONES = [
    pytest.param(claim, value, id=f"{claim}-{number}")  # a value of today is no name of a test
    for claim, values in ODD.items()
    for number, value in enumerate(values)
]


@pytest.mark.parametrize(("claim", "value"), ODD_ONES)
async def test_an_odd_claim_is_refused_with_the_reason(claim, value):
    with pytest.raises(InvalidToken, match=f"{claim}|expired|not yet valid|in the future"):
        await believed(json.dumps(GOOD | {claim: value}))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "org", "exp"])
async def test_who_asks_of_whom_and_until_when_is_always_said(claim):
    with pytest.raises(InvalidToken, match=claim):
        await believed(json.dumps({name: value for name, value in GOOD.items() if name != claim}))


@pytest.mark.parametrize("payload", ["", "null", "[]", "7", '"ann"', "[" * 100_000, '{"a":' * 100_000, "1" * 10_000])
async def test_claims_that_are_none_are_refused(payload):
    with pytest.raises(InvalidToken):
        await believed(payload)


@given(st.dictionaries(st.sampled_from(list(ODD)), anything))
async def test_whatever_is_signed_is_believed_or_refused(said):
    try:
        found = await believed(json.dumps(GOOD | said))
    except InvalidToken:
        return
    assert found.tenant not in {"*", "", PLATFORM}


@pytest.mark.parametrize("roles", [[], ["admin"], ["operator"], ["auditor"], ["finance", "bank"]])
async def test_nobody_acts_for_the_platform_but_who_runs_it(roles):
    with pytest.raises(InvalidToken, match=PLATFORM_ROLE):
        await believed(json.dumps(GOOD | {"org": PLATFORM, "roles": roles}))
    assert (await believed(json.dumps(GOOD | {"org": PLATFORM, "roles": [*roles, PLATFORM_ROLE]}))).is_platform


async def test_who_runs_the_platform_is_told_by_its_own_organisation_only():
    found = await believed(json.dumps(GOOD | {"roles": ["finance", PLATFORM_ROLE]}))
    assert (found.is_platform, found.roles) == (False, {"finance"})


@pytest.mark.parametrize(("told", "plants"), [({}, None), ({"plants": []}, set()), ({"plants": ["north"]}, {"north"})])
async def test_a_token_says_for_which_plants_its_holder_works_or_all(told, plants):
    assert (await believed(json.dumps(GOOD | told))).plants == plants
