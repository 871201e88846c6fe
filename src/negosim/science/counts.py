"""Check of a count: a whole number, of any numeric type (effectifs)."""

from __future__ import annotations

import numpy as np

__all__ = ["is_whole"]


def is_whole(value: object, low: int = 0, high: int | None = None) -> bool:
    """Whether a value is a whole number from `low` to `high` (no upper bound if None); 2.0 is, True and nan are not.

    >>> is_whole(2.0), is_whole(2.5), is_whole(True), is_whole(-1), is_whole(-1, low=-1)
    (True, False, False, False, True)
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    if isinstance(value, float | np.floating) and not float(value).is_integer():
        return False
    return bool(value >= low) and (high is None or bool(value <= high))
