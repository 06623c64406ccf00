"""Orders as stored."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_orders.model.order import Order
from headrace_orders.store.tables import sales_order

orders = Documents(
    "order",
    Order,
    sales_order,
    columns=lambda o: {
        "customer": o.customer,
        "number": o.number,
        "state": o.state.value,
        "promise": o.promise,
    },
)
