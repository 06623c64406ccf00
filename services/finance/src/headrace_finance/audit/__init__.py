"""Do the books of all areas hold together? It reads what each of them keeps, and writes nothing."""

__all__: list[str] = []
