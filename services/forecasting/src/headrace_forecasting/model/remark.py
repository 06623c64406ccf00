"""What a forecast run has to say about an item, so that nothing is left out or put right unseen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.messages import Said


class RemarkKind(StrEnum):
    OTHER_UNIT = "other_unit"
    LEFT_OUT = "left_out"
    METHOD_FAILED = "method_failed"
    MORE_CAME_BACK = "more_came_back"
    BEGAN_ANEW = "began_anew"


@dataclass(frozen=True, slots=True)
class Remark:
    """`detail` says what is so and how to mend it."""

    item: str
    kind: RemarkKind
    detail: Said
