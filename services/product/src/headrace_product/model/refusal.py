"""What a row of product data is refused with."""

from __future__ import annotations

from headrace_contracts.errors import RuleBroken


class DefinitionRefused(RuleBroken):
    """The definition breaks a rule of the product data."""
