"""Logging out ends the session, whoever still has its token; sending somebody away ends all that he has."""

from __future__ import annotations

from headrace_api_gateway.store import sessions
from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_chassis.tx import Tx


async def log_out(tx: Tx, caller: Principal) -> None:
    await sessions.keep_ended(tx, caller)


async def send_away(tx: Tx, organisation: str, subject: str) -> None:
    await tx.act_for(organisation)
    await sessions.keep_sent_away(tx, subject, clock.wall())
