"""The rules of invoices: the three-way match, credit notes, payments. No other area's model needs them."""

__all__: list[str] = []
