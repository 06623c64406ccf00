"""TRC-1: one code per thing, read from every writing of it and refused with a reason otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.gs1 import GROUP_SEPARATOR as GS
from headrace_contracts.gs1 import CodeRefused, Gs1Code, is_marked, parse

ITEM = "09521234543213"
FULL = Gs1Code(ITEM, "ABC123", "12345")
SIGNS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"01{ITEM}", Gs1Code(ITEM)),
        (f"01{ITEM}10ABC123{GS}2112345", FULL),
        (f"]C101{ITEM}2112345{GS}10ABC123", FULL),
        (f"]d201{ITEM}10ABC123{GS}2112345", FULL),
        (f"https://id.gs1.org/01/{ITEM}/10/ABC123/21/12345", FULL),
        (f"HTTP://example.com:8080/products/01/{ITEM}/21/12345", Gs1Code(ITEM, serial="12345")),
        (f"https://id.gs1.org/01/{ITEM}/10/A%2FB", Gs1Code(ITEM, "A/B")),
        (f"https://example.com/some/path/01/{ITEM}/10/A?17=270131", Gs1Code(ITEM, "A")),
        (f"{GS}01{ITEM}10ABC", Gs1Code(ITEM, "ABC")),
        (f"01{ITEM}1727013110ABC", Gs1Code(ITEM, "ABC")),
        (f"01{ITEM}112601311727013110ABC{GS}21S", Gs1Code(ITEM, "ABC", "S")),
        (f"01{ITEM}10ABC{GS}3724", Gs1Code(ITEM, "ABC")),
        (f"01{ITEM}310300150010ABC", Gs1Code(ITEM, "ABC")),
        (f"10ABC{GS}01{ITEM}", Gs1Code(ITEM, "ABC")),
        (f"(01){ITEM}(10)ABC123(21)12345", FULL),
    ],
)
def test_every_writing_of_a_code_is_read(text: str, code: Gs1Code) -> None:
    assert parse(text) == code


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no code we know"),
        ("hello", "no code we know"),
        ("00106141412345678908", "no code we know"),
        ("10ABC", "names no item"),
        (f"01{ITEM}1", "no code we know"),
        (f"01{ITEM}172701", "6 digits"),
        (f"01{ITEM}17XX013110A", "6 digits"),
        ("(01", "no element"),
        (f"(01){ITEM}(05)A", "no element"),
        ("0109521234543214", "check digit"),
        ("010952123454321A", "check digit"),
        (f"01{ITEM}10", "is empty"),
        (f"01{ITEM}10{'A' * 21}", "1 to 20"),
        (f"01{ITEM}10A{GS}", "nothing comes after"),
        (f"01{ITEM}10A{GS}10B", "comes twice"),
        (f"https://id.gs1.org/01/{ITEM}/21/1/10/A", "in this order"),
        (f"https://id.gs1.org/01/{ITEM}/10", "in this order"),
        (f"https://id.gs1.org/01/{ITEM}/10/A/", "in this order"),
        (f"https://id.gs1.org/gtin/{ITEM}", "names no item"),
        (f"https://id.gs1.org/01/{ITEM}?10=A", "stand in the path"),
        (f"https://id.gs1.org/01/{ITEM}/10/A%2", "hexadecimal"),
        (f"https://id.gs1.org/01/{ITEM}/10/%E4%BD%A0", "1 to 20"),
        (f"Https://id.gs1.org/01/{ITEM}", "web address"),
        (f"https://id.gs1.org/01/{ITEM}\n", "web address"),
        (f"ftp://id.gs1.org/01/{ITEM}", "web address"),
        (f"https://[/01/{ITEM}", "web address"),
    ],
)
def test_a_code_that_is_almost_right_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CodeRefused, match=why):
        parse(text)


@given(st.text(SIGNS, min_size=1, max_size=20), st.text(SIGNS, min_size=1, max_size=20))
def test_what_is_written_is_read_back(lot: str, serial: str) -> None:
    code = Gs1Code(ITEM, lot, serial)
    assert parse(code.element_string()) == code
    assert parse(code.digital_link("https://id.example.org/")) == code
    assert is_marked(code.digital_link("https://id.example.org/"))


@given(st.text(max_size=40) | st.text(SIGNS + GS, max_size=40).map(lambda s: f"01{ITEM}{s}"))
def test_whatever_is_scanned_is_read_or_refused(text: str) -> None:
    try:
        code = parse(text)
    except CodeRefused:
        return
    assert parse(code.element_string()) == code


def test_the_same_thing_has_one_spelling() -> None:
    assert str(parse(f"]d201{ITEM}2112345{GS}10A/B")) == f"01/{ITEM}/10/A%2FB/21/12345"
