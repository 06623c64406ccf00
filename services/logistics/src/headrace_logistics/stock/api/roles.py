"""Who may look."""

READERS = frozenset(
    {
        "warehouse",
        "planner",
        "buyer",
        "sales",
        "operator",
        "inspector",
        "finance",
        "auditor",
    }
)
