"""The rules of shipping. No other area's model needs them."""

__all__: list[str] = []
