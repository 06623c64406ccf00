"""The codes on labels: item, lot and serial as GS1 writes them, in barcodes, in brackets and in web addresses.

Strict on purpose: a code that is almost right is refused with the reason, never repaired. Writings taken:
element strings (`01` item, `10` lot, `21` serial in any order among other elements; a group separator ends an element
of no set length that something follows; the scanner's mark before it is dropped), the same in brackets as people read
it, and Digital Links (`https://host/01/…/10/…/21/…`). Elements that say nothing of which thing it is (dates, counts,
weights) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say

GROUP_SEPARATOR = "\x1d"
_MARKS = ("]C1", "]d2", "]Q3", GROUP_SEPARATOR)
ITEM, LOT, SERIAL = "01", "10", "21"
_NAMES = {ITEM: "item", LOT: "lot", SERIAL: "serial"}
# GS1 General Specifications: AI 10 and 21 hold 1 to 20 characters of the 82-character set
_GS1_CODE = re.compile(r"[!\"%-?A-Z_a-z]{1,20}")
_LINK = re.compile(r"(?:https?|HTTPS?)://[A-Za-z0-9.-]+(?::[0-9]+)?(/[!-~]*)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)")
# By their first two digits these elements have a set length, digits only (GS1 General Specifications, figure 7.8.5-2).
_SET = {"01": 14, "02": 14, **dict.fromkeys(("11", "12", "13", "15", "16", "17"), 6), "20": 2}
_SET |= dict.fromkeys(("31", "32", "33", "34", "35", "36"), 8) | {"41": 14}
_KNOWN = re.compile(
    "01|02|1[0-35-7]|2[0-2]|235|24[0-3]|25[0134]|30|3[1-6][0-9][0-9]|37|39[0-5][0-9]|40[0-3]|41[0-7]|42[0-7]"
    "|43[0-3][0-9]|70[0-4][0-9]|71[0-6]|723[0-9]|7240|80[0-3][0-9]|811[0-2]|8200|9[0-9]"
)


class CodeRefused(RuleBroken):
    """The scanned text is not a code we know; the message says where it goes wrong."""


@dataclass(frozen=True, slots=True)
class Gs1Code:
    """An item (its GTIN-14), one of its lots, or one piece."""

    item: str
    lot: str | None = None
    serial: str | None = None

    def __str__(self) -> str:
        return "/".join(f"{ai}/{quote(value, safe='')}" for ai, value in self._elements())

    def element_string(self) -> str:
        """As encoded in a GS1 barcode, without the leading FNC1."""
        item, *rest = self._elements()
        return "".join(item) + GROUP_SEPARATOR.join(ai + value for ai, value in rest)

    def digital_link(self, resolver: str) -> str:
        return f"{resolver.rstrip('/')}/{self}"

    def _elements(self) -> list[tuple[str, str]]:
        return [(ai, value) for ai, value in ((ITEM, self.item), (LOT, self.lot), (SERIAL, self.serial)) if value]


def is_marked(text: str) -> bool:
    """Whether the text says itself that it is a GS1 code, so that it can't be a number as people write them."""
    return text.startswith((*_MARKS, f"({ITEM})", f"({LOT})", f"({SERIAL})")) or "://" in text


def parse(text: str) -> Gs1Code:
    """Read what a scanner gave; raises CodeRefused with the reason."""
    if "://" in text:
        return _digital_link(text)
    if text.startswith("("):
        return _of(text, _bracketed(text))
    return _of(text, _elements(text))


def _digital_link(text: str) -> Gs1Code:
    link = _LINK.fullmatch(text)
    if link is None:
        raise CodeRefused(say("contracts.no-web-address", code=repr(text)))
    path, _, query = link[1].partition("#")[0].partition("?")
    if any(name in _NAMES for name, _ in parse_qsl(query, keep_blank_values=True)):
        raise CodeRefused(say("contracts.not-in-the-path", code=repr(text)))
    if _BAD_ESCAPE.search(path):
        raise CodeRefused(say("contracts.bad-escape", code=repr(text)))
    parts = path.split("/")
    if ITEM not in parts:
        raise CodeRefused(say("contracts.no-item-in-path", code=repr(text)))
    parts = parts[parts.index(ITEM) :]
    names, values = parts[::2], [unquote(value) for value in parts[1::2]]
    if len(names) != len(values) or names not in ([ITEM], [ITEM, LOT], [ITEM, SERIAL], [ITEM, LOT, SERIAL]):
        raise CodeRefused(say("contracts.wrong-path", code=repr(text)))
    return _of(text, list(zip(names, values, strict=True)))


def _bracketed(text: str) -> list[tuple[str, str]]:
    _, *parts = _BRACKETED.split(text)
    elements = list(zip(parts[::2], parts[1::2], strict=True))
    unknown = [ai for ai, _ in elements if not _KNOWN.fullmatch(ai)]
    if unknown or not elements:
        raise CodeRefused(say("contracts.unknown-elements", code=repr(text), elements=unknown))
    return elements


def _elements(text: str) -> Iterator[tuple[str, str]]:
    """One after the other; what has a set length needs no separator after it."""
    rest = next((text.removeprefix(mark) for mark in _MARKS if text.startswith(mark)), text)
    while rest:
        found = _KNOWN.match(rest)
        if found is None:
            raise CodeRefused(say("contracts.no-element", code=repr(text), rest=repr(rest)))
        ai = found[0]
        if length := _SET.get(ai[:2]):
            value, rest = _set(text, ai, rest[2 : 2 + length]), rest[2 + length :].removeprefix(GROUP_SEPARATOR)
        else:
            value, ended, rest = rest[len(ai) :].partition(GROUP_SEPARATOR)
            if not value or (ended and not rest):
                raise CodeRefused(say("contracts.empty-element", code=repr(text), element=ai))
        yield ai, value


def _set(text: str, ai: str, value: str) -> str:
    if ai != ITEM and not (re.fullmatch("[0-9]+", value) and len(value) == _SET[ai[:2]]):
        raise CodeRefused(
            say("contracts.not-digits", code=repr(text), value=repr(value), element=ai, digits=_SET[ai[:2]])
        )
    return value


def _of(text: str, elements: Sequence[tuple[str, str]] | Iterator[tuple[str, str]]) -> Gs1Code:
    found: dict[str, str] = {}
    for ai, value in elements:
        if found.setdefault(ai, value) != value:
            raise CodeRefused(say("contracts.element-twice", code=repr(text), element=ai))
    item = found.get(ITEM)
    if item is None:
        raise CodeRefused(say("contracts.no-item", code=repr(text)))
    if not re.fullmatch(r"[0-9]{14}", item) or _check_digit(item[:13]) != item[13]:
        raise CodeRefused(say("contracts.bad-item-number", code=repr(text), item=repr(item)))
    for ai in (LOT, SERIAL):
        if ai in found and not _GS1_CODE.fullmatch(found[ai]):
            raise CodeRefused(say("contracts.bad-characters", code=repr(text), value=repr(found[ai]), element=ai))
    return Gs1Code(item, found.get(LOT), found.get(SERIAL))


def _check_digit(digits: str) -> str:
    """GS1 modulo 10: weights 3, 1, 3 ... from the right."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)
