"""a piece is found in whichever lot, and what a work order has in production"""

from headrace_chassis.migrations import build_index

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    build_index("balance_piece", "balance", "tenant", "serial", where="serial <> ''")
    build_index("balance_production", "balance", "tenant", "party", where="place = 'production'")
