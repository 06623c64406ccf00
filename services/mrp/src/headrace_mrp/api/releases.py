"""Releases of proposals."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_contracts.errors import Missing, WrongState
from headrace_mrp.model.release import CannotRelease, NothingAsked, Release
from headrace_mrp.store.releases import releases
from headrace_mrp.usecases import release_proposals

router = Router(tags=["releases"])


class ReleaseProposals(BaseModel):
    """All proposals that serve the customer `order`, those to begin by `until`, or those that are both."""

    plan: str
    order: str | None = None
    until: date | None = None


class ReleaseView(BaseModel):
    """How many purchase and work proposals were released; the purchases carry the id as their batch."""

    id: str
    version: int
    plan: str
    order: str | None
    until: date | None
    purchase: int
    work: int
    released_at: datetime
    released_by: str

    @classmethod
    def of(cls, release: Release) -> ReleaseView:
        return cls.model_validate(release, from_attributes=True)


@router.post(
    "/proposal-releases",
    may="mrp.proposal.release",
    status_code=201,
    errors=[Missing, WrongState, CannotRelease, NothingAsked],
)
async def release(body: ReleaseProposals, transact: Transact, tags: Tags) -> ReleaseView:
    command = release_proposals.ReleaseCommand(body.plan, body.order, body.until)
    return tags.on(ReleaseView.of(await transact(release_proposals.release_proposals, command)))


@router.get("/proposal-releases", may="mrp.release.read")
async def list_releases(tx: ReadTx, page: Page) -> Listed[ReleaseView]:
    return (await releases.page(tx, page)).map(ReleaseView.of)


@router.get("/proposal-releases/{release}", may="mrp.release.read", errors=[Missing])
async def get_release(release: str, tx: ReadTx, tags: Tags) -> ReleaseView:
    return tags.on(ReleaseView.of(await releases.get(tx, release)))
