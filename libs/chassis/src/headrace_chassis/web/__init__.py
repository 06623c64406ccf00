"""HTTP: routers whose requests are one transaction each, problems, paging, versions, idempotency."""

from headrace_chassis.paging import Listed
from headrace_chassis.web.paging import Page
from headrace_chassis.web.router import Caller, ReadTx, Router, Transact
from headrace_chassis.web.versions import Tags

__all__ = ["Caller", "Listed", "Page", "ReadTx", "Router", "Tags", "Transact"]
