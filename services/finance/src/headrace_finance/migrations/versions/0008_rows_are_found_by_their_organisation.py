"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import build_index, key_by_tenant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key_by_tenant("advance", shared_with=["payee"])
    key_by_tenant("credit_note", shared_with=["seller"])
    key_by_tenant("invoice", shared_with=["seller", "buyer"])
    key_by_tenant("note_offer", shared_with=["taker"])
    key_by_tenant("payable", shared_with=["creditor"])
    key_by_tenant("payment", shared_with=["customer"])
    build_index("ix_note_tenant_id", "note", "tenant", "id")
    build_index("ix_note_holder_id", "note", "holder", "id", replaces="ix_note_holder")
    build_index("ix_journal_entry_tenant_number", "journal_entry", "tenant", "number")
    for table in ("credit_line", "credit_proposal"):
        build_index(f"ix_{table}_grantor", table, "grantor")
