"""Who may hear of an event: whoever may read the list that shows what it tells of. Each list says its roles itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.types import ASGIApp

from headrace_api_gateway.openapi import document
from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_contracts.registry import EVENT_TYPES

Lists = Mapping[str, frozenset[str]]
KEPT_SECONDS = 300.0
AGAIN_SECONDS = 5.0
PATIENCE = 2.0
SHOWN_IN = {
    "control-tower": {"Exception": "exceptions", "Journey": "journeys"},
    "equipment": {"Machine": "machines", "Pieces": "machines", "Count": "doubtful-counts", "Doubt": "doubtful-counts"},
    "finance": {
        "Invoice": "invoices",
        "CustomerInvoiced": "invoices",
        "Payable": "payables",
        "Note": "notes",
        "Payment": "payments",
    },
    "mes": {"WorkOrder": "work-orders", "Units": "work-orders", "Operation": "work-orders", "Capacity": "capacity"},
    "mrp": {
        "Plan": "plans",
        "Purchase": "proposals",
        "Work": "proposals",
        "Shortage": "shortages",
    },
    "orders": {
        "Order": "orders",
        "PromiseMoved": "orders",
        "MatchingFailed": "orders",
        "CustomerTerms": "customer-terms",
        "BuyingTerms": "buying-terms",
    },
    "srm": {"PurchaseOrder": "purchase-orders", "DeliveryNote": "delivery-notes", "SupplierItem": "supplier-items"},
}
"""By how an event's name begins. What is not named here is told to those only who may read all lists of its service."""


class Readers:
    """What services say of their lists, asked for when somebody wants to hear and kept for a while."""

    def __init__(self, services: Mapping[str, ASGIApp], own: ASGIApp) -> None:
        self._services = services
        self._own = own
        self._kept: dict[str, tuple[Lists, float]] = {}
        self._asking = asyncio.Lock()

    async def readable(self, caller: Principal, topics: frozenset[str]) -> frozenset[str]:
        """The types of events that the caller's roles may hear of; none of a service that does not answer."""
        wanted = [name for name, kind in EVENT_TYPES.items() if not topics or kind.topic in topics]
        lists = {service: await self._lists(service) for service in {service_of(name) for name in wanted}}
        return frozenset(name for name in wanted if _may(caller, _asked(name, lists[service_of(name)])))

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
    """From a service's OpenAPI: its lists with the roles that may read them; without roles everybody may."""
    operations = {path: item["get"] for path, item in told["paths"].items() if "get" in item}
    return {
        path.removeprefix("/v1/"): frozenset(one.get("x-roles", ()))
        for path, one in operations.items()
        if not one.get("x-platform") and "Listed_" in str(one["responses"].get("200"))
    }


def _asked(type_: str, lists: Lists) -> Iterable[frozenset[str]]:
    name = type_.rpartition(".")[2]
    for beginning, shown in SHOWN_IN.get(service_of(type_), {}).items():
        if name.startswith(beginning):
            return [lists[shown]] if shown in lists else []
    return lists.values()


def _may(caller: Principal, asked: Iterable[frozenset[str]]) -> bool:
    each = [caller.may(roles) for roles in asked]
    return bool(each) and all(each)
