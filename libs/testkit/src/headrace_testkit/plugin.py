"""The pytest plugin: one embedded PostgreSQL a session, and services started on databases of their own."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.service import Service
from headrace_testkit.bench import ServiceBench, serving
from headrace_testkit.closing import skipped_by_reason
from headrace_testkit.databases import left_over
from headrace_testkit.kafka import KafkaBroker
from headrace_testkit.memory import fast_folder, sweep

# How long an example takes says something of the machine, not of what is tested.
settings.register_profile(
    "headrace", settings.get_profile("default"), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("headrace")
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "128MB",
}
"""No test cuts the power of the server that all share, and what it keeps in memory is memory that tests lack."""
StartService = Callable[[Service], Awaitable[ServiceBench]]


@pytest.fixture(scope="session")
def issuer() -> DevelopmentIssuer:
    return DevelopmentIssuer()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres() -> AsyncIterator[EmbeddedPostgres]:
    with fast_folder() as folder:
        async with EmbeddedPostgres(folder / "pg", FORGETFUL) as server:
            yield server
            assert await left_over(server) == [], "each test drops the databases that it made"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kafka(pytestconfig: pytest.Config) -> AsyncIterator[KafkaBroker]:
    """A real broker; a test that asks for it is marked `kafka`."""
    with fast_folder() as folder:
        home = pytestconfig.rootpath / ".local" / "kafka"
        async with KafkaBroker(home, data=folder / "data", secured=True) as broker:
            yield broker


def pytest_sessionstart() -> None:
    sweep()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-extreme", action="store_true", help="send each field every extreme that is known, not a choice of them"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "kafka" in getattr(item, "fixturenames", ()):
            item.add_marker("kafka")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a test logged of a text that is none (half a surrogate) still goes from one process to another."""
    report = yield
    report.sections = [(name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections]
    return report


def pytest_unconfigure() -> None:
    """Pytest removes the folders of tests that passed, and leaves the one around them."""
    with suppress(OSError):  # tests failed, or another run is under way
        Path(tempfile.gettempdir(), f"pytest-of-{getpass.getuser()}").rmdir()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from headrace_testkit.sharing import OnePlatform  # xdist is there when it asks

    return OnePlatform(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Nothing is left out silently: each reason names what would bring it."""
    if lines := skipped_by_reason(terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("skipped")
        for line in lines:
            terminalreporter.line(line)


@pytest_asyncio.fixture(loop_scope="session")
async def start_service(postgres: EmbeddedPostgres, issuer: DevelopmentIssuer) -> AsyncIterator[StartService]:
    """Start a service on a fresh database; it is stopped when the test ends."""
    async with AsyncExitStack() as stack:

        async def start(service: Service) -> ServiceBench:
            return await stack.enter_async_context(serving(service, postgres, issuer))

        yield start
