"""The rules of notes: their life, the tree that grows from one, what is booked for a step, offers."""

from headrace_finance.notes.model.lineage import RootBalance

__all__ = ["RootBalance"]
