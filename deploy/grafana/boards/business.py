"""What each service has to say of its trade. Replicas read the same database and say the same, so `max` takes one."""

from __future__ import annotations

from collections.abc import Sequence

from boards.panels import Panel, lines, number
from boards.promql import legend, quantile


def each(metric: str, *labels: str) -> tuple[str, str]:
    """A business gauge by its labels, once over all replicas."""
    return f"max by ({', '.join(labels)}) ({metric})", legend(*labels)


def one(metric: str) -> str:
    return f"max({metric})"


ORDERS: Sequence[Panel] = (
    number("Late orders", "Promised for a day that has passed and not fulfilled", "short", one("orders_late"), bad=1),
    number("Placed in 1 h", "Orders placed", "short", "max(increase(orders_placed_total[1h]))"),
    lines("Orders by state", "Open orders by how far they are", "short", each("orders_open", "state"), stacked=True),
    lines("Late orders", "Over time", "short", (one("orders_late"), "late"), bad=1),
)
FORECASTING: Sequence[Panel] = (
    number(
        "Forecast error",
        "Of the newest forecasts tried on the past, in parts of the naive forecast's error: below 100 % is better",
        "percentunit",
        one("forecasting_error_ratio"),
        warn=1,
        bad=1.5,
        nothing="none tried yet",
    ),
    lines(
        "Forecasts by state",
        "Drafts wait for a planner; released ones are planned from",
        "short",
        each("forecasting_orders", "state"),
        stacked=True,
    ),
)
MRP: Sequence[Panel] = (
    number(
        "Age of the plan",
        "Business time since the newest plan was committed",
        "s",
        one("mrp_plan_age_seconds"),
        warn=86_400,
        bad=129_600,
        nothing="no plan",
    ),
    number(
        "Plan exceptions",
        "Late demand, past due and the like in plans that are in force",
        "short",
        one("mrp_plan_exceptions"),
        warn=1,
    ),
    lines(
        "Proposals open",
        "Proposed and not yet released to purchasing or the floor",
        "short",
        each("mrp_proposals_open", "kind"),
        stacked=True,
    ),
    lines(
        "Plans by state",
        "Committed plans are in force, superseded ones are history",
        "short",
        each("mrp_plans", "state"),
        stacked=True,
    ),
)
MES: Sequence[Panel] = (
    number("Late work orders", "Under way past their day", "short", one("mes_work_orders_late"), warn=1, bad=10),
    lines("Work orders by state", "From created to completed", "short", each("mes_work_orders", "state"), stacked=True),
)
EQUIPMENT: Sequence[Panel] = (
    lines(
        "OEE by plant",
        "Availability x performance x quality of the last closed day, all 24 hours of it planned time",
        "percentunit",
        each("equipment_oee_ratio", "plant"),
        warn=0.6,
        bad=0.4,
        below=True,
        nothing="no day closed yet",
    ),
    lines(
        "Machines by state",
        "Run, idle, abnormal, off; unknown ones have told nothing yet",
        "short",
        each("equipment_machines", "state"),
        stacked=True,
    ),
)
QUALITY: Sequence[Panel] = (
    number("Inspections open", "Asked for and not decided", "short", one("quality_inspections_open"), warn=50),
    number(
        "Nonconformances open",
        "Rejected lots nobody has settled yet",
        "short",
        one("quality_nonconformances_open"),
        warn=1,
    ),
    lines("Lots by verdict", "Inspected lots", "short", each("quality_lots", "state"), stacked=True),
)
LOGISTICS: Sequence[Panel] = (
    lines(
        "Shipments by state",
        "Picking, dispatched, delivered",
        "short",
        each("logistics_shipments", "state"),
        stacked=True,
    ),
    lines(
        "Stock lots by place",
        "Lots with something left, by where it stands",
        "short",
        each("logistics_stock_lots", "state"),
        stacked=True,
    ),
)
SRM: Sequence[Panel] = (
    number(
        "Late purchase orders",
        "Confirmed for a day that has passed, not delivered",
        "short",
        one("srm_purchase_orders_late"),
        warn=1,
        bad=10,
    ),
    lines(
        "Purchase orders by state",
        "From published to delivered",
        "short",
        each("srm_purchase_orders", "state"),
        stacked=True,
    ),
)
FINANCE: Sequence[Panel] = (
    number(
        "Books out of balance",
        "Firms and currencies whose entries don't balance: must be 0",
        "short",
        one("finance_books_unbalanced"),
        bad=1,
    ),
    lines(
        "Notes outstanding",
        "Debt certificates not yet redeemed, in minor units of the currency",
        "short",
        each("finance_notes_outstanding_minor", "currency"),
    ),
    lines(
        "Payables open",
        "Owed and neither paid nor covered by a note, in minor units of the currency",
        "short",
        each("finance_payables_open_minor", "currency"),
    ),
)
TRACEABILITY: Sequence[Panel] = (
    number("Log entries", "Events in the signed log", "short", one("traceability_log_entries")),
    number(
        "Not signed yet",
        "Entries that no signed head covers; the head is signed each hour of business time",
        "short",
        one("traceability_unsigned_entries"),
    ),
    lines("Log growth", "Entries a second", "cps", ("max(deriv(traceability_log_entries[10m]))", "entries")),
)
CONTROL_TOWER: Sequence[Panel] = (
    lines(
        "Exceptions open",
        "Found and not yet closed, by severity",
        "short",
        each("control_tower_exceptions_open", "severity"),
        stacked=True,
    ),
)
PRODUCT: Sequence[Panel] = (number("Items", "Items with a master record", "short", one("product_items")),)
EDGE: Sequence[Panel] = (
    lines(
        "Devices by state",
        "Silent ones don't answer their gateway",
        "short",
        each("edge_devices", "plant", "state"),
        stacked=True,
    ),
    lines(
        "Waiting for the server",
        "Records that lie in the gateway's buffer",
        "short",
        each("edge_buffered_records", "plant"),
    ),
    lines(
        "Oldest waiting record",
        "In business time; grows while the way to the server is cut",
        "s",
        each("edge_oldest_buffered_seconds", "plant"),
        warn=60,
        bad=300,
    ),
)
API_GATEWAY: Sequence[Panel] = (
    number("Organisations", "Firms that take part", "short", one("gateway_organisations")),
    number("Listeners", "Open live streams", "short", "sum(gateway_listeners)"),
    number(
        "Circuits open",
        "Services of which the gateway leaves replicas in peace after failures",
        "short",
        "count(max by (upstream) (gateway_circuit_open) > 0) or vector(0)",
        bad=1,
    ),
    lines(
        "Requests passed on",
        "By service and how they ended",
        "reqps",
        (
            "sum by (upstream, outcome) (rate(gateway_upstream_requests_total[$__rate_interval]))",
            "{{upstream}} {{outcome}}",
        ),
    ),
    lines(
        "Time upstream, p95",
        "As the gateway sees it",
        "s",
        (
            quantile(0.95, "gateway_upstream_seconds", "", "upstream"),
            "{{upstream}}",
        ),
        bad=0.5,
    ),
)

OF_SERVICE: dict[str, Sequence[Panel]] = {
    "api-gateway": API_GATEWAY,
    "control-tower": CONTROL_TOWER,
    "edge-gateway": EDGE,
    "equipment": EQUIPMENT,
    "finance": FINANCE,
    "forecasting": FORECASTING,
    "logistics": LOGISTICS,
    "mes": MES,
    "mrp": MRP,
    "orders": ORDERS,
    "product": PRODUCT,
    "quality": QUALITY,
    "srm": SRM,
    "traceability": TRACEABILITY,
}
