"""A service on one page: what it serves, hears, does by the clock and keeps."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from headrace_chassis import own_roles
from headrace_chassis.deadlines import Deadline
from headrace_chassis.jobs import Job
from headrace_chassis.measures import Measure
from headrace_chassis.timers import Timer

if TYPE_CHECKING:
    from headrace_chassis.runtime import Running

DEFINES_ROLES = "api-gateway"
Background = Callable[["Running"], Coroutine[Any, Any, None]]
Wrap = Callable[["Running", ASGIApp], ASGIApp]


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of a large service: what it serves, hears, does by the clock and measures."""

    api: Sequence[APIRouter] = ()
    hears: Sequence[ModuleType] = ()
    timers: Sequence[Timer] = ()
    deadlines: Sequence[Deadline] = ()
    jobs: Sequence[Job] = ()
    measures: Sequence[Measure] = ()


@dataclass(frozen=True, kw_only=True)
class Service(Area):
    """`background` tasks run from start to stop, for the few services that do more than answer and hear.

    `wrap` puts something in front of the service's application: the gateway's door.
    """

    name: str
    title: str
    store: MetaData | None = None
    migrations: str | None = None
    background: Sequence[Background] = field(default=())
    wrap: Wrap | None = None

    @classmethod
    def of_areas(cls, areas: Sequence[Area], *, name: str, title: str, store: MetaData, migrations: str) -> Service:
        """A service that is divided: it serves, hears and does what its areas do, in their order."""
        return cls(
            name=name,
            title=title,
            api=[router for area in areas for router in area.api],
            hears=[module for area in areas for module in area.hears],
            timers=[timer for area in areas for timer in area.timers],
            deadlines=[deadline for area in areas for deadline in area.deadlines],
            jobs=[job for area in areas for job in area.jobs],
            measures=[measure for area in areas for measure in area.measures],
            store=store,
            migrations=migrations,
        )

    @property
    def listeners(self) -> Sequence[ModuleType]:
        """With what every service hears that keeps anything; who tells it knows it already."""
        return self.hears if self.store is None or self.name == DEFINES_ROLES else (*self.hears, own_roles)

    @property
    def package(self) -> str:
        return "headrace_" + self.name.replace("-", "_")
