"""PDM-10: what stands in a column is what it says there, or it is refused; nothing is taken for something else."""

from datetime import date
from decimal import Decimal

import pytest

from headrace_journey.worlds.files.line import BadValue, Line


def value(kind: str, written: str) -> object:
    return getattr(Line("file.csv", 2, {"column": 0}, [written]), kind)("column")


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("flag", "1", True),
        ("flag", "0", False),
        ("flag", "TRUE", True),
        ("flag", "f", False),
        ("flag", " yes ", True),
        ("number", "-4", Decimal(-4)),
        ("number", ".0000", Decimal(0)),
        ("number", "-0", Decimal(0)),
        ("number", "1E+01", Decimal(10)),
        ("number", "0E+99", Decimal(0)),
        ("number", "0.333333333333333333", Decimal("0.333333333333333333")),
        ("number", "999999999999999", Decimal(999_999_999_999_999)),
        ("days", "10.0", 10),
        ("days", "3650", 3650),
        ("day", "2026-03-31", date(2026, 3, 31)),
        ("day", "20260331", date(2026, 3, 31)),
        ("day", "2026-03-31T23:59:59.999Z", date(2026, 3, 31)),
        ("day", "2026-03-31 00:00:00+08:00", date(2026, 3, 31)),
        ("last_day", "", None),
        ("last_day", "9999-12-31", None),
        ("last_day", "9999-12-31 00:00:00", None),
        ("maybe_text", "", ""),
        ("name", "Ham\nmer", "Ham\nmer"),
    ],
)
def test_what_is_understood(kind, written, expected):
    assert value(kind, written) == expected


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *[("flag", word) for word in ("x", "ja", "1.0", "-1", "wahr", "Да", "2", "on", "")],
        *[
            ("number", word)
            for word in ("5,50", "1,250.75", "1 000", "1_000", "0x10", "NaN", "inf", "-", ".", "１２", "½")
        ],
        *[("number", word) for word in ("1000000000000000", "1e99", "1e999999999", "9" * 400, "1.0000000000000000001")],
        ("amount", "-1"),
        ("some", "0"),
        ("whole", "0.5"),
        ("days", "3651"),
        ("days", "10 days"),
        ("hours_of_a_week", "168.5"),
        *[
            ("day", word)
            for word in ("20/04/2025", "04/20/2025", "45767", "2025-04-201", "2025-04-20garbage", "2025-0420")
        ],
        *[
            ("day", word)
            for word in ("2025-02-30", "2025-W16-7", "0206-03-03", "1899-12-31", "2200-01-01", "9999-12-31")
        ],
        ("last_day", "9998-12-31"),
        ("text", "a\0b"),
        ("text", "a\x85b"),
        ("text", "  "),
        ("text", "a\nb"),
        ("name", "a\nb\0"),
        ("name", "x" * 201),
    ],
)
def test_what_is_refused(kind, written):
    with pytest.raises(BadValue, match=";"):
        value(kind, written)


def test_what_is_very_long_is_not_said_in_full():
    with pytest.raises(BadValue) as refused:
        value("number", "x" * 10_000)
    assert len(str(refused.value)) < 250
