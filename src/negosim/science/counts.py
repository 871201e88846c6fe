"""What a count may be: a whole number, whatever holds it (effectifs)."""

from __future__ import annotations

import numpy as np

__all__ = ["is_whole"]


def is_whole(value: object, low: int = 0, high: int | None = None) -> bool:
    """Whether a value is a whole number from `low` to `high`; 2.0 is one, True and not-a-number are none.

    >>> is_whole(2.0), is_whole(2.5), is_whole(True), is_whole(-1), is_whole(-1, low=-1)
    (True, False, False, False, True)
    """
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    if isinstance(value, float | np.floating) and not float(value).is_integer():
        return False
    return bool(value >= low) and (high is None or bool(value <= high))
