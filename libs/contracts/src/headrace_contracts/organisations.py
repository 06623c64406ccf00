"""What organisations may be called, and the one that runs the platform for all others."""

from __future__ import annotations

import re

from headrace_contracts.messages import say

PLATFORM = "headrace"
PLATFORM_ROLE = "platform-operator"
"""Who runs the platform; a role of its own organisation only. The `operator` of a shop floor is somebody else."""
CODE = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
CODE_IN_WORDS = say("contracts.code-form")


def is_code(name: str) -> bool:
    """So no organisation is called `*`, which is how the platform's own work says that it is for all of them."""
    return re.fullmatch(CODE, name) is not None


def is_reserved(name: str) -> bool:
    """Also in another writing: people would take one for the other."""
    return name.casefold() == PLATFORM
