"""TRC-4: a signed tree head is checked offline with the public key alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headrace_traceability.model.merkle_verify import EMPTY_ROOT, leaf_hash
from headrace_traceability.model.tree_head import TreeHead, sign

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
HEAD = TreeHead("chain-1", 3, EMPTY_ROOT, AT)


def test_the_signed_bytes_are_as_documented() -> None:
    assert HEAD.signed_bytes() == (
        b"headrace tree head v1\nchain-1\n3\n"
        b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n2026-11-21T08:00:00.000000Z\n"
    )


def test_the_zone_of_the_clock_does_not_change_the_signature() -> None:
    in_china = replace(HEAD, at=AT.astimezone(timezone(timedelta(hours=8))))
    assert sign(in_china, KEY).signature == sign(HEAD, KEY).signature


def test_a_head_verifies_with_its_key_and_no_other() -> None:
    signed = sign(HEAD, KEY)
    assert signed.verify(KEY.public_key())
    assert not signed.verify(Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key())


@pytest.mark.parametrize(
    "change",
    [{"log": "chain-2"}, {"size": 4}, {"root": leaf_hash(b"")}, {"at": AT + timedelta(microseconds=1)}],
)
def test_any_changed_field_breaks_the_signature(change: dict[str, object]) -> None:
    signed = sign(HEAD, KEY)
    assert not replace(signed, head=replace(HEAD, **change)).verify(KEY.public_key())


def test_a_changed_signature_is_refused() -> None:
    signed = sign(HEAD, KEY)
    broken = bytes([signed.signature[0] ^ 1]) + signed.signature[1:]
    assert not replace(signed, signature=broken).verify(KEY.public_key())
    assert not replace(signed, signature=b"").verify(KEY.public_key())


@pytest.mark.parametrize("name", ["", "two\nlines"])
def test_a_name_that_could_forge_a_line_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        replace(HEAD, log=name)
