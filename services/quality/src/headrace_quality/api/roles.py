"""Who may look."""

READERS = frozenset({"inspector", "planner", "buyer", "sales", "warehouse", "operator", "finance", "auditor"})
