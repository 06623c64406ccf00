"""Goods come in: announced by delivery notes, scanned, put into inspection."""

__all__: list[str] = []
