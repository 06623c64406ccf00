"""PLT-7: a backup is one moment of all services at work; it comes back whole, elsewhere, or not at all."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner

from headrace_chassis.postgres import EmbeddedPostgres
from headrace_cli import embedded
from headrace_cli.backup import barrier, restoring, taking, tools
from headrace_cli.backup.barrier import WritersBusy
from headrace_cli.backup.manifest import BackupUnusable, Manifest
from headrace_cli.backup.restoring import TargetNotEmpty
from headrace_cli.main import app
from headrace_cli.place import Server, server_of
from headrace_testkit.waiting import patience

SERVICES = [service for service in embedded.installed_services() if service.name in {"finance", "api-gateway"}]
NAMES = [service.name for service in SERVICES]
GATEWAYS = "headrace.api_gateway.v1"
OPERATOR = {"user": "operator@headrace"}
pytestmark = pytest.mark.slow


async def operator(client) -> dict[str, str]:
    session = (await client.post("/api/session", json=OPERATOR)).json()
    return {"Authorization": f"Bearer {session['token']}"}


async def register(client, headers, first: int, count: int) -> None:
    rows = [
        {"id": f"org-{n}", "name": f"Org {n}", "role": "supplier", "currency": "EUR"}
        for n in range(first, first + count)
    ]
    answer = await client.put("/v1/organisations", json={"items": rows}, headers=headers)
    assert answer.status_code == 200, answer.text


class Work:
    """Organisations that are registered one after the other, in the middle of each dump too."""

    def __init__(self, client, headers) -> None:
        self._client, self._headers = client, headers
        self._registered = 0
        self._task = asyncio.create_task(self._keep_registering())

    async def goes_on(self) -> None:
        """Wait for something that was registered as a whole after this was called."""
        async with patience():
            wanted = self._registered + 2
            while self._registered < wanted:
                self._task.done() and self._task.result()
                await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _keep_registering(self) -> None:
        for n in range(100_000):
            await register(self._client, self._headers, 1000 + n * 5, 5)
            self._registered += 1


async def backed_up(work: Work, data_dir: Path, target: Path) -> Manifest:
    """Taken while writers go on: were they held up until the dumps are done, it would never end."""
    dump = tools.dump

    async def dump_amid_work(*given) -> None:
        await work.goes_on()
        await dump(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tools, "dump", dump_amid_work)
        async with server_of(data_dir, None) as server:
            return await taking.take(server, data_dir, NAMES, target)


@pytest.fixture(scope="module")
async def made(tmp_path_factory) -> tuple[Path, list[Manifest]]:
    """The data folder of a platform that was backed up three times while it worked, and then stopped."""
    folder = tmp_path_factory.mktemp("platform")
    data_dir = folder / "state"
    manifests = []
    async with embedded.platform(embedded.Settings(data_dir), SERVICES) as running, running.client() as client:
        (data_dir / "edge").mkdir()
        with closing(sqlite3.connect(data_dir / "edge" / "buffer.sqlite")) as buffer:
            buffer.executescript(
                "PRAGMA journal_mode=WAL; CREATE TABLE record (body text); INSERT INTO record VALUES ('x')"
            )
            headers = await operator(client)
            work = Work(client, headers)
            await until_heard_beyond(data_dir, 0)
            for n in range(3):
                await work.goes_on()
                manifests.append(await backed_up(work, data_dir, folder / f"backup-{n}{'.tar' if n == 2 else ''}"))
            await work.stop()
    return folder, manifests


async def restored(source: Path, data_dir: Path, *, replace: bool = False) -> Manifest:
    with restoring.opened(source) as (folder, manifest):
        async with EmbeddedPostgres(data_dir / "postgres") as postgres:
            await restoring.restore(Server(postgres.admin_url), data_dir, folder, manifest, SERVICES, replace=replace)
        return manifest


async def told_and_heard(data_dir: Path) -> tuple[int, int]:
    async with server_of(data_dir, None) as server:
        gateway = await server.connect("headrace_api_gateway", as_owner=True)
        finance = await server.connect("headrace_finance", as_owner=True)
        told = await gateway.fetchval("SELECT max(id) FROM event_log WHERE type LIKE '%OrganisationRegistered'")
        heard = await finance.fetchval("SELECT heard FROM inbox_progress WHERE topic = 'headrace.api_gateway.v1'")
        await asyncio.gather(gateway.close(), finance.close())
    return told, heard


async def until_heard_beyond(data_dir: Path, position: int) -> None:
    async with patience():
        while ((await told_and_heard(data_dir))[1] or 0) <= position:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_in_every_backup_taken_at_work_nobody_has_heard_what_was_not_told(made):
    _, manifests = made
    logs = [manifest.services["api-gateway"].standing for manifest in manifests]
    assert logs[0].last < logs[1].last < logs[2].last
    for manifest in manifests:
        places = manifest.services["finance"].standing.heard
        place = next(place for place in places if place.topic == GATEWAYS)
        assert 0 < place.position <= manifest.services["api-gateway"].standing.last


async def test_it_comes_back_elsewhere_and_what_was_not_heard_yet_is_heard_there(made, tmp_path):
    folder, manifests = made
    await restored(folder / "backup-0", tmp_path)
    told, heard = await told_and_heard(tmp_path)
    assert told == manifests[0].services["api-gateway"].standing.last
    assert heard <= told
    async with embedded.platform(embedded.Settings(tmp_path), SERVICES) as running, running.client() as client:
        await register(client, await operator(client), 1, 1)
        await until_heard_beyond(tmp_path, told)
    assert (await told_and_heard(tmp_path))[0] > told


async def test_keys_clock_and_buffers_come_back_with_their_rights(made, tmp_path):
    folder, _ = made
    await restored(folder / "backup-2.tar", tmp_path)
    assert (tmp_path / "issuer.json").read_bytes() == (folder / "state" / "issuer.json").read_bytes()
    assert (tmp_path / "issuer.json").stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(tmp_path / "edge" / "buffer.sqlite")) as buffer:
        assert buffer.execute("SELECT body FROM record").fetchall() == [("x",)]
    assert (folder / "backup-2.tar").stat().st_mode & 0o077 == 0
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in (folder / "backup-0" / "files").rglob("*") if path.is_file()
    )


async def test_a_platform_that_is_there_is_only_lost_when_that_was_said(made, tmp_path):
    folder, manifests = made
    await restored(folder / "backup-0", tmp_path)
    with pytest.raises(TargetNotEmpty, match="--replace"):
        await restored(folder / "backup-1", tmp_path)
    assert (await told_and_heard(tmp_path))[0] == manifests[0].services["api-gateway"].standing.last
    await restored(folder / "backup-1", tmp_path, replace=True)
    assert (await told_and_heard(tmp_path))[0] == manifests[1].services["api-gateway"].standing.last
    async with server_of(tmp_path, None) as server:
        names = await (await server.connect()).fetch("SELECT datname FROM pg_database WHERE datname LIKE 'headrace%'")
    assert sorted(row["datname"] for row in names) == ["headrace_api_gateway", "headrace_finance"]


async def test_a_failed_restore_leaves_the_platform_as_it_was(made, tmp_path):
    folder, manifests = made
    await restored(folder / "backup-0", tmp_path)
    harmed = shutil.copytree(folder / "backup-1", tmp_path / "harmed")
    manifest = json.loads((harmed / "manifest.json").read_text())
    manifest["services"]["finance"]["rows"]["event_log"] += 1
    (harmed / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupUnusable, match="finance did not come back whole: rows differ in event_log"):
        await restored(harmed, tmp_path, replace=True)
    assert (await told_and_heard(tmp_path))[0] == manifests[0].services["api-gateway"].standing.last


async def test_what_was_on_kafka_sends_and_hears_from_the_start_again(made, tmp_path):
    folder, _ = made
    copied = shutil.copytree(folder / "backup-0", tmp_path / "copied")
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["services"]["api-gateway"]["standing"]["relayed"] = 7
    (copied / "manifest.json").write_text(json.dumps(manifest))
    await restored(copied, tmp_path / "state")
    async with server_of(tmp_path / "state", None) as server:
        finance = await server.connect("headrace_finance", as_owner=True)
        place = await finance.fetchrow("SELECT next_offset, heard FROM inbox_progress WHERE topic = $1", GATEWAYS)
        await finance.close()
    assert place["next_offset"] == 0
    assert place["heard"] > 0, "positions tell the repeats"


async def test_writers_that_hold_on_are_named_and_no_backup_is_written(made, monkeypatch):
    folder, _ = made
    monkeypatch.setattr(barrier, "ATTEMPTS", 1)
    monkeypatch.setattr(barrier, "PATIENCE", "200ms")
    async with server_of(folder / "state", None) as server:
        writer = await server.connect("headrace_finance", as_owner=True)
        await writer.execute("BEGIN; LOCK TABLE event_log IN ROW EXCLUSIVE MODE")
        with pytest.raises(WritersBusy, match=r"finance: pid \d+ for .*LOCK TABLE event_log"):
            await taking.take(server, folder / "state", NAMES, folder / "never")
        await writer.close()
    assert not list(folder.glob("never*"))


async def test_what_files_feed_stands_still_while_they_are_copied(made, monkeypatch):
    folder, _ = made
    monkeypatch.setattr(barrier, "FED_BY_FILES", {"finance": "inbox_progress"})
    goes_on = "UPDATE inbox_progress SET heard = heard"
    async with server_of(folder / "state", None) as server:
        writer = await server.connect("headrace_finance", as_owner=True)
        await writer.execute("SET lock_timeout = '100ms'")

        async def meanwhile() -> None:
            with pytest.raises(asyncpg.LockNotAvailableError):
                await writer.execute(goes_on)

        async with barrier.snapshots(server, {"finance": "headrace_finance"}, meanwhile):
            await writer.execute(goes_on)
        await writer.close()


def test_the_tables_that_files_feed_are_those_of_their_services():
    tables = {service.name: service.store.tables for service in embedded.installed_services() if service.store}
    assert all(table in tables[service] for service, table in barrier.FED_BY_FILES.items())


def test_a_backup_that_is_harmed_cut_off_or_newer_is_refused_in_words(made, tmp_path):
    folder, _ = made
    state = tmp_path / "state"

    def refused(source: Path) -> str:
        outcome = CliRunner().invoke(app, ["restore", str(source), "--data-dir", str(state)])
        assert outcome.exit_code == 1
        assert not state.exists()
        return outcome.stderr

    copied = shutil.copytree(folder / "backup-0", tmp_path / "copied")
    dump = copied / "databases" / "headrace_finance.dump"
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1] + b"x")
    assert "headrace_finance.dump is not what was backed up" in refused(copied)
    dump.unlink()
    assert "headrace_finance.dump is missing" in refused(copied)
    dump.write_bytes(whole)
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["services"]["finance"]["revisions"]["alembic_version"] = "0099"
    (copied / "manifest.json").write_text(json.dumps(manifest))
    assert "made by a newer version" in refused(copied)
    assert "revision 0099" in refused(copied)
    cut = tmp_path / "cut.tar"
    cut.write_bytes((folder / "backup-2.tar").read_bytes()[:20_000])
    assert "cut.tar is no backup, or not all of one" in refused(cut)
    assert "is no backup" in refused(tmp_path / "copied" / "databases")


def test_without_a_platform_there_is_nothing_to_back_up(tmp_path):
    outcome = CliRunner().invoke(app, ["backup", str(tmp_path / "b"), "--data-dir", str(tmp_path / "none")])
    assert outcome.exit_code == 1
    assert "There is no platform in" in outcome.stderr
    wrong = ["backup", str(tmp_path / "b"), "--database-url", "postgresql://nobody@127.0.0.1:9/x"]
    assert "127.0.0.1:9 can't be used" in CliRunner().invoke(app, wrong).stderr
    assert not (tmp_path / "b").exists()


async def test_an_ordinary_user_of_a_given_server_saves_all_organisations_rows(made, tmp_path):
    """Row-level security binds the owner there; what it hid would be missing in the backup."""
    folder, _ = made
    async with EmbeddedPostgres(tmp_path / "pg") as server:
        admin = await asyncpg.connect(server.admin_url)
        await admin.execute("CREATE ROLE boss LOGIN CREATEDB CREATEROLE")
        given = Server(server.url("postgres", "boss"))
        with restoring.opened(folder / "backup-0") as (source, manifest):
            await restoring.restore(given, tmp_path / "s", source, manifest, SERVICES, replace=False)
        again = await taking.take(given, tmp_path / "s", NAMES, tmp_path / "again")
        await admin.close()
    assert {name: saved.rows for name, saved in again.services.items()} == {
        name: saved.rows for name, saved in manifest.services.items()
    }
