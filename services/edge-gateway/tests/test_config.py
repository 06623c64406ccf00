"""EDG-1: the tag table is checked as a whole, and its registers are read in blocks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_edge_gateway.config import ConfigError, Tag, load
from headrace_edge_gateway.drivers.blocks import MOST_REGISTERS, coalesce

GOOD = """
gateway = "plant-1"
zone = "Europe/Berlin"
[server]
url = "https://headrace.example"
[[machines]]
machine = "M1"
host = "10.0.0.5"
tags = [
  { tag = "running", role = "run", register = 0, type = "bit" },
  { tag = "fault", role = "fault", register = 0, type = "bit", bit = 1 },
  { tag = "pieces", role = "counter", register = 1, type = "u32" },
  { tag = "temperature", role = "measure", register = 3, type = "u16", scale = 0.1, unit = "Cel" },
]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "gateway.toml"
    path.write_text(text)
    return path


def test_a_good_configuration_gives_the_rules_of_its_machines(tmp_path: Path) -> None:
    config = load(write(tmp_path, GOOD))
    rules = config.rules(config.machines[0])
    assert rules.counter
    assert (rules.run_tag, rules.counter.modulus, list(rules.measures)) == ("running", 2**32, ["temperature"])


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("Europe/Berlin", "Europe/Atlantis", "IANA time zone"),
        ('role = "fault"', 'role = "measure"', "no tag with the role 'fault'"),
        ('role = "measure"', 'role = "counter"', "2 tags with the role 'counter'"),
        ('type = "u16"', 'type = "u17"', "u17"),
        ("bit = 1", "bit = 16", "15"),
        ("host =", "hots =", "hots"),
        ("register = 3,", "register = 65536,", "65535"),
        ('register = 1, type = "u32"', 'register = 65535, type = "u32"', "'pieces' ends after the last register"),
        ('register = 1, type = "u32"', 'register = 1, type = "i16"', "'pieces': a counter has the type u16, u32, u64"),
        ('register = 0, type = "bit" }', 'register = 0, type = "u16", table = "coil" }', "'running': the table 'coil'"),
        ("scale = 0.1", "scale = 1e300", "1000000000000"),
        *(
            ('host = "10.0.0.5"', f"fastest_cycle_seconds = {odd}", "fastest_cycle_seconds")
            for odd in ("0", "1e-9", "1e300", "inf", "nan")
        ),
        ('gateway = "plant-1"', 'gateway = "plant-1"\npoll_seconds = 1e300', "poll_seconds"),
        ('gateway = "plant-1"', 'gateway = "plant-1"\nbuffer = { max_megabytes = 99999999999 }', "max_megabytes"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, good: str, bad: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(write(tmp_path, GOOD.replace(good, bad)))


def test_a_machine_listed_twice_is_refused(tmp_path: Path) -> None:
    machine = GOOD[GOOD.index("[[machines]]") :]
    with pytest.raises(ConfigError, match="listed twice"):
        load(write(tmp_path, GOOD + machine))


def tag(register: int, kind: str = "u16", table: str = "holding") -> Tag:
    return Tag(tag=f"{table}{register}", role="measure", register=register, type=kind, table=table)  # type: ignore[arg-type]


def test_neighbouring_registers_are_read_at_once_and_a_gap_is_not_bridged() -> None:
    blocks = coalesce([tag(7), tag(0), tag(1, "u32"), tag(3), tag(3, table="input")])
    assert [(block.table, block.start, block.count) for block in blocks] == [
        ("holding", 0, 4),
        ("holding", 7, 1),
        ("input", 3, 1),
    ]


def test_a_block_ends_at_125_registers() -> None:
    blocks = coalesce([tag(register) for register in range(200)])
    assert [(block.start, block.count) for block in blocks] == [(0, 125), (125, 75)]


def test_values_are_taken_from_their_place_in_the_block() -> None:
    (block,) = coalesce([tag(4), tag(5, "u32"), Tag(tag="b", role="run", register=4, type="bit", bit=3)])
    values = {each.tag: block.value(each, [0b1000, 1, 2]) for each in block.tags}
    assert values == {"holding4": 8, "holding5": 65538, "b": 1}


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(["u16", "u32", "bit"])), max_size=80))
def test_every_tag_lies_wholly_in_exactly_one_block(places: list[tuple[int, str]]) -> None:
    blocks = coalesce([tag(register, kind) for register, kind in places])
    assert sum(len(block.tags) for block in blocks) == len(places)
    for block in blocks:
        assert block.count <= MOST_REGISTERS
        for each in block.tags:
            assert block.start <= each.register
            assert each.register + each.width <= block.start + block.count
