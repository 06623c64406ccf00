"""What scanned labels stand for, whoever the goods belong to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_logistics.stock.model.identifying import identify
from headrace_logistics.stock.model.lots import Facts, LotInStock, lots_in_stock
from headrace_logistics.stock.model.scanning import Label, Scan
from headrace_logistics.stock.model.stock import Stock
from headrace_logistics.stock.store import lots


@dataclass(frozen=True, slots=True)
class Picking:
    """The locked stock that is picked from in a plant, and what else goes by the scanned codes."""

    stock: Stock
    facts: Facts
    scanned: Sequence[LotInStock]
    company: str
    plant: str

    @classmethod
    async def opened(cls, tx: Tx, stock: Stock, plant: str, labels: Sequence[Label]) -> Picking:
        codes = [label.code for label in labels]
        scanned = await lots.under_codes(tx, codes) if codes else []
        return cls(stock, await lots.facts_of(tx, stock), scanned, tx.tenant, plant)

    def lots(self, holder: str) -> tuple[LotInStock, ...]:
        """All that may be picked, as the stock is now."""
        return lots_in_stock(self.stock, self.facts, holder)

    def lots_like(self, scan: Scan, holder: str) -> list[LotInStock]:
        """Of the scanned lot's number; goods that were only scanned come after those that are wanted."""
        code = scan.goods.lot
        here = lots_in_stock(self.stock, self.facts, holder, code)
        known = {(lot.goods, lot.company, lot.plant) for lot in here}
        named = (lot for lot in self.scanned if lot.goods.lot == code)
        return [*here, *(lot for lot in named if (lot.goods, lot.company, lot.plant) not in known)]

    def identify(self, label: Label, wanted: Collection[str]) -> Scan:
        here = (code for b in self.stock.balances() for code in (b.goods.lot, b.goods.serial))
        return identify(label, self.scanned, company=self.company, plant=self.plant, wanted=wanted, here=here)
