"""What firms owe each other, and how it is settled: once, and never above what is outstanding."""

from headrace_finance.debts.store.debts import keep_still
from headrace_finance.debts.usecases.cover import cover, keep, take, take_named, uncover
from headrace_finance.debts.usecases.owe import owe, owe_less, pay_ahead
from headrace_finance.debts.usecases.settle import pay_with_note

__all__ = [
    "cover",
    "keep",
    "keep_still",
    "owe",
    "owe_less",
    "pay_ahead",
    "pay_with_note",
    "take",
    "take_named",
    "uncover",
]
