"""Which errors pass by themselves: a lost connection, a full pool, a deadlock. Those are tried again."""

from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from headrace_chassis.grants import OF_PLANTS
from headrace_chassis.texts import storable

NOT_YET_THERE = {"3D000", "28000"}  # the database of another service, or its role
PASSING_STATES = NOT_YET_THERE | {"40001", "40P01", "55P03", "53300", "53400", "57P01", "57P02", "57P03", "25P03"}
DISK_FULL = {"53100", "53200"}
PASSING = (
    OSError,
    PoolTimeout,
    asyncio.TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server fell silent in mid-sentence
    BrokenProcessPool,  # a worker process was killed; the next call starts another
)


def sqlstate(error: BaseException | None) -> str | None:
    while error is not None:
        state = getattr(error, "sqlstate", None)
        if state:
            return str(state)
        error = error.__cause__ or getattr(error, "orig", None)
    return None


def is_passing(error: BaseException) -> bool:
    if isinstance(error, PASSING):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = sqlstate(error)
    return state is not None and (state in PASSING_STATES | DISK_FULL or state.startswith("08"))


def is_conflict(error: BaseException) -> bool:
    """Two transactions met (serialization failure, deadlock): trying again at once will do."""
    return sqlstate(error) in {"40001", "40P01"}


def is_of_another_plant(error: BaseException) -> bool:
    """A row was to be written for a plant that the caller does not work for: the database refused."""
    return sqlstate(error) == "42501" and f'policy "{OF_PLANTS}"' in str(error)


def describe(error: Exception) -> str:
    """As it is kept with what failed."""
    return str(storable(f"{type(error).__name__}: {error}"[:2000]))
