"""Limits of a debtor: a bank and the debtor agree on one, or the platform sets one; they are drawn on and freed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headrace_chassis.auth import Principal
from headrace_chassis.loading import Change, Loaded
from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Money
from headrace_finance import parties
from headrace_finance.credit.model import CreditLine, Proposal
from headrace_finance.credit.store import credit

Key = tuple[str, str]
"""Debtor and currency."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`grantor` is the bank that the debtor names; who grants names nobody, or itself."""

    debtor: str
    limit: Money
    grantor: str | None = None


async def agree(
    tx: Tx, rows: Sequence[tuple[int, Limit]], loaded: Loaded, caller: Principal, out: Mapping[Key, int]
) -> Loaded:
    """Each row is a bank's offer or a debtor's consent; what both say is in force.

    What is `out` of a debtor in a currency counts as used of a new line.
    """
    banks = {row.grantor or caller.tenant for _, row in rows}
    is_bank = {name: await parties.role_of(tx, name) == "bank" for name in banks}
    async with in_name_of(tx):
        table = await _read(tx, {row.debtor for _, row in rows}, out)
        for number, row in rows:
            asked = Proposal(row.debtor, row.grantor or caller.tenant, row.limit, caller.tenant)
            refused = _why_not(asked, table, caller, is_bank)
            if refused:
                loaded.refuse(number, *refused)
            else:
                loaded.count(table.take(asked, alone=caller.is_platform))
        await credit.put_lines(tx, table.agreed.values())
        await credit.put_proposals(tx, list(table.made.values()), list(table.agreed.values()))
    return loaded


async def draw(tx: Tx, debtor: str, amount: Money) -> None:
    """Of the debtor's line in this currency, where it has one. Raises CreditExceeded."""
    if line := await credit.line(tx, debtor, amount.currency):
        await credit.use(tx, line.draw(amount))


async def free(tx: Tx, debtor: str, amount: Money) -> None:
    if line := await credit.line(tx, debtor, amount.currency):
        await credit.use(tx, line.free(amount))


@dataclass
class _Table:
    """Lines and proposals of some debtors, as they become row by row."""

    lines: dict[Key, CreditLine]
    proposals: dict[tuple[str, str, str, str], Proposal]
    out: Mapping[Key, int]
    agreed: dict[Key, CreditLine] = field(default_factory=dict)
    made: dict[tuple[str, str, str, str], Proposal] = field(default_factory=dict)

    def take(self, asked: Proposal, *, alone: bool) -> Change:
        """A bank that the debtor agreed to once changes its own limit; a new one needs both."""
        key = (asked.debtor, asked.limit.currency)
        before = self.lines.get(key)
        stands = before is not None and before.grantor == asked.grantor
        if stands and before is not None and before.limit == asked.limit:
            return Change.UNCHANGED
        if alone or (stands and asked.by_grantor) or self._said(asked.answer) == asked.limit:
            used = before.used if before else Money(self.out.get(key, 0), asked.limit.currency)
            self.lines[key] = self.agreed[key] = CreditLine(asked.debtor, asked.limit, used, asked.grantor)
            return Change.CHANGED if before else Change.CREATED
        said = self._said(asked)
        self.proposals[asked.key] = self.made[asked.key] = asked
        return Change.CREATED if said is None else Change.UNCHANGED if said == asked.limit else Change.CHANGED

    def _said(self, one: Proposal) -> Money | None:
        found = self.proposals.get(one.key)
        return found.limit if found else None


async def _read(tx: Tx, debtors: set[str], out: Mapping[Key, int]) -> _Table:
    await credit.keep_still(tx, debtors)
    lines = {(one.debtor, one.limit.currency): one for one in await credit.lines(tx, debtors, lock=True)}
    proposals = {one.key: one for one in await credit.proposals(tx, debtors)}
    return _Table(lines, proposals, out)


def _why_not(
    asked: Proposal, table: _Table, caller: Principal, is_bank: Mapping[str, bool]
) -> tuple[str, Message] | None:
    if asked.limit.minor < 0:
        return "limit", say("finance.limit-below-zero", limit=asked.limit)
    if caller.is_platform:
        before = table.lines.get((asked.debtor, asked.limit.currency))
        if before is None or before.grantor == caller.tenant:
            return None
        return "debtor", say("finance.line-of-another-bank", debtor=asked.debtor, currency=asked.limit.currency)
    words = _wrong_side(asked, caller.tenant, is_bank)
    return ("grantor", words) if words else None


def _wrong_side(asked: Proposal, by: str, is_bank: Mapping[str, bool]) -> Message | None:
    if by not in (asked.debtor, asked.grantor):
        return say("finance.speaks-not-for", by=by, grantor=asked.grantor)
    if asked.grantor == asked.debtor:
        return say("finance.which-bank", debtor=asked.debtor)
    if not is_bank[asked.grantor]:
        return say("finance.only-banks-grant", grantor=asked.grantor)
    return None
