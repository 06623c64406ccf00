"""The product service on one page."""

from headrace_chassis.measures import Measure
from headrace_chassis.service import Service
from headrace_product.api import boms, items, routings, units, work_centres
from headrace_product.store import measures
from headrace_product.store.tables import metadata

service = Service(
    name="product",
    title="Items, bills of material, routings, work centres",
    api=[units.router, items.router, boms.router, work_centres.router, routings.router],
    measures=[
        Measure("product_items", "Items", measures.items),
    ],
    store=metadata,
    migrations="headrace_product.migrations",
)
