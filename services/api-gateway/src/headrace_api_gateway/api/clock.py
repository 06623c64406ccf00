"""The business clock: read by all, moved by the platform's operators where it is a demo's."""

from __future__ import annotations

from datetime import datetime, timedelta

from fastapi import Request
from pydantic import AwareDatetime, BaseModel, Field

from headrace_chassis.clock import Clock, farthest
from headrace_chassis.web import Router
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

router = Router(tags=["clock"], prefix="/api")
FARTHEST = timedelta(days=366)  # each day is work for services that close days


class RealTime(RuleBroken):
    """This installation runs on real time."""


class TooFarAhead(RuleBroken):
    """The clock does not move that far at once."""


class ClockView(BaseModel):
    """`rate` is how much faster than the wall's the business time runs."""

    now: datetime
    rate: float


class MoveClock(BaseModel):
    advance_to: AwareDatetime | None = None
    rate: float | None = Field(None, gt=0, le=1_000_000)


@router.get("/clock", public=True)
async def read_clock(request: Request) -> ClockView:
    clock = _clock(request)
    return ClockView(now=clock.now(), rate=clock.rate)


@router.post("/clock", platform=True, errors=[RealTime, TooFarAhead])
async def move_clock(body: MoveClock, request: Request) -> ClockView:
    clock = _clock(request)
    if clock.file is None:
        raise RealTime(say("api-gateway.real-time"))
    if body.advance_to is not None:
        _check(body.advance_to, clock)
    if body.rate is not None:
        clock.run_at(body.rate)
    if body.advance_to is not None:
        clock.advance_to(body.advance_to)
    return ClockView(now=clock.now(), rate=clock.rate)


def _check(moment: datetime, clock: Clock) -> None:
    """Raises TooFarAhead."""
    if moment - clock.now() > FARTHEST:
        raise TooFarAhead(say("api-gateway.too-far-at-once", days=FARTHEST.days))
    if moment > farthest():
        raise TooFarAhead(say("api-gateway.too-far-ahead", farthest=farthest().date()))


def _clock(request: Request) -> Clock:
    clock: Clock = request.app.state.running.runtime.clock
    return clock
