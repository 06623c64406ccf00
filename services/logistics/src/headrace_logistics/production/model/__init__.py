"""The rules of production. No other area's model needs them."""

__all__: list[str] = []
