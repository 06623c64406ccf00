"""Checking a proof of the trace log by oneself, from the public description alone (RFC 9162 2.1.3.2, RFC 8032)."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from headrace_journey.http import Json


def problems(proof: Json, keys: Json) -> list[str]:
    """What is wrong with a proof whose key must be one of `keys`; empty when it holds."""
    head = proof["head"]
    found = []
    if not _is_leaf(proof, base64.b64decode(head["root"]), head["size"]):
        found.append("the event is not in the signed log")
    if head["public_key"] not in {key["public_key"] for key in keys["keys"]}:
        found.append("the key is not the log's")
    if not _is_signed(head):
        found.append("the signature does not fit the head")
    return found


def _is_leaf(proof: Json, root: bytes, size: int) -> bool:
    place, last = proof["leaf_index"], size - 1
    if place > last:
        return False
    known = sha256(b"\x00" + proof["canonical"].encode()).digest()
    for part in map(base64.b64decode, proof["audit_path"]):
        if last == 0:
            return False
        if place & 1 or place == last:
            known = sha256(b"\x01" + part + known).digest()
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            known = sha256(b"\x01" + known + part).digest()
        place, last = place >> 1, last >> 1
    return last == 0 and known == root


def _is_signed(head: Json) -> bool:
    lines = ("headrace tree head v1", head["log"], str(head["size"]), head["root"], head["at"])
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(head["public_key"]))
    try:
        key.verify(base64.b64decode(head["signature"]), "".join(f"{line}\n" for line in lines).encode())
    except InvalidSignature:
        return False
    return True
