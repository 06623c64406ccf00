"""Which firms there are, and of what kind."""

from headrace_finance.parties.store import role_of

__all__ = ["role_of"]
