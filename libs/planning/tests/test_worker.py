"""MRP-2: planning in a worker process: compiled ahead, and refusals that cross the border whole."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

from headrace_planning.engine import calendar, compiled
from headrace_planning.engine.warm import warm
from headrace_planning.model.refusal import BomCycle, UnknownItem


def test_the_smallest_plan_compiles_all_that_a_plan_needs():
    assert [order.item for order in warm().planned_orders] == ["leg", "table"]


def test_without_a_folder_for_compiled_code_the_engine_still_loads():
    nowhere = {"NUMBA_CACHE_DIR": os.devnull}
    script = (
        "from headrace_planning.engine.calendar import position; import numpy; print(position(numpy.array([1, 2]), 2));"
        "print(type(position._cache).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **nowhere}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, ["2", "NullCache"]), done.stderr


def test_machine_code_of_other_sources_is_never_used(tmp_path):
    """A kernel holds what it calls in other files, so a change of any file is a change of all kernels."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "callee.py").write_text("STEP = 1")
    before = compiled.folder_for(tmp_path)
    assert compiled.folder_for(tmp_path) == before
    (tmp_path / "deep" / "callee.py").write_text("STEP = 2")
    assert compiled.folder_for(tmp_path) != before
    kept = Path(calendar.position.stats.cache_path)
    assert kept.parent.name == compiled.folder_for(compiled.SOURCES)


def test_a_refusal_survives_the_way_back_from_the_worker():
    cycle = pickle.loads(pickle.dumps(BomCycle(("A", "B", "A"))))
    assert (cycle.path, "A → B → A" in str(cycle.detail)) == (("A", "B", "A"), True)
    assert pickle.loads(pickle.dumps(UnknownItem("no A"))).detail == "no A"
