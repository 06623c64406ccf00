"""Limits of a debtor: a bank and the debtor agree on one, or the platform sets one; they are drawn on and freed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headrace_chassis.auth import Principal
from headrace_chassis.loading import Change, Loaded
from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
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


def _why_not(asked: Proposal, table: _Table, caller: Principal, is_bank: Mapping[str, bool]) -> tuple[str, str] | None:
    if asked.limit.minor < 0:
        return "limit", f"the limit is {asked.limit}; it must not be below zero"
    if caller.is_platform:
        before = table.lines.get((asked.debtor, asked.limit.currency))
        if before is None or before.grantor == caller.tenant:
            return None
        return "debtor", f"the line of {asked.debtor} in {asked.limit.currency} is another bank's"
    words = _wrong_side(asked, caller.tenant, is_bank)
    return ("grantor", words) if words else None


def _wrong_side(asked: Proposal, by: str, is_bank: Mapping[str, bool]) -> str:
    if by not in (asked.debtor, asked.grantor):
        return f"{by} does not speak for {asked.grantor}"
    if asked.grantor == asked.debtor:
        return f"say which bank grants {asked.debtor} its credit"
    if not is_bank[asked.grantor]:
        return f"{asked.grantor} is not registered as a bank: only a bank grants credit"
    return ""
