"""How often Python's garbage collector looks for cycles (ramasse-miettes)."""

from __future__ import annotations

import gc

__all__ = ["collect_less"]

THRESHOLDS = (50_000, 10, 10)


def collect_less() -> None:
    """Look for cycles less often: loading libraries and compiling make many objects, and nearly all of them stay."""
    gc.set_threshold(*THRESHOLDS)
