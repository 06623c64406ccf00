"""finance"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from headrace_chassis.migrations import tenant_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column(
            "balance_minor", sa.BigInteger(), nullable=False, comment="cached sum of the postings, debit positive"
        ),
        sa.PrimaryKeyConstraint("tenant", "code", "currency"),
        postgresql_with={"fillfactor": 70},
    )
    op.create_table(
        "credit_line",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the debtor"),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("grantor", sa.Text(), nullable=False, comment="the bank, or the platform"),
        sa.Column("limit_minor", sa.BigInteger(), nullable=False),
        sa.Column("used_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "currency"),
        info={"shared_with": ("grantor",)},
    )
    op.create_table(
        "goods",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the buyer"),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False, comment="received, accepted or rejected"),
        sa.Column("reference", sa.Text(), nullable=False, comment="receipt and lot, or inspection"),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "purchase_order", "line", "fact", "reference"),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("buyer", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("shipment", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("seller", "buyer")},
    )
    op.create_index(op.f("ix_invoice_buyer"), "invoice", ["buyer"], unique=False)
    op.create_index(op.f("ix_invoice_order_id"), "invoice", ["order_id"], unique=False)
    op.create_index("ux_invoice_seller_number", "invoice", ["seller", "number"], unique=True)
    op.create_table(
        "journal_entry",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("value_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False, comment="of the whole entry, over all its books"),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id"),
    )
    op.create_index("ix_journal_entry_id", "journal_entry", ["id"], unique=False)
    op.create_index(op.f("ix_journal_entry_number"), "journal_entry", ["number"], unique=False)
    op.create_table(
        "note",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the debtor"),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("payable", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("minimum_minor", sa.BigInteger(), nullable=False),
        sa.Column("unearned_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        info={"shared_with": ("holder",)},
    )
    op.create_index("ix_note_debtor_state", "note", ["tenant", "state", "due"], unique=False)
    op.create_index(op.f("ix_note_holder"), "note", ["holder"], unique=False)
    op.create_index(op.f("ix_note_payable"), "note", ["payable"], unique=False)
    op.create_index(op.f("ix_note_root"), "note", ["root"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant"),
    )
    op.create_table(
        "payable",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("creditor", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("creditor",)},
    )
    op.create_index(op.f("ix_payable_creditor"), "payable", ["creditor"], unique=False)
    op.create_index(op.f("ix_payable_invoice"), "payable", ["invoice"], unique=False)
    op.create_index(op.f("ix_payable_purchase_order"), "payable", ["purchase_order"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tenant"),
        info={"shared_with": ("customer",)},
    )
    op.create_index(op.f("ix_payment_customer"), "payment", ["customer"], unique=False)
    op.create_index(op.f("ix_payment_invoice"), "payment", ["invoice"], unique=False)
    op.create_table(
        "posting",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False, comment="place in the entry, over all its books"),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False, comment="debit positive"),
        sa.PrimaryKeyConstraint("tenant", "entry", "line"),
    )
    op.create_table(
        "purchase_line",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the buyer"),
        sa.Column("purchase_order", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "purchase_order", "line"),
        info={"shared_with": ("supplier",)},
    )
    op.create_table(
        "sales_line",
        sa.Column("tenant", sa.Text(), nullable=False, comment="the seller"),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "order_id", "line"),
    )
    tenant_rows("account")
    tenant_rows("credit_line", shared_with=["grantor"])
    tenant_rows("goods")
    tenant_rows("invoice", shared_with=["seller", "buyer"])
    tenant_rows("journal_entry")
    tenant_rows("note", shared_with=["holder"])
    tenant_rows("organisation")
    tenant_rows("payable", shared_with=["creditor"])
    tenant_rows("payment", shared_with=["customer"])
    tenant_rows("posting")
    tenant_rows("purchase_line", shared_with=["supplier"])
    tenant_rows("sales_line")
