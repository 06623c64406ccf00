"""The buffer's file: SQLite in WAL mode, synchronous=FULL. Blocking; `Buffer` calls it from its own thread.

Policy: records leave only after the server has acknowledged them. When the file has reached its bound, or
the disk is full, new records are refused with BufferRefused and nothing that is already kept is touched.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from headrace_contracts.messages import say

SCHEMA = """
CREATE TABLE IF NOT EXISTS stream (name TEXT NOT NULL, acknowledged INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS record (sequence INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""
WAL_BYTES = 8 * 2**20
DELETED_AT_ONCE = 5_000


class BufferRefused(Exception):
    """The buffer can't take more records: its bound is reached, or the disk is full or fails."""


class ServerAhead(Exception):
    """The server has acknowledged records this buffer never made: an old copy of the buffer is in use."""


@dataclass(frozen=True, slots=True)
class Kept:
    sequence: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Fill:
    """How full the buffer is; `oldest` is the lowest sequence that can still be sent."""

    stream: str
    records: int
    last_sequence: int
    acknowledged: int
    used_bytes: int
    max_bytes: int

    @property
    def oldest(self) -> int:
        return self.acknowledged + 1


class Store:
    def __init__(self, path: Path, max_bytes: int, stream_prefix: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute(f"PRAGMA journal_size_limit={WAL_BYTES}")
        self._db.executescript(SCHEMA)
        self._page = self._number("PRAGMA page_size")
        self._max_bytes = max_bytes
        self._db.execute(f"PRAGMA max_page_count={max(max_bytes // self._page, 1)}")
        if not self._number("SELECT count(*) FROM stream"):
            # the server must not take a new buffer's first records for those of an older buffer
            name = f"{stream_prefix}-{secrets.token_hex(4)}"
            self._db.execute("INSERT INTO stream VALUES (?, 0)", (name,))

    def append(self, bodies: Sequence[bytes], memories: Mapping[str, bytes]) -> int:
        """Keep records and what must be remembered with them, all or nothing; the last sequence."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("INSERT INTO record (body) VALUES (?)", [(body,) for body in bodies])
            self._db.executemany("INSERT OR REPLACE INTO memory VALUES (?, ?)", list(memories.items()))
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._give_up()
            raise BufferRefused(say("edge-gateway.took-none", records=len(bodies), error=str(error))) from error
        return self._last_sequence()

    def read(self, after: int, limit: int) -> list[Kept]:
        rows = self._db.execute(
            "SELECT sequence, body FROM record WHERE sequence > ? ORDER BY sequence LIMIT ?", (after, limit)
        )
        return [Kept(sequence, body) for sequence, body in rows]

    def acknowledge(self, last_sequence: int) -> None:
        """Delete what the server has stored; raises ServerAhead when it claims more than was ever made."""
        if last_sequence > self._last_sequence():
            ends = self._last_sequence()
            raise ServerAhead(say("edge-gateway.old-copy", stream=self.stream(), stored=last_sequence, ends=ends))
        try:
            self._db.execute("UPDATE stream SET acknowledged = max(acknowledged, ?)", (last_sequence,))
            self._delete(last_sequence)
        except sqlite3.Error as error:
            raise BufferRefused(say("edge-gateway.not-noted", sent=last_sequence, error=str(error))) from error

    def memories(self) -> dict[str, bytes]:
        return dict(self._db.execute("SELECT key, body FROM memory").fetchall())

    def stream(self) -> str:
        name: str = self._db.execute("SELECT name FROM stream").fetchone()[0]
        return name

    def fill(self) -> Fill:
        acknowledged = self._number("SELECT acknowledged FROM stream")
        last = self._last_sequence()
        used = self._number("PRAGMA page_count") - self._number("PRAGMA freelist_count")
        return Fill(self.stream(), last - acknowledged, last, acknowledged, used * self._page, self._max_bytes)

    def close(self) -> None:
        self._db.close()

    def _delete(self, last_sequence: int) -> None:
        deleted = DELETED_AT_ONCE
        while deleted == DELETED_AT_ONCE:
            deleted = self._db.execute(
                "DELETE FROM record WHERE sequence IN (SELECT sequence FROM record WHERE sequence <= ? LIMIT ?)",
                (last_sequence, DELETED_AT_ONCE),
            ).rowcount

    def _last_sequence(self) -> int:
        return self._number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'record'")

    def _number(self, sql: str) -> int:
        number: int = self._db.execute(sql).fetchone()[0]
        return number

    def _give_up(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
