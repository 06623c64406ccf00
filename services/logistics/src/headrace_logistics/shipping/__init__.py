"""Goods go to customers."""

__all__: list[str] = []
