"""PLT-8: commands find the platform's database where it runs, and begin it only where it does not."""

from __future__ import annotations

import asyncpg

from headrace_cli.place import server_of


class Connection:
    async def close(self) -> None: ...


async def test_a_server_that_is_slow_to_answer_is_not_taken_for_one_that_is_gone(tmp_path, monkeypatch):
    async def slow(_url: str, **options: float) -> Connection:
        if options.get("timeout", 60) < 30:
            raise TimeoutError
        return Connection()

    monkeypatch.setattr(asyncpg, "connect", slow)
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    async with server_of(tmp_path, None) as server:
        assert not server.ours
