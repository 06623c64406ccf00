"""The log's signing key: a file beside the data, never in the database it vouches for.

Whoever can rewrite the database can't sign what they wrote. In production the file is a mounted secret, the same for
all replicas; a new one begins a new key id and the old public keys stay published.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from headrace_chassis.files import made_once

KEY_FILE = Path("traceability") / "log-key.pem"


def signing_key(data_dir: Path) -> Ed25519PrivateKey:
    """The key in the data folder; made there when there is none."""
    file = data_dir / KEY_FILE
    key = load_pem_private_key(made_once(file, _fresh), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} is not an Ed25519 key: the log signs with Ed25519 only")
    return key


def _fresh() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
