"""Reads a stream's next batch while the last one is being heard."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from headrace_chassis.events.bus import Delivered, Reader, Stream

Batch = tuple[list[Delivered], int]


class _Begun(NamedTuple):
    after: int
    reading: asyncio.Task[Batch]


class ReadAhead:
    """A full batch means that there is more: it is fetched at once, for the caller who goes on from there."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._begun: dict[Stream, _Begun] = {}

    async def fetch(self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None) -> Batch:
        begun = self._begun.pop(stream, None)
        if begun and begun.after == after:
            delivered, through = await begun.reading
        else:
            if begun:
                begun.reading.cancel()
            delivered, through = await self._reader.fetch(stream, after, heard, limit, types)
        if len(delivered) == limit:
            coming = self._reader.fetch(stream, through, heard, limit, types)
            self._begun[stream] = _Begun(through, asyncio.ensure_future(coming))
        return delivered, through

    async def stop(self) -> None:
        reading = [begun.reading for begun in self._begun.values()]
        for one in reading:
            one.cancel()
        await asyncio.gather(*reading, return_exceptions=True)
        self._begun.clear()
