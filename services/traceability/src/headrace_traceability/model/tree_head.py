"""Signed tree heads: the log's operator vouches for a size and a root at a time.

The signed bytes are UTF-8 text of five lines, each ended by a line feed:
`headrace tree head v1`, the log's name, the size in decimal digits, the root in base64, the time in UTC as
`2026-11-21T08:00:00.000000Z`. The signature is Ed25519 over exactly these bytes (RFC 8032).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from headrace_traceability.model.canonical import utc_text

_FIRST_LINE = "headrace tree head v1"


@dataclass(frozen=True, slots=True)
class TreeHead:
    log: str
    size: int
    root: bytes
    at: datetime

    def __post_init__(self) -> None:
        if not self.log or not self.log.isprintable():
            raise ValueError(f"the name of a log is printable text on one line, not {self.log!r}")

    def signed_bytes(self) -> bytes:
        root = base64.b64encode(self.root).decode()
        lines = (_FIRST_LINE, self.log, str(self.size), root, utc_text(self.at))
        return "".join(f"{line}\n" for line in lines).encode()


@dataclass(frozen=True, slots=True)
class SignedTreeHead:
    head: TreeHead
    key_id: str
    signature: bytes

    def verify(self, key: Ed25519PublicKey) -> bool:
        if self.key_id != key_id(key):
            return False
        try:
            key.verify(self.signature, self.head.signed_bytes())
        except InvalidSignature:
            return False
        return True


def sign(head: TreeHead, key: Ed25519PrivateKey) -> SignedTreeHead:
    return SignedTreeHead(head, key_id(key.public_key()), key.sign(head.signed_bytes()))


def key_id(key: Ed25519PublicKey) -> str:
    """The first 8 bytes of the SHA-256 of the raw public key, in hexadecimal."""
    return sha256(key.public_bytes_raw()).hexdigest()[:16]
