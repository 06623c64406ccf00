"""PLT-8: started by root, PostgreSQL runs as somebody else and only its own files change owner."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from headrace_chassis.postgres.account import (
    BECOME_NOBODY,
    NOBODY,
    Account,
    choose_account,
    copy_programs,
    packaged_programs,
    probe,
    root_accounts,
)
from headrace_chassis.postgres.cluster import ensure_cluster
from headrace_chassis.postgres.errors import ForeignDataDirectory
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.postgres.postmaster import Postmaster
from headrace_testkit.needs import needs_root


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Pytest's own directories are closed to other users."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as directory:
        Path(directory).chmod(0o755)
        yield Path(directory)


async def _write_and_read(layout: Layout, account: Account, notes) -> list[str]:
    await ensure_cluster(layout, account)
    layout.make_socket_dir(account.owner)
    url = layout.url("postgres", "postgres")
    postmaster = await Postmaster.launch(layout, account, url)
    try:
        await notes.write(url, " ".join(account.prefix))
        return await notes.read(url)
    finally:
        await postmaster.stop()
        layout.socket_dir.rmdir()


@needs_root
async def test_root_may_change_from_one_way_to_the_other_and_back(tmp_path, notes):
    layout = Layout.of(tmp_path)
    possible = [account for account in root_accounts(packaged_programs()) if (await probe(account))[0] == 0]
    if len({account.owner for account in possible}) < 2:
        pytest.skip("root can become another user in one way only here: a machine with the other brings it")
    written = [await _write_and_read(layout, account, notes) for account in (*possible, possible[0])]
    assert [len(rows) for rows in written] == [*range(1, len(possible) + 1), len(possible)]
    assert tmp_path.stat().st_uid == os.geteuid()


@needs_root
async def test_copied_programs_serve_a_user_who_cannot_reach_ours(reachable, notes):
    account = Account(copy_programs(packaged_programs(), reachable), NOBODY, BECOME_NOBODY)
    assert await _write_and_read(Layout.of(reachable), account, notes) == [" ".join(BECOME_NOBODY)]


@needs_root
async def test_files_of_another_user_are_refused_and_keep_their_owner(tmp_path):
    cluster = Layout.of(tmp_path).cluster
    os.mkdir(cluster)
    os.chown(cluster, 12345, -1)
    with pytest.raises(ForeignDataDirectory, match="user id 12345"):
        await ensure_cluster(Layout.of(tmp_path), await choose_account(tmp_path))
    assert cluster.stat().st_uid == 12345
