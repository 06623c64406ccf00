"""Identifiers: a prefix that says what it is, and a UUIDv7 in base 32 that sorts by time of making."""

from __future__ import annotations

import os
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """Such as `ord_01k9xv3c8qf2bs7h0m4t6w5z1e`: 48 bits of wall milliseconds, 80 random bits (RFC 9562's v7 order)."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    digits = [_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5)]
    return f"{prefix}_{''.join(digits)}"
