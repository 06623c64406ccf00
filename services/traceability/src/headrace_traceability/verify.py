"""Check a proof offline: `python -m headrace_traceability.verify PROOF.json [KEYS.json]`.

PROOF.json is an answer of /v1/proofs/{event}. KEYS.json is an answer of /v1/keys that you saved earlier, or got from
somebody you trust: without it the proof is checked against the key that came with it, which says that nothing was
changed since, but not who signed. Needs the standard library and `cryptography` only.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from headrace_traceability.model.merkle_verify import leaf_hash, verify_inclusion
from headrace_traceability.model.tree_head import SignedTreeHead, TreeHead


def problems(proof: Mapping[str, Any], keys: Mapping[str, Any] | None = None) -> list[str]:
    """What is wrong with a proof; empty when it holds."""
    head = proof["head"]
    root, public_key = _bytes(head["root"]), _bytes(head["public_key"])
    tree_head = TreeHead(head["log"], head["size"], root, datetime.fromisoformat(head["at"]))
    signed = SignedTreeHead(tree_head, head["key_id"], _bytes(head["signature"]))
    path = [_bytes(part) for part in proof["audit_path"]]
    found = []
    if json.loads(proof["canonical"])["id"] != proof["event"]:
        found.append("the canonical text is of another event")
    leaf = leaf_hash(proof["canonical"].encode())
    if not verify_inclusion(proof["leaf_index"], head["size"], leaf, path, root):
        found.append("the event is not a leaf of the signed tree: event, path or root was changed")
    if not signed.verify(Ed25519PublicKey.from_public_bytes(public_key)):
        found.append("the signature does not fit the head of the log")
    if keys is not None and head["public_key"] not in {key["public_key"] for key in keys["keys"]}:
        found.append("the signing key is not one of those you trust")
    return found


def main(arguments: list[str]) -> int:
    """0 the proof holds, 1 it does not, 2 it can't be read."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        proof, *keys = (json.loads(Path(name).read_text()) for name in arguments)
        found = problems(proof, *keys)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.stderr.write(f"This is not a proof that can be read: {type(error).__name__}: {error}\n")
        return 2
    for problem in found:
        sys.stdout.write(f"WRONG: {problem}\n")
    if not found:
        head = proof["head"]
        place = f"leaf {proof['leaf_index']} of {head['size']} in the log {head['log']}"
        sys.stdout.write(f"GENUINE: event {proof['event']} is {place}, signed {head['at']} by {head['key_id']}\n")
    return 1 if found else 0


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
