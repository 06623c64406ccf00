"""PLT-8: in a factory the gateway runs alone, with what its package asks for and nothing of the platform's."""

import subprocess
import sys
from importlib.metadata import requires

LOADED = "import sys, headrace_edge_gateway.__main__; print(*{name.partition('.')[0] for name in sys.modules})"


def test_alone_it_loads_only_packages_that_it_depends_on():
    needs = {need for need in requires("headrace-edge-gateway") or [] if ";" not in need}
    asked = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    loaded = set(asked.stdout.split())
    ours = {name.replace("_", "-") for name in loaded if name.startswith("headrace_")}
    assert ours <= {"headrace-edge-gateway", *needs}
    assert not loaded & {"fastapi", "pydantic", "sqlalchemy"}
