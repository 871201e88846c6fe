"""The page of the metrics is the one that the metrics write."""

from __future__ import annotations

import metrics_page


def test_the_page_is_up_to_date():
    assert metrics_page.main(["--check"]) == 0, "run python tools/metrics_page.py"
