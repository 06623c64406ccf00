"""From what a label says to the goods it is on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from headrace_contracts.messages import Term, say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.lots import LotInStock
from headrace_logistics.stock.model.scanning import Label, Reason, Scan, ScanRefused, but_for_case
from headrace_logistics.stock.model.stock import Goods


def identify(
    label: Label,
    known: Iterable[LotInStock],
    *,
    company: str,
    plant: str,
    wanted: Collection[str],
    here: Iterable[str] = (),
) -> Scan:
    """The scan that a label stands for.

    `known` is all that goes by the code on it; of several the company's own comes first, then what is wanted here.
    `here` are the codes of what is in stock.
    """
    named = [lot for lot in known if label.names(lot.goods)]
    if not named:
        other = but_for_case(label.code, here)
        if other:
            why = say("logistics.not-in-stock-but-for-case", code=label.code, other=other)
        else:
            why = say("logistics.not-in-stock", code=label.code)
        raise ScanRefused(Reason.UNKNOWN_LOT, why)
    found = _nearest(label, named, company, plant, wanted)
    if found.company != company:
        raise ScanRefused(
            Reason.FOREIGN_LOT, say("logistics.of-another-company", code=label.code, company=Term(found.company))
        )
    if found.goods.serial and not label.serial:
        raise ScanRefused(Reason.SERIAL_NEEDED, say("logistics.scan-the-serial", code=label.code))
    return Scan(label.scan, found.goods, _quantity(label, found), label.company)


def identify_in_production(label: Label, there: Sequence[LotInStock], work_order: str) -> Scan:
    """What a label stands for of what a work order has in production."""
    if not any(label.names(lot.goods) for lot in there):
        words = say("logistics.not-in-production", code=label.code, work_order=work_order)
        raise ScanRefused(Reason.UNKNOWN_LOT, words)
    own = there[0]
    return identify(label, there, company=own.company, plant=own.plant, wanted={lot.goods.item for lot in there})


def _nearest(
    label: Label, named: Collection[LotInStock], company: str, plant: str, wanted: Collection[str]
) -> LotInStock:
    """Raises ScanRefused when what is named lies as near as another thing of the same number."""
    ranked = [((lot.company != company, lot.goods.item not in wanted, lot.plant != plant), lot) for lot in named]
    best = min(rank for rank, _ in ranked)
    nearest = sorted((lot for rank, lot in ranked if rank == best), key=lambda lot: (lot.goods.serial, lot.arrival))
    if nearest[0].company == company:
        _refuse_several(label, nearest)
    return next((lot for lot in nearest if label.quantity is not None and lot.has(label.quantity)), nearest[0])


def _refuse_several(label: Label, nearest: Iterable[LotInStock]) -> None:
    """Goods whose maker nobody said may be of the one maker there is."""
    lots: dict[tuple[str, str], set[str]] = {}
    for lot in nearest:
        lots.setdefault((lot.goods.item, lot.goods.lot), set()).add(lot.goods.maker)
    things = [Goods(item, lot, maker=maker) for (item, lot), makers in lots.items() for maker in makers - {""} or {""}]
    if len(things) > 1:
        raise ScanRefused(
            Reason.SEVERAL_LOTS,
            say("logistics.several-lots", code=label.code, things=sorted(things, key=str)),
        )


def _quantity(label: Label, found: LotInStock) -> Quantity:
    if label.quantity is not None:
        return label.quantity
    if found.goods.serial:
        return Quantity.of(1, found.available.unit)
    raise ScanRefused(Reason.WRONG_QUANTITY, say("logistics.no-single-piece", goods=found.goods))
