"""The keys that an issuer publishes (JWKS, RFC 7517): asked for beside the requests, by one for all who wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from headrace_chassis import clock
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

logger = logging.getLogger(__name__)
REFRESH_AFTER = 5.0  # no sooner than so is a provider asked again, whatever unknown keys tokens name
KEYS_FOR = 600.0  # how long a key that its issuer no longer publishes may still be believed
WAITED = 1.0

FetchKeys = Callable[[], Awaitable[dict[str, Any]]]


class KeysNotKnown(RuleBroken):
    """The identity provider has not told its keys yet."""

    status = 503


class PublishedKeys:
    """While the issuer is slow or out of reach, those that are known hold. `changed` is called when new ones came."""

    def __init__(self, issuer: str, fetch: FetchKeys, changed: Callable[[], None]) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._changed = changed
        self._known: KeySet | None = None
        self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self._wrong: RuleBroken | None = None

    async def known(self) -> KeySet:
        """Raises KeysNotKnown, or why the issuer did not tell them, when there are none yet."""
        if self._known is None:
            await self._asked(REFRESH_AFTER if self._wrong else 0.0)
        elif clock.monotonic() - self._asked_at > KEYS_FOR:
            self._ask()
        if self._known is None:
            raise self._wrong or KeysNotKnown(say("chassis.issuer-slow", issuer=self._issuer))
        return self._known

    async def newer(self, kid: str | None) -> KeySet | None:
        """The keys after a token named one that is not among them; None when the issuer was asked just now.

        Raises KeysNotKnown while they are being asked for.
        """
        known = await self.known()
        if kid in {key.kid for key in known.keys}:
            return None
        if not await self._asked(REFRESH_AFTER):
            raise KeysNotKnown(say("chassis.issuer-slow-with-newest", issuer=self._issuer))
        return self._known if self._known is not known else None

    async def _asked(self, unless_within: float) -> bool:
        """Whether an answer is there; nobody waits for it for long."""
        if clock.monotonic() - self._asked_at > unless_within:
            self._ask()
        if self._asking is None or self._asking.done():
            return True
        done, _ = await asyncio.wait({self._asking}, timeout=WAITED)
        return bool(done)

    def _ask(self) -> None:
        if self._asking is None or self._asking.done():
            self._asked_at = clock.monotonic()
            self._asking = asyncio.create_task(self._fetched(), name="keys of the issuer")

    async def _fetched(self) -> None:
        try:
            self._known = KeySet.import_key_set(await self._fetch())  # type: ignore[arg-type]
        except RuleBroken as error:
            self._wrong = error
        except (JoseError, ValueError, LookupError, TypeError, AttributeError) as error:
            self._wrong = KeysNotKnown(say("chassis.issuer-keys-unreadable", issuer=self._issuer, error=repr(error)))
        else:
            self._wrong = None
            self._changed()
            return
        if self._known is not None:
            logger.warning("the keys of %s stay as they were: %s", self._issuer, self._wrong)
