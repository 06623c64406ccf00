"""Do the books hold? Each check says what was expected and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.messages import Message, Said, say
from headrace_finance import credit, ledger, notes
from headrace_finance.audit import store
from headrace_finance.audit.store import Difference
from headrace_finance.ledger.model import AccountId, chart, unbalanced_books
from headrace_finance.notes.model import RootBalance

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    name: Message
    ok: bool
    expected: Message
    actual: Message


async def audit(tx: Tx, tenant: str, *, platform: bool) -> list[Check]:
    """A firm's own books and the notes it issued; the platform's people see those of all, and the claims between."""
    await tx.act_for(EVERYONE if platform else tenant)
    cached = await ledger.balances(tx)
    checks = [_recomputed(cached, await ledger.recomputed(tx)), _balanced(cached)]
    checks += [_claims(cached)] if platform else []
    debtor = None if platform else tenant
    checks.append(_debts(await store.differences(tx, debtor, MOST_NAMED)))
    checks.append(_notes(await notes.roots(tx, debtor)))
    checks.append(await _credit(tx, debtor))
    return checks


def _recomputed(cached: Mapping[AccountId, int], summed: Mapping[AccountId, int]) -> Check:
    wrong = [str(a) for a in cached.keys() | summed.keys() if cached.get(a, 0) != summed.get(a, 0)]
    return _check(say("finance.check.balances"), wrong)


def _balanced(cached: Mapping[AccountId, int]) -> Check:
    wrong = [f"{firm} {minor} {currency}" for (firm, currency), minor in unbalanced_books(cached).items()]
    return _check(say("finance.check.balanced"), wrong)


def _claims(cached: Mapping[AccountId, int]) -> Check:
    gaps = chart.mismatched_claims(cached)
    wrong = [f"{claim} {minor} {currency}" for (claim, currency), minor in gaps.items()]
    return _check(say("finance.check.claims"), wrong)


def _debts(found: Sequence[Difference]) -> Check:
    wrong = [
        say("finance.debt-differs", firm=d.tenant, account=d.code, debt=d.debt, posted=d.posted, stands=d.stands)
        for d in found
    ]
    return _check(say("finance.check.debts"), wrong)


def _notes(roots: Mapping[str, RootBalance]) -> Check:
    wrong = [root for root, balance in roots.items() if not balance.holds]
    return _check(say("finance.check.notes"), wrong)


async def _credit(tx: Tx, debtor: str | None) -> Check:
    debtors = None if debtor is None else [debtor]
    out = await notes.outstanding(tx, debtors)
    lines = await credit.lines(tx, debtors)
    wrong = [line.debtor for line in lines if line.used.minor != out.get((line.debtor, line.limit.currency), 0)]
    return _check(say("finance.check.credit"), wrong)


def _check(name: Message, wrong: Sequence[Said]) -> Check:
    none = say("finance.no-difference")
    named = sorted(wrong, key=str)[:MOST_NAMED]
    return Check(name, not wrong, none, say("finance.differences", found=named) if named else none)
