"""A service on one page: what it serves, hears, does by the clock and keeps."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.timers import Timer

if TYPE_CHECKING:
    from headrace_chassis.runtime import Running

Background = Callable[["Running"], Coroutine[Any, Any, None]]
Wrap = Callable[["Running", ASGIApp], ASGIApp]


@dataclass(frozen=True, kw_only=True)
class Service:
    """`background` tasks run from start to stop, for the few services that do more than answer and hear.

    `wrap` puts something in front of the service's application: the gateway's door.
    """

    name: str
    title: str
    api: Sequence[APIRouter] = ()
    hears: Sequence[ModuleType] = ()
    timers: Sequence[Timer] = ()
    jobs: Sequence[Job] = ()
    measures: Sequence[Measure] = ()
    store: MetaData | None = None
    migrations: str | None = None
    background: Sequence[Background] = field(default=())
    wrap: Wrap | None = None

    @property
    def package(self) -> str:
        return "headrace_" + self.name.replace("-", "_")
