"""notes on stock that was taken in before, which purchases a lot was accepted for, and note numbers in any writing

What was accepted before is read from the receipts: it can't be more than what came.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import number_in_any_writing, rows_of_all, tenant_rows

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BOUGHT = """
    INSERT INTO bought_lot (tenant, item, plant, lot, maker, purchase_order, order_line, quantity)
    SELECT r.tenant, l->>'item', r.plant, l->>'lot', r.supplier, r.purchase_order, (l->>'order_line')::int,
           sum((l->'quantity'->>'value')::numeric)
      FROM receipt r CROSS JOIN jsonb_array_elements(r.body->'lines') AS l GROUP BY 1, 2, 3, 4, 5, 6, 7
"""


def upgrade() -> None:
    op.create_table(
        "bought_lot",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("order_line", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "item", "plant", "lot", "maker", "purchase_order", "order_line"),
        comment="what was accepted of a lot for a line of a purchase order, and not sent back",
    )
    op.create_table(
        "stock_note",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("plant", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ()},
    )
    op.create_index(op.f("ix_stock_note_item"), "stock_note", ["item"], unique=False)
    number_in_any_writing("delivery_note")
    op.create_index("delivery_note_alike", "delivery_note", ["tenant", "supplier", "alike"], unique=False)
    tenant_rows("bought_lot")
    tenant_rows("stock_note")
    with rows_of_all():
        op.execute(BOUGHT)
