import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

STILL_OUR_CHILD = '[ "$PPID" = "$0" ] && exec "$@"'


def tied_to_us(signal_name: str, command: Sequence[str]) -> list[str]:
    """Linux sends the signal to the command when we die, kill -9 included.

    The shell closes the gap in which we die before the kernel has been told. Elsewhere the next start finds
    the left-over process.
    """
    if shutil.which("setpriv") is None:
        return list(command)
    return ["setpriv", "--pdeathsig", signal_name, "sh", "-c", STILL_OUR_CHILD, str(os.getpid()), *command]


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


async def run(command: Sequence[str]) -> tuple[int, str]:
    """Exit code and everything printed."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=clean_environment(),
            cwd="/",
        )
    except OSError as failure:
        return 127, str(failure)
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    return process.returncode or 0, output.decode(errors="replace")


async def spawn(command: Sequence[str], log: Path) -> asyncio.subprocess.Process:
    """In a session of its own, so that Ctrl-C in the terminal reaches us and not the server."""
    with log.open("wb") as sink:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=clean_environment(),
            cwd="/",
            start_new_session=True,
        )
