"""TRC-4: the log is an RFC 6962 tree, and whoever checks a proof finds any changed bit."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_traceability.model.merkle import (
    BeyondTree,
    Frontier,
    NodeId,
    consistency_nodes,
    consistency_proof,
    frontier_nodes,
    inclusion_nodes,
    inclusion_proof,
)
from headrace_traceability.model.merkle_verify import (
    EMPTY_ROOT,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

# Published vectors of Certificate Transparency (transparency-dev/merkle, Apache-2.0)
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
L0 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
L23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
L4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
L4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
L67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
L45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
L6 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f"
INCLUSION = {
    (0, 1): [],
    (0, 8): [L0, L23, L4567],
    (5, 8): [L4, L67, ROOTS[4]],
    (2, 3): [ROOTS[2]],
    (1, 5): [ROOTS[1], L23, L4],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [L0, L23, L4567],
    (6, 8): [L45, L67, ROOTS[4]],
    (2, 5): [L23, L4],
    (6, 7): [L45, L6, ROOTS[4]],
}


def grown(leaves: list[bytes]) -> tuple[Frontier, dict[NodeId, bytes]]:
    return Frontier().append(leaf_hash(leaf) for leaf in leaves)


PUBLISHED = [bytes.fromhex(leaf) for leaf in LEAVES]


def test_leaves_and_nodes_hash_apart() -> None:
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", range(9))
def test_roots_equal_the_published_ones(size: int) -> None:
    assert grown(PUBLISHED[:size])[0].root.hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_equal_the_published_ones(index: int, size: int) -> None:
    proof = inclusion_proof(index, size, grown(PUBLISHED)[1])
    assert [p.hex() for p in proof] == INCLUSION[index, size]
    assert verify_inclusion(index, size, leaf_hash(PUBLISHED[index]), proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_equal_the_published_ones(old: int, new: int) -> None:
    proof = consistency_proof(old, new, grown(PUBLISHED)[1])
    assert [p.hex() for p in proof] == CONSISTENCY[old, new]
    assert verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), proof)


def test_a_leaf_or_a_state_beyond_the_tree_is_refused() -> None:
    for ask in (
        lambda: inclusion_nodes(3, 3),
        lambda: inclusion_nodes(-1, 3),
        lambda: consistency_nodes(4, 3),
    ):
        with pytest.raises(BeyondTree):
            ask()
    assert not verify_inclusion(3, 3, EMPTY_ROOT, [], EMPTY_ROOT)
    assert not verify_consistency(4, 3, EMPTY_ROOT, EMPTY_ROOT, [])


HUGE = st.integers(0, 2**62) | st.sampled_from([0, 1, 2**61 - 1, 2**61, 2**62 - 1, 2**62])


@given(HUGE, HUGE)
def test_proofs_in_a_tree_of_any_size_need_few_nodes(one: int, other: int) -> None:
    old, new = sorted((one, other))
    assert len(consistency_nodes(old, new)) <= 2 * 62
    assert len(inclusion_nodes(old, new + 1)) <= 2 * 62


def test_the_empty_tree_is_the_beginning_of_every_tree() -> None:
    root = bytes.fromhex(ROOTS[3])
    assert verify_consistency(0, 3, EMPTY_ROOT, root, [])
    assert not verify_consistency(0, 3, root, root, [])


def test_an_append_writes_few_nodes_and_needs_only_the_right_edge() -> None:
    hashes = [sha256(str(i).encode()).digest() for i in range(1000)]
    frontier, nodes = Frontier().append(hashes)
    assert len(nodes) < 2 * 1000
    assert len(frontier_nodes(1000)) == 6
    loaded = Frontier.load(1000, {n: nodes[n] for n in frontier_nodes(1000)})
    assert loaded == frontier
    assert len(inclusion_nodes(123, 1000)) <= 14


leaf_lists = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH as RFC 6962 2.1 defines it, by recursion."""
    if len(leaves) <= 1:
        return leaf_hash(leaves[0]) if leaves else EMPTY_ROOT
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(plain_root(leaves[:k]), plain_root(leaves[k:]))


@given(leaf_lists, st.data())
def test_any_split_into_batches_grows_the_same_tree(leaves, data) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    first, nodes = grown(leaves[:cut])
    reloaded = Frontier.load(cut, nodes)
    second, more = reloaded.append(leaf_hash(leaf) for leaf in leaves[cut:])
    assert not nodes.keys() & more.keys()
    assert (second, nodes | more) == grown(leaves)
    assert (first.root, second.root) == (plain_root(leaves[:cut]), plain_root(leaves))


@settings(max_examples=100)
@given(leaf_lists, st.data())
def test_any_changed_bit_breaks_an_inclusion_proof(leaves, data) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    frontier, nodes = grown(leaves)
    size, leaf = len(leaves), leaf_hash(leaves[index])
    needed = {n: nodes[n] for n in inclusion_nodes(index, size)}
    proof = inclusion_proof(index, size, needed)
    assert verify_inclusion(index, size, leaf, proof, frontier.root)
    parts = [leaf, frontier.root, *proof]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = flipped(parts[part], bit)
    assert not verify_inclusion(index, size, parts[0], parts[2:], parts[1])
    assert not verify_inclusion(index, size, leaf, [*proof, leaf], frontier.root)
    assert not (proof and verify_inclusion(index, size, leaf, proof[:-1], frontier.root))


@settings(max_examples=100)
@given(leaf_lists, st.data())
def test_any_changed_bit_breaks_a_consistency_proof(leaves, data) -> None:
    old, new = data.draw(st.integers(1, len(leaves))), len(leaves)
    frontier, nodes = grown(leaves)
    old_root = grown(leaves[:old])[0].root
    proof = consistency_proof(old, new, {n: nodes[n] for n in consistency_nodes(old, new)})
    assert verify_consistency(old, new, old_root, frontier.root, proof)
    parts = [old_root, frontier.root, *proof]
    part, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[part] = flipped(parts[part], bit)
    assert not verify_consistency(old, new, parts[0], parts[1], parts[2:])
    assert not verify_consistency(old, new, old_root, frontier.root, [*proof, old_root])


@given(leaf_lists, st.data())
def test_a_rewritten_past_is_not_consistent(leaves, data) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    changed = data.draw(st.integers(0, old - 1))
    forged = [leaf + b"!" if i == changed else leaf for i, leaf in enumerate(leaves)]
    frontier, nodes = grown(forged)
    proof = consistency_proof(old, len(leaves), nodes)
    assert not verify_consistency(old, len(leaves), grown(leaves[:old])[0].root, frontier.root, proof)


def flipped(value: bytes, bit: int) -> bytes:
    return bytes(b ^ (1 << bit % 8) if i == bit // 8 else b for i, b in enumerate(value))
