"""The page of the metrics is the one that the metrics write."""

from __future__ import annotations

import importlib.util
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "metrics_page.py"


def test_the_page_is_up_to_date():
    spec = importlib.util.spec_from_file_location("metrics_page", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.main(["--check"]) == 0, "run python tools/metrics_page.py"
