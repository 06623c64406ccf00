"""What a token may say: the shape of its claims, whatever its issuer signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from headrace_chassis import validation
from headrace_contracts.messages import say
from headrace_contracts.organisations import CODE, PLATFORM, PLATFORM_ROLE

Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Moment = Annotated[int, Field(ge=0, lt=2**53)]
MOST_ROLES = 100
MOST_PLANTS = 1000


class Claims(BaseModel):
    """As RFC 7519 has them, and ours: `org`, the organisation its holder acts for, `roles`, what for, and `plants`,
    those of its plants that he works for; without it he works for all of them."""

    model_config = ConfigDict(strict=True)

    iss: Word
    aud: Word | Annotated[list[Word], Field(max_length=100)]
    sub: Annotated[Word, Field(min_length=1)]
    exp: Moment
    nbf: Moment = 0
    iat: Moment = 0
    name: Word = ""
    org: Annotated[str, StringConstraints(pattern=CODE)]
    roles: Annotated[list[Word], Field(max_length=MOST_ROLES)] = []
    plants: Annotated[list[Word], Field(max_length=MOST_PLANTS)] | None = None

    @property
    def held(self) -> frozenset[str]:
        """The roles that count: the platform's own is held by its own people only."""
        return frozenset(self.roles) if self.org == PLATFORM else frozenset(self.roles) - {PLATFORM_ROLE}


def read(told: Mapping[str, Any]) -> Claims:
    """Raises ValueError saying what is wrong. Nobody acts for the platform's organisation but who runs it."""
    try:
        claims = Claims.model_validate(told)
    except ValidationError as error:
        wrong = [say("chassis.claim", claim=_name(e["loc"]), why=validation.said(e)) for e in error.errors()[:3]]
        raise ValueError(say("contracts.several", problems=wrong)) from error
    if claims.org == PLATFORM and PLATFORM_ROLE not in claims.held:
        raise ValueError(say("chassis.claim-of-the-platform", platform=PLATFORM, role=PLATFORM_ROLE))
    return claims


def _name(location: tuple[int | str, ...]) -> str:
    return str(location[0]) if location else "claims"
