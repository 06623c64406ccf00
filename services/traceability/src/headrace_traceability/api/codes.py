"""What a request names: a code in the address, narrowed by item and maker."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

# A code holds number, item and maker, and each sign may take three.
Code = Annotated[str, Path(max_length=2000)]
Item = Annotated[str, Query(description="of which item the lot or piece is, where its number alone is several things")]
Maker = Annotated[str, Query(description="who numbered it: a supplier, or the organisation that made it")]
