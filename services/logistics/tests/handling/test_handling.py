"""LOG-1: free stock is blocked, released, scrapped, sent back and counted, and the movements explain all of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import Quantity
from headrace_logistics.handling.model.handling import (
    BooksMoved,
    HeldForOthers,
    NoSupplier,
    Part,
    Spot,
    WhichLot,
    WhichPieces,
    count,
    refuse_unless_bought,
    take_part,
)
from headrace_logistics.stock.model import places
from headrace_logistics.stock.model.picking import Pick
from headrace_logistics.stock.model.places import Place, PlaceKind
from headrace_logistics.stock.model.reservation import Holder, release, reserve, withdraw
from headrace_logistics.stock.model.stock import Goods, Move, NotEnough, Stock, WrongAmount

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
FREE, BLOCK, SCRAP = places.available("P1"), places.blocked("P1", "b1"), places.scrap("P1")
BOLT = Goods("BOLT", "L1", maker="s1")
PIECES = [Goods("MOTOR", "M", serial, "s1") for serial in ("m1", "m2", "m3")]
MOTOR = Goods("MOTOR", "M", maker="s1")


def ea(value: int) -> Quantity:
    return Quantity.of(value, "EA")


def stock_with(*goods: Goods, each: int = 1) -> Stock:
    stock = Stock()
    for one in goods:
        stock.post(Move(one, ea(1 if one.serial else each), places.supplier("P1", "s1"), FREE, "rcp", AT))
    return stock


def take(stock: Stock, goods: Goods, part: Part, source: Place = FREE, target: Place = BLOCK) -> Quantity:
    return take_part(stock, goods, part, source, target, "n", AT)


def recount(stock: Stock, goods: Goods, there: int, before: int, *serials: str) -> None:
    count(stock, goods, Part(ea(there), serials), ea(before), FREE, "n", AT)


def test_part_of_a_lot_is_taken_or_all_of_it():
    stock = stock_with(BOLT, each=10)
    assert take(stock, BOLT, Part(ea(4))) == ea(4)
    assert take(stock, BOLT, Part()) == ea(6)
    assert stock.held(BOLT, BLOCK, "EA") == ea(10)
    with pytest.raises(NotEnough, match="holds 0 EA"):
        take(stock, BOLT, Part(ea(1)))


def test_of_a_lot_that_is_kept_piece_by_piece_the_pieces_are_named():
    stock = stock_with(*PIECES)
    with pytest.raises(WhichPieces, match="name the serials of the 2 EA"):
        take(stock, MOTOR, Part(ea(2)))
    with pytest.raises(WrongAmount, match="1 serials are named for 2 EA"):
        take(stock, MOTOR, Part(ea(2), ("m1",)))
    with pytest.raises(NotEnough, match="with serials m9"):
        take(stock, MOTOR, Part(None, ("m9",)))
    assert take(stock, MOTOR, Part(None, ("m2",))) == ea(1)
    assert stock.held(PIECES[1], BLOCK, "EA") == ea(1)
    assert take(stock, MOTOR, Part()) == ea(2)


def test_a_number_that_several_lots_have_is_a_question():
    stock = stock_with(BOLT, Goods("BOLT", "L1", maker="s2"), each=3)
    with pytest.raises(WhichLot, match="say the maker"):
        Spot("P1", "BOLT", "L1").find(stock)
    assert Spot("P1", "BOLT", "L1", "s2").find(stock) == Goods("BOLT", "L1", maker="s2")
    assert Spot("P1", "BOLT", "L2").find(stock) is None


@pytest.mark.parametrize("there", [0, 7, 10, 12])
def test_what_is_counted_replaces_what_the_books_say(there):
    stock = stock_with(BOLT, each=10)
    recount(stock, BOLT, there, 10)
    assert stock.held(BOLT, FREE, "EA") == ea(there)
    assert stock.held(BOLT, places.adjustment("P1"), "EA") == ea(10 - there)


def test_a_count_from_books_that_moved_since_is_taken_anew():
    stock = stock_with(BOLT, each=10)
    take(stock, BOLT, Part(ea(2)))
    with pytest.raises(BooksMoved, match="say 8 EA"):
        recount(stock, BOLT, 10, 10)


def test_what_is_held_for_others_is_counted_too_and_never_counted_away():
    stock = stock_with(BOLT, each=10)
    reserve(stock, [Pick(BOLT, ea(4))], Holder("P1", "wo_1"), AT)
    with pytest.raises(HeldForOthers, match="4 EA for wo_1"):
        recount(stock, BOLT, 3, 10)
    recount(stock, BOLT, 4, 10)
    assert stock.held(BOLT, FREE, "EA") == ea(0)


def test_of_pieces_those_that_are_there_are_named():
    stock = stock_with(*PIECES)
    with pytest.raises(WhichPieces, match="name the serials of the 2 EA that are there"):
        recount(stock, MOTOR, 2, 3)
    with pytest.raises(WrongAmount, match="3 serials are named for 2 EA"):
        recount(stock, MOTOR, 2, 3, "m1", "m2", "m3")
    recount(stock, MOTOR, 2, 3, "m1", "new")
    assert {b.goods.serial for b in stock.at(FREE)} == {"m1", "new"}
    recount(stock, MOTOR, 0, 2)
    assert stock.at(FREE) == []


@pytest.mark.parametrize("maker", ["", "acme"])
def test_only_bought_goods_go_back_to_a_supplier(maker):
    with pytest.raises(NoSupplier, match="scrap it instead"):
        refuse_unless_bought(Goods("BOLT", "L1", maker=maker), "acme")


BLOCKS = [places.blocked("P1", name) for name in ("b1", "b2")]
ENDS = st.sampled_from([SCRAP, places.supplier("P1", "s1"), FREE])
ALL = [BOLT, Goods("BOLT", "L2", maker="s1"), MOTOR]
GOODS = st.sampled_from(ALL)
SERIALS = st.lists(st.sampled_from(["m1", "m2", "m3", "m4"]), max_size=3, unique=True).map(tuple)
SOME = st.integers(0, 8).map(ea)
HOLDER, SHIPMENT = Holder("P1", "sh_1"), places.in_transit("P1", "sh_1")
STEPS = st.one_of(
    st.tuples(st.just("block"), GOODS, SOME, SERIALS, st.sampled_from(BLOCKS)),
    st.tuples(st.just("dispose"), GOODS, SOME, SERIALS, st.tuples(st.sampled_from([FREE, *BLOCKS]), ENDS)),
    st.tuples(st.just("count"), GOODS, SOME, SERIALS, st.sampled_from([FREE, *BLOCKS])),
    st.tuples(st.just("reserve"), GOODS, SOME, SERIALS, st.sampled_from([HOLDER, Holder("P1", "wo_1")])),
    st.tuples(st.just("release"), GOODS, SOME, SERIALS, st.sampled_from([HOLDER, Holder("P1", "wo_1")])),
    st.tuples(st.just("ship"), GOODS, SOME, SERIALS, st.none()),
)


def do(stock: Stock, step: str, goods: Goods, much: Quantity, serials: tuple[str, ...], where) -> None:
    part = Part(much, serials) if goods is MOTOR else Part(much)
    one = PIECES[0] if goods is MOTOR else goods
    match step:
        case "block":
            take_part(stock, goods, part, FREE, where, step, AT)
        case "dispose":
            take_part(stock, goods, part, *where, step, AT)
        case "count":
            shelf = [where, *(places.reserved("P1", n) for n in ("sh_1", "wo_1"))] if where == FREE else [where]
            before = sum(b.quantity.value for place in shelf for b in stock.at(place) if b.goods.lot == goods.lot)
            count(stock, goods, part, ea(int(before)), where, step, AT)
        case "reserve":
            reserve(stock, [Pick(one, ea(1))], where, AT)
        case "release":
            release(stock, where, AT)
        case "ship":
            withdraw(stock, Pick(one, much), HOLDER, SHIPMENT, AT)


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=40))
def test_whatever_is_done_the_movements_explain_every_quantity_and_what_is_held_is_never_shipped(steps):
    stock = stock_with(*ALL[:2], *PIECES, each=12)
    for step in steps:
        before = list(stock.moves)
        try:
            do(stock, *step)
        except RuleBroken:  # the transaction is undone
            stock = Stock.replay(before)
    sums: Counter[str] = Counter()
    for balance in stock.balances():
        sums[balance.goods.item] += balance.quantity.value
        assert balance.quantity.value > 0 or not balance.place.never_negative
    assert not any(sums.values())
    assert set(Stock.replay(stock.moves).balances()) == set(stock.balances())
    shipped_from = {m.source for m in stock.moves if m.target.kind is PlaceKind.IN_TRANSIT}
    assert shipped_from <= {FREE, HOLDER.place}
    came = Counter[Place]()
    for move in stock.moves:
        came[move.target] += move.quantity.value
        came[move.source] -= move.quantity.value
    for place in (FREE, SCRAP, SHIPMENT, *BLOCKS):
        assert sum((b.quantity.value for b in stock.at(place)), start=Decimal(0)) == came[place]
