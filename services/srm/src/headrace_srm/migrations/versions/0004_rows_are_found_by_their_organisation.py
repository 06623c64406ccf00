"""an organisation's rows are found by its name: keys and indexes of lists begin with it"""

from headrace_chassis.migrations import key_by_tenant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key_by_tenant("supplier")
    key_by_tenant("supplier_item")
    key_by_tenant("delivery_note", shared_with=["supplier"])
    key_by_tenant("purchase_order", shared_with=["supplier"])
