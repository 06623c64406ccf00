"""The books: opening balances, accounts, journal, trial balance. Each firm sees its own; the platform all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pydantic import BaseModel, Field

from headrace_chassis.auth import Principal
from headrace_chassis.language import in_words
from headrace_chassis.loading import Loaded
from headrace_chassis.tx import EVERYONE, Tx
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import MoneyBody
from headrace_contracts.errors import Missing
from headrace_contracts.values import Money
from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.ledger import AccountId, AccountKind
from headrace_finance.ledger.store import books
from headrace_finance.ledger.store.books import BookedEntry
from headrace_finance.ledger.usecases import open_books

router = Router(tags=["books"])


class OpeningRow(BaseModel):
    """Cash paid in as capital. The same row again changes nothing; another day is another payment."""

    organisation: str = Field(min_length=1)
    amount: MoneyBody
    on: date


class AccountView(BaseModel):
    """`balance` is debit less credit; it stands in one of the two columns."""

    id: str
    organisation: str
    code: str
    name: str
    kind: AccountKind
    debit: Money
    credit: Money
    balance: Money

    @classmethod
    def of(cls, account: AccountId, minor: int) -> AccountView:
        return cls(
            id=str(account),
            organisation=account.organisation,
            code=account.code,
            name=account.code.replace("-", " "),
            kind=chart.KINDS[account.code],
            debit=Money(max(minor, 0), account.currency),
            credit=Money(max(-minor, 0), account.currency),
            balance=Money(minor, account.currency),
        )


class BookTotal(BaseModel):
    """One firm's book in one currency; `difference` is zero when it balances."""

    organisation: str
    debit: Money
    credit: Money
    difference: Money


class TrialBalance(BaseModel):
    balanced: bool
    books: list[BookTotal]
    accounts: list[AccountView]


class PostingView(BaseModel):
    """`debt` is the payable, customer's invoice, advance or root of a note that it makes or settles."""

    account: str
    debit: Money | None
    credit: Money | None
    debt: str | None


class EntryView(BaseModel):
    """An entry as it stands in the book of one firm."""

    id: str
    organisation: str
    number: int
    value_date: date
    reason: str
    corrects: str | None
    booked_at: datetime
    postings: list[PostingView]

    @classmethod
    def of(cls, entry: BookedEntry) -> EntryView:
        postings = [
            PostingView(
                account=p.code,
                debit=Money(p.minor, p.currency) if p.minor > 0 else None,
                credit=Money(-p.minor, p.currency) if p.minor < 0 else None,
                debt=p.debt,
            )
            for p in entry.postings
        ]
        return cls(
            id=entry.id,
            organisation=entry.tenant,
            number=entry.number,
            value_date=entry.value_date,
            reason=in_words(entry.reason),
            corrects=entry.corrects,
            booked_at=entry.booked_at,
            postings=postings,
        )


@router.put("/opening-balances", may="finance.ledger.open")
async def put_opening_balances(body: BulkBody[OpeningRow], transact: Transact, caller: Caller) -> Loaded:
    loaded = Loaded()
    rows = [
        (number, open_books.Opening(row.organisation, row.amount.money, row.on))
        for number, row in body.well_formed(loaded)
    ]
    return await transact(open_books.pay_in, rows, loaded, caller)


@router.get("/accounts", may="finance.ledger.read")
async def list_accounts(tx: ReadTx, caller: Caller, page: Page, organisation: str | None = None) -> Listed[AccountView]:
    found = [a for a in await _accounts(tx, caller) if organisation in {None, a.organisation}]
    return page.of(found, key=lambda account: account.id)


@router.get("/accounts/{account:path}", may="finance.ledger.read", errors=[Missing])
async def get_account(account: str, tx: ReadTx, caller: Caller) -> AccountView:
    for known in await _accounts(tx, caller):
        if known.id == account:
            return known
    raise Missing.named("account", account)


@router.get("/journal-entries", may="finance.ledger.read")
async def list_entries(tx: ReadTx, caller: Caller, page: Page) -> Listed[EntryView]:
    await _look(tx, caller)
    return (await books.entries(tx, page)).map(EntryView.of)


@router.get("/journal-entries/{entry:path}", may="finance.ledger.read", errors=[Missing])
async def get_entry(entry: str, tx: ReadTx, caller: Caller, page: Page) -> list[EntryView]:
    """The entry in each book that the caller may read: a firm finds one, the platform all that it spans."""
    await _look(tx, caller)
    found = await books.entries(tx, page, [entry])
    if not found.items:
        raise Missing.named("journal entry", entry)
    return [EntryView.of(one) for one in found.items]


@router.get("/trial-balance", may="finance.ledger.read")
async def trial_balance(tx: ReadTx, caller: Caller) -> TrialBalance:
    accounts = await _accounts(tx, caller)
    totals = _totals(accounts)
    return TrialBalance(balanced=not any(t.difference for t in totals), books=totals, accounts=accounts)


async def _look(tx: Tx, caller: Principal) -> None:
    if caller.is_platform:
        await tx.act_for(EVERYONE)


async def _accounts(tx: Tx, caller: Principal) -> list[AccountView]:
    await _look(tx, caller)
    balances: Mapping[AccountId, int] = await books.balances(tx)
    return sorted((AccountView.of(account, minor) for account, minor in balances.items()), key=lambda a: a.id)


def _totals(accounts: Iterable[AccountView]) -> list[BookTotal]:
    sums: dict[tuple[str, str], tuple[Money, Money]] = {}
    for account in accounts:
        currency = account.balance.currency
        debit, credit = sums.get((account.organisation, currency), (Money.zero(currency), Money.zero(currency)))
        sums[account.organisation, currency] = (debit + account.debit, credit + account.credit)
    return [
        BookTotal(organisation=organisation, debit=debit, credit=credit, difference=debit - credit)
        for (organisation, _), (debit, credit) in sorted(sums.items())
    ]
