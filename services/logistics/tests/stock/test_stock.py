"""LOG-1: the stock ledger is double entry, never negative, and can be replayed."""

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import places
from headrace_logistics.stock.model.places import Place
from headrace_logistics.stock.model.stock import (
    Goods,
    Move,
    NotEnough,
    NoWay,
    SerialTwice,
    Stock,
    WrongAmount,
    move_held,
)

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
STEEL = Goods("STEEL", "L-1")
PUMP = Goods("PUMP", "W-1", "W-1-0001")
DOOR = places.supplier("P1", "S-1")
FREE = places.available("P1")
INSPECTION = places.in_inspection("P1")
BLOCKED = places.blocked("P1")


def kg(value: str | int) -> Quantity:
    return Quantity.of(value, "kg")


def move(goods: Goods, quantity: Quantity, source: Place, target: Place) -> Move:
    return Move(goods, quantity, source, target, "test", AT)


def stock_with(goods: Goods, quantity: Quantity, target: Place = FREE) -> Stock:
    return Stock.replay([move(goods, quantity, DOOR, target)])


def test_received_goods_wait_for_inspection_and_are_then_free():
    stock = stock_with(STEEL, kg(10), INSPECTION)
    stock.post(move(STEEL, kg(10), INSPECTION, FREE))
    assert stock.held(STEEL, FREE, "kg") == kg(10)
    assert stock.held(STEEL, INSPECTION, "kg") == kg(0)
    assert stock.held(STEEL, DOOR, "kg") == kg(-10)


def test_no_place_gives_more_than_it_holds():
    stock = stock_with(STEEL, kg("2.5"))
    with pytest.raises(NotEnough, match=r"holds 2.5 kg of STEEL lot L-1, 2.6 kg"):
        stock.post(move(STEEL, kg("2.6"), FREE, BLOCKED))
    assert stock.held(STEEL, FREE, "kg") == kg("2.5")
    assert len(stock.moves) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (INSPECTION, places.customer("P1", "C-1")),
        (BLOCKED, places.reserved("P1", "SH-1")),
        (INSPECTION, places.production("P1", "W-1")),
        (FREE, places.customer("P1", "C-1")),
        (places.scrap("P1"), FREE),
        (FREE, places.in_inspection("P2")),
        (places.made("P1", "W-1"), places.production("P1", "W-1")),
    ],
)
def test_goods_take_only_known_ways(source, target):
    with pytest.raises(NoWay):
        Stock().post(move(STEEL, kg(1), source, target))


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_nothing_or_less_is_no_move(quantity):
    with pytest.raises(WrongAmount, match="more than nothing"):
        Stock().post(move(STEEL, kg(quantity), DOOR, FREE))


def test_an_item_is_kept_in_one_unit():
    with pytest.raises(WrongAmount, match="kept in kg"):
        stock_with(STEEL, kg(1)).post(move(STEEL, Quantity.of(1, "m"), DOOR, FREE))


def test_a_serial_is_one_piece_and_in_stock_once():
    one = Quantity.of(1, "pcs")
    made = places.made("P1", "W-1")
    stock = Stock.replay([move(PUMP, one, made, FREE)])
    with pytest.raises(SerialTwice, match="check the label"):
        stock.post(move(PUMP, one, made, places.in_inspection("P1")))
    with pytest.raises(WrongAmount, match="single piece"):
        stock.post(move(PUMP, Quantity.of(2, "pcs"), made, FREE))


def test_a_serial_that_left_may_come_back():
    one, transit = Quantity.of(1, "pcs"), places.in_transit("P1", "SH-1")
    stock = Stock.replay(
        [
            move(PUMP, one, places.made("P1", "W-1"), FREE),
            move(PUMP, one, FREE, transit),
            move(PUMP, one, transit, places.customer("P1", "C-1")),
        ]
    )
    stock.post(move(PUMP, one, places.customer("P1", "C-1"), INSPECTION))
    assert stock.held(PUMP, INSPECTION, "pcs") == one


def test_the_total_of_an_item_is_over_its_lots():
    stock = stock_with(STEEL, kg(4))
    stock.post(move(Goods("STEEL", "L-2"), kg("1.5"), DOOR, FREE))
    stock.post(move(Goods("BRASS", "L-2"), kg(9), DOOR, FREE))
    assert stock.total("STEEL", FREE) == Decimal("5.5")


def test_stock_loaded_from_its_balances_goes_on_where_it_was():
    stock = Stock.of(stock_with(STEEL, kg(4)).balances())
    assert stock.moves == []
    stock.post(move(STEEL, kg(4), FREE, BLOCKED))
    assert stock.held(STEEL, BLOCKED, "kg") == kg(4)
    with pytest.raises(WrongAmount):
        stock.post(move(STEEL, Quantity.of(1, "m"), DOOR, FREE))


EVERYWHERE = [
    DOOR,
    FREE,
    INSPECTION,
    BLOCKED,
    places.available("P2"),
    places.reserved("P1", "W-1"),
    places.reserved("P1", "SH-1"),
    places.in_transit("P1", "SH-1"),
    places.production("P1", "W-1"),
    places.consumed("P1", "W-1"),
    places.made("P1", "W-1"),
    places.opening("P1"),
    places.customer("P1", "C-1"),
    places.scrap("P1"),
    places.adjustment("P1"),
]
GOODS = [STEEL, Goods("STEEL", "L-2"), Goods("BRASS", "B-1"), PUMP, Goods("PUMP", "W-1", "W-1-0002")]
MOVES = st.builds(
    move,
    st.sampled_from(GOODS),
    st.integers(-1, 60).map(lambda tenths: kg(Decimal(tenths) / 10)) | st.just(kg(1)),
    st.sampled_from(EVERYWHERE),
    st.sampled_from(EVERYWHERE),
)


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=120))
def test_whatever_is_moved_the_books_balance_and_replay_to_the_same(moves):
    stock = Stock()
    for each in moves:
        before = list(stock.balances())
        try:
            stock.post(each)
        except RuleBroken:
            assert list(stock.balances()) == before
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for balance in stock.balances():
        sums[balance.goods.item] += balance.quantity.value
        assert balance.quantity.value > 0 or not balance.place.never_negative
    assert not any(sums.values())
    again = Stock.replay(stock.moves)
    assert set(again.balances()) == set(stock.balances())
    assert set(Stock.of(stock.balances()).balances()) == set(stock.balances())


@given(st.lists(st.integers(1, 5), max_size=6), st.integers(1, 20), st.booleans())
def test_of_a_lot_so_much_as_asked_for_moves_or_nothing(parts, asked, serials):
    goods = [Goods("PUMP", "L", f"s{n}" if serials else "") for n in range(len(parts))]
    stock = Stock()
    for one, part in zip(goods, parts, strict=True):
        stock.post(move(one, kg(1 if serials else part), DOOR, INSPECTION))
    there = stock.total("PUMP", INSPECTION)
    try:
        move_held(stock, Goods("PUMP", "L"), kg(asked), INSPECTION, FREE, "test", AT)
    except NotEnough:
        assert asked > there
        asked = 0
    assert stock.total("PUMP", FREE) == asked
    assert stock.total("PUMP", INSPECTION) == there - asked
