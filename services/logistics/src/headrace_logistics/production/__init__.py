"""Material goes to work orders, and what they make comes in."""

__all__: list[str] = []
