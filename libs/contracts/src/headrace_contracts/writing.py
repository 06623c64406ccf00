"""Numbers that people write on papers: one number in two writings is one number."""

from __future__ import annotations

import unicodedata

_DASH, _UNSEEN = "Pd", "Cf"


def alike(number: str) -> str:
    """What all writings of one number have in common; a number is kept as it was written and compared by this.

    Full-width and small letters, white space, unseen characters and the kinds of dashes make no other number.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold())
    seen = (("-" if unicodedata.category(c) == _DASH else c) for c in folded if unicodedata.category(c) != _UNSEEN)
    return "".join("".join(seen).split())
