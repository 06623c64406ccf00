"""What the parties begin with in money: nothing in the files or in the story depends on how much."""

from __future__ import annotations

from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.world import World

MILLION = 1_000_000


def add_money(world: World) -> None:
    """Capital for those who pay, and the bank's limit for the notes of the chain leader."""
    for organisation, millions in ((world.leader, 50), (world.customer, 50), (world.bank, 200)):
        amount = Money.of(millions * MILLION, world.currency)
        world.opening_balances.add(rows.capital(organisation, amount, world.today))
    world.credit_limits.add(rows.credit_limit(world.leader, world.bank, Money.of(50 * MILLION, world.currency)))
