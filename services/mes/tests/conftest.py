"""The mes service on the bench, in a factory it has heard of."""

from __future__ import annotations

import pytest

from headrace_mes.service import service
from headrace_testkit.bench import ServiceBench

from .plant import factory


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(*factory())
    return bench
