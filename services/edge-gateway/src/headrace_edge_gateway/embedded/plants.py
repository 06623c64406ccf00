"""Which plants an organisation has: the api-gateway keeps those that the platform registered."""

from __future__ import annotations

import httpx

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

PATIENCE_SECONDS = 10.0
AT_ONCE = 200


class PlantsUnknown(RuleBroken):
    """The plants of the organisation can't be asked for."""

    status = 503


class Plants:
    """Asked with the caller's own token. `transport` replaces the network when the gateway runs in this process."""

    def __init__(self, gateway: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._client = httpx.AsyncClient(base_url=gateway, timeout=PATIENCE_SECONDS, transport=transport)

    async def registered(self, authorization: str) -> frozenset[str]:
        """Raises PlantsUnknown."""
        found, cursor = set[str](), ""
        try:
            while True:
                query = {"limit": AT_ONCE} | ({"cursor": cursor} if cursor else {})
                answer = await self._client.get("/v1/plants", params=query, headers={"Authorization": authorization})
                page = answer.raise_for_status().json()
                found |= {plant["id"] for plant in page["items"]}
                cursor = page["next_cursor"]
                if not cursor:
                    return frozenset(found)
        except (httpx.HTTPError, OSError, KeyError, ValueError) as error:
            raise PlantsUnknown(say("edge-gateway.plants-unknown", error=repr(error))) from error
