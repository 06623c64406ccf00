"""What runs had to say about items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, kept, said
from headrace_forecasting.model.remark import Remark, RemarkKind
from headrace_forecasting.store.tables import forecast_remark


async def keep(tx: Tx, order: str, remarks: Sequence[Remark]) -> None:
    await put(tx, forecast_remark, [_row(tx.tenant, order, at, one) for at, one in enumerate(remarks, start=1)])


async def page(tx: Tx, page: PageRequest, order: str, item: str | None) -> Listed[Remark]:
    c = forecast_remark.c
    after = page.after_as(int) if page.after else 0
    query = select(forecast_remark).where(c.order_id == order, c.number > after, *([c.item == item] if item else []))
    rows = list(await tx.execute(query.order_by(c.number).limit(page.limit + 1)))
    return page.listed(rows, key=lambda row: str(row.number)).map(
        lambda row: Remark(
            row.item, RemarkKind(row.kind), said(row.detail, Message.read(row.said) if row.said else None)
        )
    )


def _row(tenant: str, order: str, number: int, remark: Remark) -> dict[str, Any]:
    detail, message = kept(remark.detail)
    return {
        "tenant": tenant,
        "order_id": order,
        "number": number,
        "item": remark.item,
        "kind": remark.kind.value,
        "detail": detail,
        "said": message.form() if message else None,
    }
