"""What is owed between two firms, and what was paid ahead."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from headrace_chassis.documents import Documents
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_finance.debts.model.advance import Advance
from headrace_finance.debts.model.payable import FREE, Payable
from headrace_finance.debts.store.tables import advance, payable

payables = Documents(
    "payable",
    Payable,
    payable,
    columns=lambda p: {
        "creditor": p.creditor,
        "invoice": p.invoice,
        "purchase_order": p.purchase_order,
        "state": p.state.value,
        "due": p.due,
        "outstanding_minor": p.outstanding.minor,
    },
)
advances = Documents("advance", Advance, advance, columns=lambda a: {"payee": a.payee, "left_minor": a.left.minor})


async def keep_still(tx: Tx, debtor: str) -> None:
    """Nobody else settles debts of this firm, or adds advances to them, until the end of the transaction."""
    await in_turn(tx, f"debts of {debtor}")


async def free_payables(tx: Tx, debtor: str, creditor: str, currency: str) -> Sequence[Payable]:
    """What is owed and not covered by a note, locked."""
    p = payable.c
    where = (p.tenant == debtor, p.creditor == creditor, p.state.in_([state.value for state in FREE]))
    return [found for found in await payables.all(tx, *where, lock=True) if found.amount.currency == currency]


async def open_advances(tx: Tx, payer: str, payee: str, currency: str) -> Sequence[Advance]:
    """Advances that debts may take of, locked, the oldest first."""
    a = advance.c
    where = (a.tenant == payer, a.payee == payee, a.left_minor > 0)
    found = [one for one in await advances.all(tx, *where, lock=True) if one.left.currency == currency]
    return sorted(found, key=lambda one: (one.paid_on, one.id))


async def payable_named(tx: Tx, debtor: str, creditor: str, name: str, invoices: Collection[str]) -> Payable | None:
    """The debt between the two that has this id, or was made by one of these invoices; locked."""
    p = payable.c
    where = (p.tenant == debtor, p.creditor == creditor, (p.id == name) | p.invoice.in_(invoices))
    found = await payables.all(tx, *where, lock=True)
    return found[0] if found else None
