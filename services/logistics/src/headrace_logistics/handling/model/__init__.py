"""The rules of handling. No other area's model needs them."""

__all__: list[str] = []
