"""Suppliers are scored by what became of every order line."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_srm.model.scorecard import Scorecard
from headrace_srm.store import past_purchases


async def score(tx: Tx, suppliers: Sequence[str]) -> dict[str, Scorecard]:
    outcomes = await past_purchases.outcomes(tx, suppliers)
    return {name: Scorecard.of(name, outcomes.get(name, []), tx.today) for name in suppliers}
