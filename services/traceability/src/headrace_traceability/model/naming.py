"""Which things that were told under short names are the same as those told with item and maker.

Before lots had an item and a maker in their names, `lot:L1` stood for every lot of that number. Nothing is guessed: a
short name is taken for a full one only where there is no other that it may be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from headrace_traceability.model.thing import Thing

Known = Mapping[str, Sequence[Thing]]


def names_of(codes: Iterable[str]) -> set[str]:
    return {Thing.read(code).name for code in codes}


def fuller(unsure: Iterable[str], known: Known) -> dict[str, str]:
    """For each code whose maker was not told, the one known thing that it may be."""
    found = {}
    for code in unsure:
        told = Thing.read(code)
        may_be = [thing for thing in known.get(told.name, ()) if told.may_be(thing) and thing.item]
        if len(may_be) == 1 and may_be[0] != told:
            found[code] = may_be[0].code
    return found


def shorter(handled: Iterable[str], known: Known) -> dict[str, str]:
    """For each thing that is handled before it ever came under its full code, the short name that it came under."""
    found = {}
    for code in handled:
        thing = Thing.read(code)
        alike = known.get(thing.name, ())
        if thing not in alike and Thing(thing.kind, thing.number) in alike:
            found[code] = Thing(thing.kind, thing.number).code
    return found


def fitting(short: Mapping[str, str], suppliers: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Short name to full code, where one thing alone has the name and came from its maker or from nobody."""
    claims: dict[str, list[str]] = {}
    for code, name in short.items():
        claims.setdefault(name, []).append(code)
    return {
        name: codes[0]
        for name, codes in claims.items()
        if len(codes) == 1 and set(suppliers.get(name, ())) <= {Thing.read(codes[0]).maker}
    }
