"""Where the checks find what they check with."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".local" / "deploy-checks"
BIN = HOME / "bin"
KUBERNETES_SCHEMAS = HOME / "kubernetes"
CRD_SCHEMAS = HOME / "crds"
SCRIPTS = Path(sys.executable).parent
