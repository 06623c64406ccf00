"""The append-only Merkle tree of RFC 6962: appending from the right edge, roots and proofs at any past size.

A node (level, place) is the root of the complete subtree over the leaves from place·2^level to the next such
number; only complete ones exist, so a node once written never changes. Every function here says first which
nodes it needs (`..._nodes`), so that the store can fetch them in one query, then works on what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_traceability.model.merkle_verify import EMPTY_ROOT, node_hash


class NodeId(NamedTuple):
    level: int
    place: int


class Range(NamedTuple):
    """Leaves from start up to, not including, end."""

    start: int
    end: int


class BeyondTree(RuleBroken):
    """A leaf or a size was asked for that the tree does not reach."""


Nodes = Mapping[NodeId, bytes]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree of `size` leaves: the roots of its complete subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def load(cls, size: int, nodes: Nodes) -> Frontier:
        """The frontier of a stored tree; `nodes` holds at least those of `frontier_nodes(size)`."""
        return cls(size, tuple(nodes[n] for n in frontier_nodes(size)))

    def append(self, leaf_hashes: Iterable[bytes]) -> tuple[Frontier, dict[NodeId, bytes]]:
        """The frontier after appending, and the nodes to store; about two new nodes a leaf."""
        size, peaks = self.size, list(self.peaks)
        written: dict[NodeId, bytes] = {}
        for leaf in leaf_hashes:
            node, folded = NodeId(0, size), leaf
            written[node] = folded
            while node.place & 1:
                folded = node_hash(peaks.pop(), folded)
                node = NodeId(node.level + 1, node.place >> 1)
                written[node] = folded
            peaks.append(folded)
            size += 1
        return Frontier(size, tuple(peaks)), written

    @property
    def root(self) -> bytes:
        return _fold(self.peaks)


def frontier_nodes(size: int) -> list[NodeId]:
    return _cover(Range(0, size))


def inclusion_nodes(index: int, size: int) -> list[NodeId]:
    return [n for r in _inclusion_ranges(index, size) for n in _cover(r)]


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """The audit path of a leaf (RFC 6962 2.1.1), from the leaf's sibling up to below the root."""
    return [_hash_of(r, nodes) for r in _inclusion_ranges(index, size)]


def consistency_nodes(old_size: int, new_size: int) -> list[NodeId]:
    return [n for r in _consistency_ranges(old_size, new_size) for n in _cover(r)]


def consistency_proof(old_size: int, new_size: int, nodes: Nodes) -> list[bytes]:
    """Shows that the tree of old_size is a beginning of the tree of new_size (RFC 6962 2.1.2)."""
    return [_hash_of(r, nodes) for r in _consistency_ranges(old_size, new_size)]


def _inclusion_ranges(index: int, size: int) -> list[Range]:
    if not 0 <= index < size:
        raise BeyondTree(say("traceability.no-such-leaf", index=index, size=size))
    ranges: list[Range] = []
    start, end = 0, size
    while end - start > 1:
        middle = _middle(start, end)
        if index < middle:
            ranges.append(Range(middle, end))
            end = middle
        else:
            ranges.append(Range(start, middle))
            start = middle
    return ranges[::-1]


def _consistency_ranges(old_size: int, new_size: int) -> list[Range]:
    if not 0 <= old_size <= new_size:
        raise BeyondTree(say("traceability.no-earlier-state", new_size=new_size, old_size=old_size))
    if old_size in (0, new_size):
        return []
    ranges: list[Range] = []
    start, end = 0, new_size
    while end != old_size:
        middle = _middle(start, end)
        if old_size <= middle:
            ranges.append(Range(middle, end))
            end = middle
        else:
            ranges.append(Range(start, middle))
            start = middle
    if start:
        ranges.append(Range(start, end))
    return ranges[::-1]


def _middle(start: int, end: int) -> int:
    """Where RFC 6962 divides: after the largest power of two leaves that is less than all of them."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def _cover(leaves: Range) -> list[NodeId]:
    """The complete subtrees a range of the tree consists of, from left to right."""
    start, nodes = leaves.start, []
    while start < leaves.end:
        level = (leaves.end - start).bit_length() - 1
        nodes.append(NodeId(level, start >> level))
        start += 1 << level
    return nodes


def _hash_of(leaves: Range, nodes: Nodes) -> bytes:
    return _fold([nodes[n] for n in _cover(leaves)])


def _fold(subtrees: Iterable[bytes]) -> bytes:
    rest = list(subtrees)
    if not rest:
        return EMPTY_ROOT
    folded = rest.pop()
    while rest:
        folded = node_hash(rest.pop(), folded)
    return folded
