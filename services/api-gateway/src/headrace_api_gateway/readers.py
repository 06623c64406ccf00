"""Who may hear of an event: whoever may read the list that the event says it is shown in. Lists say what that takes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp

from headrace_api_gateway.openapi import document
from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_contracts.registry import EVENT_TYPES

Lists = Mapping[str, str]
KEPT_SECONDS = 300.0
AGAIN_SECONDS = 5.0
PATIENCE = 2.0


class Readers:
    """What services say of their lists, asked for when somebody wants to hear and kept for a while."""

    def __init__(self, services: Mapping[str, ASGIApp], own: ASGIApp) -> None:
        self._services = services
        self._own = own
        self._kept: dict[str, tuple[Lists, float]] = {}
        self._asking = asyncio.Lock()

    async def readable(self, caller: Principal, topics: frozenset[str]) -> frozenset[str]:
        """The types of events that the caller's roles may hear of; none of a service that does not answer."""
        wanted = {name: kind for name, kind in EVENT_TYPES.items() if not topics or kind.topic in topics}
        lists = {service: await self._lists(service) for service in {service_of(name) for name in wanted}}
        asked = {name: lists[service_of(name)].get(kind.shown_in) for name, kind in wanted.items()}
        return frozenset(name for name, needed in asked.items() if needed is not None and caller.may(needed))

    async def _lists(self, service: str) -> Lists:
        async with self._asking:
            known, until = self._kept.get(service, ({}, 0.0))
            if clock.monotonic() < until:
                return known
            app = self._own if service == "api-gateway" else self._services.get(service)
            told = await _told(app) if app else None
            lists = lists_of(told) if told else known
            self._kept[service] = lists, clock.monotonic() + (KEPT_SECONDS if told else AGAIN_SECONDS)
            return lists


async def _told(app: ASGIApp) -> dict[str, Any] | None:
    try:
        async with asyncio.timeout(PATIENCE):
            return await document(app)
    except TimeoutError:
        return None


def service_of(type_: str) -> str:
    return type_.split(".")[1].replace("_", "-")


def lists_of(told: Mapping[str, Any]) -> Lists:
    """From a service's OpenAPI: its lists with the permission that reading them takes."""
    operations = {path: item["get"] for path, item in told["paths"].items() if "get" in item}
    return {
        path.removeprefix("/v1/"): one["x-permission"]
        for path, one in operations.items()
        if "x-permission" in one and "Listed_" in str(one["responses"].get("200"))
    }
