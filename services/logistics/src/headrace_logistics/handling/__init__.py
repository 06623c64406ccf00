"""Quality and people decide on stock: it is blocked, released, scrapped, sent back, counted."""

__all__: list[str] = []
