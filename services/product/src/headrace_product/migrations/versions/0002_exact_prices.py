"""prices finer than a cent, and the decimals that each item is counted in"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from headrace_chassis.migrations import rows_of_all
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Price, plain

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ITEM = sa.table("item", sa.column("id"), sa.column("tenant"), sa.column("body", JSONB))


def upgrade() -> None:
    bind = op.get_bind()
    with rows_of_all():
        for row in bind.execute(sa.select(ITEM)).all():
            this = (ITEM.c.id == row.id) & (ITEM.c.tenant == row.tenant)
            bind.execute(ITEM.update().where(this).values(body=_renewed(row.body)))


def _renewed(body: dict[str, Any]) -> dict[str, Any]:
    data = body["data"]
    prices = {name: _exact(data[name]) for name in ("standard_cost", "list_price")}
    return body | {"data": data | prices, "decimals": decimals_of(data["unit"])}


def _exact(money: dict[str, Any] | None) -> dict[str, str] | None:
    if money is None:
        return None
    price = Price.whole(money["minor"], money["currency"])
    return {"amount": plain(price.amount), "currency": price.currency}
