"""How finely each unit is counted: decimal places of the smallest part that is planned."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

UNIT_DECIMALS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("EA", "PCS", "SET", "PAIR", "BOX", "CTN", "CS", "ROLL"), 0),
        **dict.fromkeys(("KG", "M", "M2", "M3", "L", "LB", "IN", "FT", "H"), 3),
        **dict.fromkeys(("G", "ML", "MM", "CM", "OZ", "MIN"), 2),
        "T": 6,
    }
)
