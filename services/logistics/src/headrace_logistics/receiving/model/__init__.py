"""The rules of receiving. No other area's model needs them."""

__all__: list[str] = []
