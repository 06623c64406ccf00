"""What can be promised for the lines of an order, reckoned with all that is planned."""

from headrace_orders.engine.promising.promise import promise

__all__ = ["promise"]
