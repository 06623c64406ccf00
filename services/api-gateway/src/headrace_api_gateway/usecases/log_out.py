"""Logging out ends the session, whoever still has its token."""

from __future__ import annotations

from headrace_api_gateway.store import sessions
from headrace_chassis.auth import Principal
from headrace_chassis.tx import Tx


async def log_out(tx: Tx, caller: Principal) -> None:
    await sessions.keep_ended(tx, caller)
