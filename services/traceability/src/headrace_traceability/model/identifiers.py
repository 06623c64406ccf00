"""The codes people scan: GS1 item + lot + serial in either writing, or a plain `lot:` or `serial:` code.

Strict on purpose: a code that is almost right is refused with the reason, never repaired. Writings taken:
element strings (`01` item, `10` lot, `21` serial; a group separator ends a lot or serial that something
follows; a leading `]C1`, `]d2` or `]Q3` of the scanner is dropped) and Digital Links
(`https://host/01/…/10/…/21/…`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from headrace_contracts.errors import RuleBroken

GROUP_SEPARATOR = "\x1d"
_SCANNER_PREFIXES = ("]C1", "]d2", "]Q3")
# GS1 General Specifications: AI 10 and 21 hold 1 to 20 characters of the 82-character set
_GS1_CODE = re.compile(r"[!\"%-?A-Z_a-z]{1,20}")
_PLAIN_CODE = re.compile(r"[!\"%-?A-Z_a-z]{1,60}")
_LINK = re.compile(r"(?:https?|HTTPS?)://[A-Za-z0-9.-]+(?::[0-9]+)?(/[!-~]*)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class CodeRefused(RuleBroken):
    """The scanned text is not a code we know; the message says where it goes wrong."""


@dataclass(frozen=True, slots=True)
class TraceCode:
    """One lot, one serial or one item; an item (GTIN-14) comes with GS1 codes only."""

    item: str | None = None
    lot: str | None = None
    serial: str | None = None

    def __post_init__(self) -> None:
        if self.item is None and (self.lot is None) == (self.serial is None):
            raise CodeRefused("a code without an item number is either a lot or a serial")

    def __str__(self) -> str:
        """The one spelling under which the thing is stored and traced."""
        if self.item is None:
            return f"serial:{self.serial}" if self.serial else f"lot:{self.lot}"
        return "/".join(f"{ai}/{quote(value, safe='')}" for ai, value in self._elements())

    @property
    def node(self) -> str:
        """The thing in a trace: a serial before its lot. An item alone is too many things to trace."""
        if self.serial:
            return f"serial:{self.serial}"
        if self.lot:
            return f"lot:{self.lot}"
        raise CodeRefused(f"{self} names an item only: scan a code with a lot (10) or a serial (21)")

    def element_string(self) -> str:
        """As encoded in a GS1 barcode, without the leading FNC1."""
        item, *rest = self._elements()
        return "".join(item) + GROUP_SEPARATOR.join(ai + value for ai, value in rest)

    def digital_link(self, resolver: str) -> str:
        return f"{resolver.rstrip('/')}/{self}"

    def _elements(self) -> list[tuple[str, str]]:
        if self.item is None:
            raise CodeRefused(f"{self} has no GS1 item number: give the item a GTIN first")
        pairs = (("01", self.item), ("10", self.lot), ("21", self.serial))
        return [(ai, value) for ai, value in pairs if value]


def parse(text: str) -> TraceCode:
    """Read what a scanner or a person gave; raises CodeRefused with the reason."""
    if text.startswith(("lot:", "serial:")):
        return _plain(text)
    if "://" in text:
        return _digital_link(text)
    return _element_string(text)


def _plain(text: str) -> TraceCode:
    kind, _, code = text.partition(":")
    if not _PLAIN_CODE.fullmatch(code):
        raise CodeRefused(f"{text!r}: a {kind} code has 1 to 60 letters, digits or signs and no space")
    return TraceCode(lot=code) if kind == "lot" else TraceCode(serial=code)


def _digital_link(text: str) -> TraceCode:
    link = _LINK.fullmatch(text)
    if link is None:
        raise CodeRefused(f"{text!r} is not a web address of the form https://host/01/...")
    path = link[1]
    if "?" in path or "#" in path:
        raise CodeRefused(f"{text!r}: only item, lot and serial are read here, nothing after ? or #")
    if _BAD_ESCAPE.search(path):
        raise CodeRefused(f"{text!r}: a % must be followed by two hexadecimal digits")
    parts = path.split("/")
    if "01" not in parts:
        raise CodeRefused(f"{text!r} names no item: /01/ with 14 digits is missing")
    parts = parts[parts.index("01") :]
    names, values = parts[::2], [unquote(value) for value in parts[1::2]]
    if len(names) != len(values) or names not in (["01"], ["01", "10"], ["01", "21"], ["01", "10", "21"]):
        raise CodeRefused(f"{text!r}: after the item come /10/ lot and /21/ serial, in this order")
    return _gs1(text, dict(zip(names, values, strict=True)))


def _element_string(text: str) -> TraceCode:
    bare = text[3:] if text.startswith(_SCANNER_PREFIXES) else text
    if not bare.startswith("01") or len(bare) < 16:
        raise CodeRefused(f"{text!r} is no code we know: 01 and 14 digits, a web address, lot: or serial:")
    elements = {"01": bare[2:16]}
    for element in bare[16:].split(GROUP_SEPARATOR) if len(bare) > 16 else []:
        ai, value = element[:2], element[2:]
        if ai not in ("10", "21") or ai in elements:
            raise CodeRefused(f"{text!r}: {element!r} is neither a lot (10) nor a serial (21), or comes twice")
        elements[ai] = value
    return _gs1(text, elements)


def _gs1(text: str, elements: dict[str, str]) -> TraceCode:
    item = elements["01"]
    if not re.fullmatch(r"[0-9]{14}", item) or _check_digit(item[:13]) != item[13]:
        raise CodeRefused(f"{text!r}: item number {item!r} is not 14 digits with a right check digit")
    for ai in ("10", "21"):
        if ai in elements and not _GS1_CODE.fullmatch(elements[ai]):
            raise CodeRefused(f"{text!r}: {elements[ai]!r} ({ai}) is not 1 to 20 characters of the GS1 set")
    return TraceCode(item, elements.get("10"), elements.get("21"))


def _check_digit(digits: str) -> str:
    """GS1 modulo 10: weights 3, 1, 3 ... from the right."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)
