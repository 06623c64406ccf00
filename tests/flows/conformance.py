"""Asks every operation what its schema allows and what it does not, as schemathesis draws it.

Noted is what was answered otherwise than OpenAPI tells: a fault of the server, a status, a type of content, a shape.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
import requests
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import GenerationConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.openapi import from_dict
from schemathesis.schemas import APIOperation

from headrace_testkit.waiting import PATIENCE

from .prober import Operation, Prober

SEED = 20261130
DRAWN = 3  # of each operation, beside the edges of what each field allows
EDGES = 24
WANTED = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]
SEVERAL_WORDS = 500


@dataclass
class Conformance:
    """`prober` knows the operations, what is there already, and whose tokens may ask. `faults` grows by one for each
    answer that OpenAPI does not tell."""

    prober: Prober
    sent: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        load_all_checks()
        self._checks = CHECKS.get_by_names(WANTED)
        self._schema = from_dict(self.prober.document)
        self._random = Random(SEED)

    async def ask_all(self, *, but: set[tuple[str, str]]) -> None:
        await self.prober.look_around()
        loop = asyncio.get_running_loop()
        for operation in self.prober.operations():
            if (operation.method, operation.path) not in but and not operation.is_endless:
                token = await self.prober.who_may(operation)
                await asyncio.to_thread(self._ask, operation, token, loop)

    def _ask(self, operation: Operation, token: str, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own, for hypothesis does not wait; the platform answers in the loop."""

        def answered(case: Case) -> None:
            asked = asyncio.run_coroutine_threadsafe(self._answer(operation, case, token), loop)
            self._judge(operation, case, asked.result(PATIENCE))

        told = self._schema[operation.path][operation.method.upper()]
        edges = list(self._edges(told))
        for case in self._random.sample(edges, min(EDGES, len(edges))):
            answered(case)
        _drawn(told, answered)

    def _edges(self, told: APIOperation[Any, Any, Any, Any]) -> Iterator[Case]:
        modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
        for case in self._schema.iter_coverage_cases(
            told, generation_modes=modes, generation_config=GenerationConfig()
        ):
            if case.method.lower() == told.method.lower():
                yield case

    async def _answer(self, operation: Operation, case: Case, token: str) -> httpx.Response:
        """Half of the names in its path are of things that are there."""
        for name in list(case.path_parameters or {}):
            if self._random.random() < 0.5:
                case.path_parameters[name] = self.prober.name_of(operation.path, name)
        self.sent += 1
        written = requests.Request(**case.as_transport_kwargs(base_url="http://headrace")).prepare()
        headers = {"Idempotency-Key": str(uuid.uuid4()), **written.headers, "Authorization": f"Bearer {token}"}
        content = written.body.encode() if isinstance(written.body, str) else written.body
        sent = {name: _bytes(value) for name, value in headers.items()}
        return await self.prober.client.request(case.method, str(written.url), headers=sent, content=content)

    def _judge(self, operation: Operation, case: Case, answer: httpx.Response) -> None:
        try:
            case.validate_response(answer, checks=self._checks)
        except FailureGroup as wrong:
            what = "; ".join(f"{each.title}: {each.message}" for each in wrong.exceptions)
            self.faults.append(f"{operation.method.upper()} {operation.path}: {what}"[:SEVERAL_WORDS])


def _bytes(value: str | bytes) -> bytes:
    """Headers of signs that a browser would not send."""
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")


def _drawn(told: APIOperation[Any, Any, Any, Any], answered: Callable[[Case], None]) -> None:
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        drawn = settings(
            max_examples=DRAWN, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
        )
        with suppress(Unsatisfiable):  # nothing can be wrong with an operation that takes nothing
            drawn(seed(SEED)(given(told.as_strategy(generation_mode=mode))(answered)))()
