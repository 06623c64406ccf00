"""Which registers to ask for in one request, and what the answer says."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from headrace_edge_gateway.config import Tag

MOST_REGISTERS = 125  # the Modbus limit of one read of registers
FORMATS = {"u16": ">H", "i16": ">h", "u32": ">I", "i32": ">i", "u64": ">Q", "f32": ">f"}


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring registers read at once, so that a two-register value and its kin are of one instant."""

    table: Literal["holding", "input", "coil", "discrete"]
    start: int
    count: int
    tags: tuple[Tag, ...]

    def value(self, tag: Tag, registers: Sequence[int]) -> float | None:
        """The raw value of a tag in the answer to this block; None when the device says that it has none."""
        at = tag.register - self.start
        words = registers[at : at + tag.width]
        if tag.type == "bit":
            return words[0] >> tag.bit & 1
        if tag.word_order == "low_first":
            words = words[::-1]
        raw = struct.pack(f">{tag.width}H", *words)
        value: float = struct.unpack(FORMATS[tag.type], raw)[0]
        if value == tag.no_value or not math.isfinite(value):
            return None
        return value


def coalesce(tags: Sequence[Tag]) -> list[Block]:
    """Join tags whose registers touch into blocks of at most 125 registers.

    A gap is never bridged: devices answer a read of an address they lack with an error for the whole block.
    """
    blocks: list[Block] = []
    for tag in sorted(tags, key=lambda each: (each.table, each.register, each.width)):
        end = tag.register + tag.width
        last = blocks[-1] if blocks else None
        if (
            last
            and last.table == tag.table
            and tag.register <= last.start + last.count
            and end - last.start <= MOST_REGISTERS
        ):
            count = max(last.count, end - last.start)
            blocks[-1] = Block(last.table, last.start, count, (*last.tags, tag))
        else:
            blocks.append(Block(tag.table, tag.register, tag.width, (tag,)))
    return blocks
