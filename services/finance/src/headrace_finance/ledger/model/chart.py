"""The chart of accounts that every organisation keeps; one small chart serves buyers, suppliers and banks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from headrace_finance.ledger.model.ledger import Account, AccountId, AccountKind

CASH = "cash"
TRADE_RECEIVABLE = "trade-receivable"
NOTE_RECEIVABLE = "note-receivable"
ADVANCE_PAID = "advance-paid"
TRADE_PAYABLE = "trade-payable"
NOTE_PAYABLE = "note-payable"
ADVANCE_RECEIVED = "advance-received"
UNEARNED_DISCOUNT = "unearned-discount"
SALES = "sales"
DISCOUNT_INCOME = "discount-income"
PURCHASES = "purchases"
DISCOUNT_COST = "discount-cost"
CAPITAL = "capital"

KINDS: Mapping[str, AccountKind] = MappingProxyType(
    {
        CASH: AccountKind.ASSET,
        TRADE_RECEIVABLE: AccountKind.ASSET,
        NOTE_RECEIVABLE: AccountKind.ASSET,
        ADVANCE_PAID: AccountKind.ASSET,
        TRADE_PAYABLE: AccountKind.LIABILITY,
        NOTE_PAYABLE: AccountKind.LIABILITY,
        ADVANCE_RECEIVED: AccountKind.LIABILITY,
        UNEARNED_DISCOUNT: AccountKind.LIABILITY,
        SALES: AccountKind.INCOME,
        DISCOUNT_INCOME: AccountKind.INCOME,
        PURCHASES: AccountKind.EXPENSE,
        DISCOUNT_COST: AccountKind.EXPENSE,
        CAPITAL: AccountKind.EQUITY,
    }
)

# Nobody gives a note it does not hold, pays one it does not owe or uses an advance twice. Cash may be overdrawn, as
# the bank allows; trade accounts turned round in books of before, when an advance had no account of its own.
GUARDED = frozenset({NOTE_RECEIVABLE, NOTE_PAYABLE, UNEARNED_DISCOUNT, ADVANCE_PAID, ADVANCE_RECEIVED})

_OWED_BETWEEN_FIRMS = (
    (TRADE_RECEIVABLE, TRADE_PAYABLE),
    (NOTE_RECEIVABLE, NOTE_PAYABLE),
    (ADVANCE_PAID, ADVANCE_RECEIVED),
)


def account_for(account_id: AccountId, balance_minor: int = 0) -> Account:
    """An account of the chart with its balance so far."""
    return Account(account_id, KINDS[account_id.code], account_id.code in GUARDED, balance_minor)


def mismatched_claims(balances: Mapping[AccountId, int]) -> dict[tuple[str, str], int]:
    """What firms claim of each other less what they owe each other, by claim and currency, where it differs.

    Empty when every receivable in the chain is somebody's payable.
    """
    gaps: Counter[tuple[str, str]] = Counter()
    for claim, debt in _OWED_BETWEEN_FIRMS:
        for account_id, minor in balances.items():
            if account_id.code in (claim, debt):
                gaps[claim, account_id.currency] += minor
    return {key: minor for key, minor in gaps.items() if minor}
