"""TRC-4: a proof of the trace log is checked by its public description alone."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from headrace_journey.proof import problems

KEY = Ed25519PrivateKey.generate()
LEAVES = [f"event {number}" for number in range(7)]


def text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def leaf(content: str) -> bytes:
    return sha256(b"\x00" + content.encode()).digest()


def root(leaves: list[bytes]) -> bytes:
    """RFC 9162 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + root(leaves[:cut]) + root(leaves[cut:])).digest()


def path(leaves: list[bytes], place: int) -> list[bytes]:
    """RFC 9162 2.1.3.1."""
    if len(leaves) == 1:
        return []
    cut = 1 << (len(leaves) - 1).bit_length() - 1
    if place < cut:
        return [*path(leaves[:cut], place), root(leaves[cut:])]
    return [*path(leaves[cut:], place - cut), root(leaves[:cut])]


def proof(place: int) -> dict:
    leaves = [leaf(content) for content in LEAVES]
    head = {"log": "test", "size": len(leaves), "root": text(root(leaves)), "at": "2026-11-21T08:00:00.000000Z"}
    lines = ("headrace tree head v1", head["log"], str(head["size"]), head["root"], head["at"])
    signed = KEY.sign("".join(f"{line}\n" for line in lines).encode())
    head |= {"signature": text(signed), "public_key": text(KEY.public_key().public_bytes_raw())}
    audit_path = [text(part) for part in path(leaves, place)]
    return {"canonical": LEAVES[place], "leaf_index": place, "audit_path": audit_path, "head": head}


KEYS = {"keys": [{"public_key": text(KEY.public_key().public_bytes_raw())}]}


@pytest.mark.parametrize("place", range(len(LEAVES)))
def test_every_leaf_is_proved(place):
    assert problems(proof(place), KEYS) == []


@pytest.mark.parametrize("place", range(len(LEAVES)))
def test_a_changed_event_is_found(place):
    assert problems(proof(place) | {"canonical": "another event"}, KEYS) == ["the event is not in the signed log"]


def test_a_changed_head_is_found():
    told = proof(3)
    told["head"] = told["head"] | {"at": "2026-11-22T08:00:00.000000Z"}
    assert problems(told, KEYS) == ["the signature does not fit the head"]


def test_a_key_that_is_not_the_logs_is_found():
    assert problems(proof(3), {"keys": []}) == ["the key is not the log's"]


def test_a_path_that_is_too_short_or_a_place_outside_is_found():
    told = proof(3)
    assert problems(told | {"audit_path": told["audit_path"][:-1]}, KEYS) == ["the event is not in the signed log"]
    assert problems(told | {"leaf_index": 7}, KEYS) == ["the event is not in the signed log"]
