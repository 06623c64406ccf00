"""Which lots to take: by first in or first expired, unless a person scans another good one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, Term, say
from headrace_contracts.units import too_fine
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.lots import LotInStock
from headrace_logistics.stock.model.scanning import Reason, Scan, ScanRefused
from headrace_logistics.stock.model.stock import Goods

MOST_PICKS = 10_000
"""Of one item at one time."""


class TooManyPieces(RuleBroken):
    """So many lots or pieces are not picked at once."""


class PickRule(StrEnum):
    FIFO = "fifo"
    FEFO = "fefo"


@dataclass(frozen=True, slots=True)
class Need:
    """So much of an item for one company's plant, on this day.

    More may be scanned where `over` is set; `hint` says what lets more be taken.
    """

    item: str
    quantity: Quantity
    company: str
    plant: str
    today: date
    over: bool = False
    hint: Message | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    goods: Goods
    quantity: Quantity


def propose(lots: Iterable[LotInStock], need: Need, rule: PickRule) -> tuple[Pick, ...]:
    """The lots to take by the rule; less than needed when the stock is less."""
    usable = [lot for lot in lots if _usable(lot, need)]
    usable.sort(key=_ORDERS[rule])
    picks: list[Pick] = []
    missing = need.quantity
    for lot in usable:
        taken = min(lot.available, missing)
        if taken.value <= 0:
            break
        if len(picks) == MOST_PICKS:
            raise TooManyPieces(say("logistics.too-many-lots", quantity=need.quantity, item=need.item, most=MOST_PICKS))
        picks.append(Pick(lot.goods, taken))
        missing -= taken
    return tuple(picks)


def take_scanned(lots: Iterable[LotInStock], scan: Scan, need: Need) -> Pick:
    """The scanned lot, though another may be older; or the reason it can't be taken.

    `lots` is whatever is known under the scanned lot code, usable or not.
    """
    lot = _find(lots, scan, need)
    _refuse_unusable(lot, scan, need)
    if scan.quantity > need.quantity and not need.over:
        facts = {"quantity": need.quantity, "item": need.item, "scanned": scan.quantity}
        if need.hint is None:
            raise ScanRefused(Reason.TOO_MUCH, say("logistics.needed-less", **facts))
        raise ScanRefused(Reason.TOO_MUCH, say("logistics.needed-less-or", **facts, hint=need.hint))
    whole = (need.quantity, lot.available)
    if scan.quantity not in whole and (why := too_fine(scan.quantity, lot.decimals)):
        raise ScanRefused(Reason.WRONG_QUANTITY, why)
    return Pick(lot.goods, scan.quantity)


def _find(lots: Iterable[LotInStock], scan: Scan, need: Need) -> LotInStock:
    code = (scan.goods.lot, scan.goods.serial, scan.goods.maker)
    same_code = [lot for lot in lots if (lot.goods.lot, lot.goods.serial, lot.goods.maker) == code]
    found = [lot for lot in same_code if lot.goods.item == scan.goods.item]
    found.sort(key=lambda lot: (lot.company != need.company, lot.plant != need.plant))
    if found:
        return found[0]
    if same_code:
        item = same_code[0].goods.item
        raise ScanRefused(
            Reason.WRONG_ITEM,
            say("logistics.lot-of-another-item", lot=scan.goods.lot, item=item, wanted=scan.goods.item),
        )
    if scan.company not in ("", need.company):
        raise ScanRefused(
            Reason.FOREIGN_LOT, say("logistics.of-another-company", code=scan.goods, company=Term(scan.company))
        )
    raise ScanRefused(Reason.UNKNOWN_LOT, say("logistics.not-in-stock", code=scan.goods))


def _refuse_unusable(lot: LotInStock, scan: Scan, need: Need) -> None:
    if lot.goods.item != need.item:
        raise ScanRefused(Reason.WRONG_ITEM, say("logistics.another-item-scanned", goods=lot.goods, item=need.item))
    if lot.company != need.company:
        raise ScanRefused(
            Reason.FOREIGN_LOT, say("logistics.of-another-company", code=lot.goods, company=Term(lot.company))
        )
    if lot.plant != need.plant:
        raise ScanRefused(
            Reason.WRONG_PLANT, say("logistics.in-another-plant", goods=lot.goods, plant=lot.plant, wanted=need.plant)
        )
    if lot.expired(need.today):
        raise ScanRefused(Reason.EXPIRED, say("logistics.expired", goods=lot.goods, expires_on=lot.expires_on))
    if lot.available.unit != scan.quantity.unit:
        unit = lot.available.unit
        raise ScanRefused(
            Reason.WRONG_QUANTITY, say("logistics.other-unit", item=lot.goods, unit=unit, given=scan.quantity.unit)
        )
    if lot.available < scan.quantity:
        raise _too_little(lot, scan)


def _too_little(lot: LotInStock, scan: Scan) -> ScanRefused:
    """Names the state that holds the rest of the lot, the one that forbids most first."""
    states = (
        (lot.blocked, Reason.BLOCKED, say("logistics.blocked")),
        (lot.inspection, Reason.IN_INSPECTION, say("logistics.waiting-for-inspection")),
        (lot.reserved, Reason.RESERVED, say("logistics.reserved-for-others")),
    )
    for held, reason, words in states:
        if held:
            return ScanRefused(
                reason, say("logistics.part-is-held", goods=lot.goods, held=held, why=words, available=lot.available)
            )
    return ScanRefused(
        Reason.TOO_LITTLE, say("logistics.too-little", goods=lot.goods, available=lot.available, quantity=scan.quantity)
    )


def _usable(lot: LotInStock, need: Need) -> bool:
    ours = (lot.goods.item, lot.company, lot.plant) == (need.item, need.company, need.plant)
    return ours and bool(lot.available) and not lot.expired(need.today)


def _by_receipt(lot: LotInStock) -> tuple[date, int, str, str]:
    return lot.received_on, lot.arrival, lot.goods.lot, lot.goods.serial


def _by_expiry(lot: LotInStock) -> tuple[date, date, int, str, str]:
    return lot.expires_on or date.max, *_by_receipt(lot)


_ORDERS: dict[PickRule, Callable[[LotInStock], tuple[date | int | str, ...]]] = {
    PickRule.FIFO: _by_receipt,
    PickRule.FEFO: _by_expiry,
}
