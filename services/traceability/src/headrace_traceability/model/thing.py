"""What a lot or a piece is called: its number alone is one thing among several; with item and maker it is one.

Two suppliers give two items, or the same item, the same lot number. So a thing's code is made of its number, the item
and who numbered it: `lot:L1?item=BOLT&maker=steelco`. Each part may hold any signs: what would end it is written as in
web addresses, so that a code is read back as it was. Of what was recorded before items and makers were, and of what
nobody said, the code is shorter. A thing's name, `lot:L1`, is what people call it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

KINDS = ("lot", "serial")
_CODE = re.compile(r"(lot|serial):([^?]+)\?(?:item=([^?&]*))?&?(?:maker=([^?&]*))?")
_ESCAPES = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "%?&#"})


@dataclass(frozen=True, slots=True)
class Thing:
    """`maker` is who numbered it: a supplier, or the organisation that made it. What is not known is empty."""

    kind: str
    number: str
    item: str = ""
    maker: str = ""

    @classmethod
    def read(cls, text: str) -> Thing:
        """A code, or a name of which item and maker are not said: there every sign stands for itself."""
        if found := _CODE.fullmatch(text):
            kind, *parts = found.groups(default="")
            return cls(kind, *map(unquote, parts))
        kind, _, number = text.partition(":")
        return cls(kind, number)

    @staticmethod
    def is_whole(text: str) -> bool:
        """Whether the text is a whole code, and not a name of which the rest was not said."""
        return _CODE.fullmatch(text) is not None

    @property
    def exactly(self) -> str:
        """The code, said so that it can't be taken for a mere name."""
        return self.code if self.is_whole(self.code) else f"{self.kind}:{self.number.translate(_ESCAPES)}?"

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.number}"

    @property
    def code(self) -> str:
        said = [
            f"{part}={value.translate(_ESCAPES)}"
            for part, value in (("item", self.item), ("maker", self.maker))
            if value
        ]
        if not said and "?" not in self.number:
            return self.name
        return f"{self.kind}:{self.number.translate(_ESCAPES)}?{'&'.join(said)}"

    def may_be(self, other: Thing) -> bool:
        """Whether nothing that is said of this one speaks against the other."""
        return self.name == other.name and self.item in ("", other.item) and self.maker in ("", other.maker)


def is_thing(code: str) -> bool:
    return code.startswith(("lot:", "serial:"))


def lot(number: str, item: str, maker: str) -> str:
    return Thing("lot", number, item, maker).code


def piece_or_lot(number: str, serial: str, item: str, maker: str) -> str:
    return Thing("serial", serial, item, maker).code if serial else lot(number, item, maker)
