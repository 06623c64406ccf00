"""exact facts and what was shipped"""

import sqlalchemy as sa
from alembic import op

from headrace_chassis.migrations import rows_of_all, tenant_rows

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


OFFER = """
    INSERT INTO offer (tenant, item, supplier, minimum, unit, price_minor, currency, lead_days, rank, blocked)
"""
COPY = "SELECT tenant, item, supplier, minimum, unit, price_minor, currency, lead_days, 0, false FROM supplier_item"
ORDER_OF_LATE = """
    UPDATE plan_exception SET order_id = regexp_replace(reference, '/[^/]*$', '') WHERE kind = 'late_demand'
"""
KEPT_BY_BOTH = f"""
    CREATE FUNCTION keep_offer_too() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM offer WHERE (tenant, item, supplier) = (NEW.tenant, NEW.item, NEW.supplier);
      {OFFER} VALUES (NEW.tenant, NEW.item, NEW.supplier, NEW.minimum, NEW.unit, NEW.price_minor, NEW.currency,
                      NEW.lead_days, 0, false);
      RETURN NULL;
    END $$
"""
"""The version of before still writes to `supplier_item` while it runs."""


def upgrade() -> None:
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
        "past_demand",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "order_id", "line", "plant"),
        comment="order lines that ended: what was shipped of them still takes the forecast of its day",
    )
    op.add_column(
        "item",
        sa.Column(
            "decimals", sa.Integer(), nullable=True, comment="places it is counted to; empty where product did not say"
        ),
    )
    op.add_column("order_demand", sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("order_demand", sa.Column("promised", sa.Date(), nullable=True))
    op.add_column(
        "plan_exception", sa.Column("order_id", sa.Text(), nullable=True, comment="the customer order that it is about")
    )
    tenant_rows("closed_line")
    tenant_rows("offer")
    tenant_rows("past_demand")
    with rows_of_all():
        op.execute(OFFER + COPY)
        op.execute(ORDER_OF_LATE)
    op.execute(KEPT_BY_BOTH)
    op.execute(
        "CREATE TRIGGER keep_offer_too AFTER INSERT OR UPDATE ON supplier_item FOR EACH ROW "
        "EXECUTE FUNCTION keep_offer_too()"
    )
