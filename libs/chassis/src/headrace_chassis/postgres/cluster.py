import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from headrace_chassis.postgres.account import NOBODY, Account
from headrace_chassis.postgres.errors import ForeignDataDirectory, PostgresNotStarted
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.postgres.process import run, tied_to_us

UNFINISHED = "cluster.new-"


async def ensure_cluster(layout: Layout, account: Account) -> None:
    await asyncio.to_thread(_remove_unfinished, layout.data_dir)
    if layout.cluster.exists():
        await asyncio.to_thread(_hand_over, layout.cluster, account.owner)
        return
    fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=layout.data_dir))
    os.chown(fresh, account.owner, -1)
    code, output = await run([*account.prefix, *tied_to_us("KILL", _initdb(account, fresh))])
    if code != 0:
        raise PostgresNotStarted(f"initdb in {layout.data_dir} ended with {code}: {output.strip()}")
    await asyncio.to_thread(_publish, fresh, layout.cluster)


def _initdb(account: Account, cluster: Path) -> list[str]:
    return [
        str(account.programs / "initdb"),
        f"--pgdata={cluster}",
        "--username=postgres",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]


def _remove_unfinished(data_dir: Path) -> None:
    for leftover in data_dir.glob(f"{UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _hand_over(cluster: Path, owner: int) -> None:
    """Root's two ways of running the server own the files differently; nobody else's files are touched."""
    present = cluster.stat().st_uid
    if present == owner:
        return
    if os.geteuid() != 0 or present not in {0, NOBODY}:
        raise ForeignDataDirectory(
            f"{cluster} belongs to user id {present}: start headrace as that user, or give another data directory"
        )
    for folder, _, files in os.walk(cluster, topdown=False):
        for name in files:
            os.chown(os.path.join(folder, name), owner, -1, follow_symlinks=False)
        os.chown(folder, owner, -1)


def _publish(fresh: Path, cluster: Path) -> None:
    fresh.rename(cluster)
    descriptor = os.open(cluster.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
