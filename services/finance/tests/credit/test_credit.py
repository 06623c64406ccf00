"""FIN-3: a chain leader issues notes up to its limit and is told its headroom."""

import pytest

from headrace_contracts.errors import RuleBroken
from headrace_finance.credit.model import CreditExceeded, CreditLine

from ..firms import LEADER, euro

LINE = CreditLine(LEADER, euro(1_000), euro(0))


def test_a_note_above_the_headroom_is_refused_with_the_headroom() -> None:
    line = LINE.draw(euro(700))
    assert line.headroom == euro(300)
    with pytest.raises(CreditExceeded, match=r"leader has 3.00 EUR left of its limit of 10.00 EUR, 3.01 EUR"):
        line.draw(euro(301))
    assert line.draw(euro(300)).headroom == euro(0)


def test_a_redeemed_note_gives_its_room_back_and_no_more() -> None:
    line = LINE.draw(euro(700)).free(euro(700))
    assert line == LINE
    with pytest.raises(RuleBroken, match="cannot be given back"):
        line.free(euro(1))
