"""How much a firm may have out: limits that a bank and a debtor agree on."""

from headrace_finance.credit.store.credit import keep_still, lines
from headrace_finance.credit.usecases import Limit, agree, draw, free

__all__ = ["Limit", "agree", "draw", "free", "keep_still", "lines"]
