"""facts of planning and exact prices

What is new here was told before: `headrace events replay` brings it in.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import rows_of_all, tenant_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HOLD = "INSERT INTO held (tenant, order_id, line, plant, day, item, work_centre, minutes)"
COPY = "SELECT tenant, order_id, line, plant, day, item, work_centre, minutes FROM reservation"
KEPT_BY_BOTH = f"""
    CREATE FUNCTION hold_too() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        DELETE FROM held WHERE (tenant, order_id, line, plant) = (OLD.tenant, OLD.order_id, OLD.line, OLD.plant);
      ELSE
        {HOLD} VALUES (NEW.tenant, NEW.order_id, NEW.line, NEW.plant, NEW.day, NEW.item, NEW.work_centre, NEW.minutes)
            ON CONFLICT DO NOTHING;
      END IF;
      RETURN NULL;
    END $$
"""
"""The version of before still writes to `reservation` while it runs."""
UNITS = "UPDATE stock SET unit = c.unit FROM catalogue c WHERE (c.tenant, c.item) = (stock.tenant, stock.item)"


def upgrade() -> None:
    op.create_table(
        "arrival",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("order_line", sa.Integer(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "source", "position"),
        comment="lots received from suppliers and lots made: each goes to inspection first",
    )
    op.create_index("ix_arrival_place", "arrival", ["tenant", "item", "plant"], unique=False)
    op.create_table(
        "bom_line",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("scrap_percent", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "component", "valid_from"),
    )
    op.create_table(
        "closed_line",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "purchase_order", "line"),
        comment="purchase order lines of which no more than this ever comes",
    )
    op.create_table(
        "held",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("work_centre", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Numeric(), nullable=False),
        sa.Column(
            "quantity",
            sa.Numeric(),
            nullable=True,
            comment="what is made in them; empty for what is let go all at once",
        ),
        sa.PrimaryKeyConstraint("tenant", "order_id", "line", "plant", "day"),
        comment="working time promised to matched orders whose work orders are not there yet",
    )
    op.create_table(
        "issued",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "issue", "position"),
    )
    op.create_index("ix_issued_work_order", "issued", ["tenant", "work_order"], unique=False)
    op.create_table(
        "item",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("safety_stock", sa.Numeric(), nullable=False),
        sa.Column("lot_minimum", sa.Numeric(), nullable=False),
        sa.Column("lot_multiple", sa.Numeric(), nullable=False),
        sa.Column(
            "decimals", sa.Integer(), nullable=True, comment="places it is counted to; empty where product did not say"
        ),
        sa.PrimaryKeyConstraint("tenant", "item"),
    )
    op.create_table(
        "offer",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "price",
            sa.Numeric(),
            nullable=True,
            comment="exact, in major units; empty where only whole minor units were told",
        ),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "supplier", "minimum"),
        comment="a supplier that sells an item has one for each of its price steps",
    )
    op.create_table(
        "organisation",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "purchase_line",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "purchase_order", "line"),
    )
    op.create_table(
        "shipped",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("shipment", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "shipment", "position"),
    )
    op.create_table(
        "verdict",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("inspection", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "inspection"),
        comment="what inspections decided",
    )
    op.create_index("ix_verdict_place", "verdict", ["tenant", "item", "plant"], unique=False)
    op.create_table(
        "work_order",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_order"),
    )
    op.create_table(
        "work_order_material",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("work_order", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "work_order", "item"),
        comment="what a released work order is issued in all",
    )
    op.add_column(
        "catalogue",
        sa.Column(
            "price",
            sa.Numeric(),
            nullable=True,
            comment="exact, in major units; the rounded one holds where they differ",
        ),
    )
    op.alter_column("catalogue", "cost_minor", existing_type=sa.BigInteger(), comment="nobody reads it any more")
    op.add_column(
        "routing",
        sa.Column(
            "setup",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment="work centre -> minutes once for a lot",
        ),
    )
    op.add_column("stock", sa.Column("inspection", sa.Numeric(), server_default=sa.text("0"), nullable=False))
    op.add_column("stock", sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("work_centre", sa.Column("currency", sa.Text(), nullable=True))
    tenant_rows("arrival")
    tenant_rows("bom_line")
    tenant_rows("closed_line")
    tenant_rows("held")
    tenant_rows("issued")
    tenant_rows("item")
    tenant_rows("offer")
    tenant_rows("organisation")
    tenant_rows("purchase_line")
    tenant_rows("shipped")
    tenant_rows("verdict")
    tenant_rows("work_order")
    tenant_rows("work_order_material")
    with rows_of_all():
        op.execute(f"{HOLD} {COPY}")
        op.execute(UNITS)
    op.execute(KEPT_BY_BOTH)
    op.execute(
        "CREATE TRIGGER hold_too AFTER INSERT OR UPDATE OR DELETE ON reservation FOR EACH ROW "
        "EXECUTE FUNCTION hold_too()"
    )
