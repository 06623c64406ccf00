"""numbers in any writing"""

from alembic import op

from headrace_chassis.migrations import number_in_any_writing

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number_in_any_writing("invoice")
    op.create_index("ix_invoice_seller_alike", "invoice", ["seller", "alike"], unique=False)
