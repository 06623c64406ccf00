"""All sentences and words of the platform, by code, in every language it speaks.

Each file `catalogue/<service>.toml` holds what that service says, `[code]` with `en` and `zh` side by side. They are
part of the contracts, as the events are: what one service tells, another puts into words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from importlib import resources
from typing import Any

TERMS = "terms"
"""The file of words for states, kinds and roles; all others are of sentences."""
PLACEHOLDER = re.compile(r"\{(\w+)(?::(or|and|;))?\}")


class Language(StrEnum):
    EN = "en"
    ZH = "zh"


Texts = Mapping[str, str]
"""By language."""


@dataclass
class Catalogue:
    """Read when it is first asked, and kept."""

    folder: str = "catalogue"
    _files: dict[str, dict[str, Texts]] = field(default_factory=dict)

    def text(self, code: str, language: Language) -> str | None:
        """The sentence with its placeholders, or None for a code that is not known here."""
        file, _, name = code.partition(".")
        return self._file(file).get(name, {}).get(language)

    def term(self, name: str, language: Language) -> str:
        """A word for a name of the program's; one without is shown as it is."""
        return self._file(TERMS).get(name, {}).get(language, name)

    def knows(self, code: str) -> bool:
        return self.text(code, Language.EN) is not None

    def __iter__(self) -> Iterator[tuple[str, Texts]]:
        """All sentences by their codes."""
        for file in sorted(self.files - {TERMS}):
            yield from ((f"{file}.{name}", texts) for name, texts in self._file(file).items())

    @property
    def terms(self) -> Mapping[str, Texts]:
        return self._file(TERMS)

    @cached_property
    def files(self) -> frozenset[str]:
        names = (file.name for file in resources.files("headrace_contracts").joinpath(self.folder).iterdir())
        return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))

    def _file(self, name: str) -> dict[str, Texts]:
        if name not in self.files:
            return {}
        if name not in self._files:
            path = resources.files("headrace_contracts").joinpath(self.folder, f"{name}.toml")
            self._files[name] = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
        return self._files[name]


def _flat(table: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Texts]]:
    """`[title.order-refused]` is the sentence `title.order-refused`."""
    for name, entry in table.items():
        if all(isinstance(text, str) for text in entry.values()):
            yield within + name, entry
        else:
            yield from _flat(entry, f"{within}{name}.")


CATALOGUE = Catalogue()
