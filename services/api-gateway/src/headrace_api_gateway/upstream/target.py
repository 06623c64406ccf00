"""Where a replica answers. What the client wrote becomes the path and the query of its address, and never more."""

from __future__ import annotations

from urllib.parse import quote

from yarl import URL

SCHEMES = {"http", "https"}
KEPT = "!$%&'()*+,/:;=@[\\]^`{|}~\"<>"


def as_written(octets: bytes, also: str = "") -> str:
    """Every octet that an address may have as it is, the others as a browser writes them."""
    return quote(octets, safe=KEPT + also)


class Astray(Exception):
    """The address made of a request is not one of the replica's."""


class Target:
    def __init__(self, address: str) -> None:
        """Raises ValueError for what is not scheme, host and port, with or without a path."""
        declared = URL(address)
        if declared.scheme not in SCHEMES or not declared.host or declared.user or declared.raw_query_string:
            raise ValueError(f"{address!r} is no service's address; write http://host:port.")
        self._declared = declared
        self._origin = declared.origin()
        self._front = declared.raw_path.rstrip("/")

    def url(self, path: bytes, query: bytes) -> URL:
        """As the client wrote it: a %2F stays one. Raises Astray."""
        made = URL.build(
            scheme=self._declared.scheme,
            authority=self._declared.raw_authority,
            path=self._front + path.decode("ascii"),
            query_string=as_written(query, "?"),
            encoded=True,
        )
        if not path.startswith(b"/") or URL(str(made), encoded=True).origin() != self._origin:
            raise Astray(f"{path!r} leads away from {self._origin}")
        return made
