"""What stands in for a figure that is missing: the middle of what is known nearby."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["weighted_median"]


def weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """The smallest value such that the values up to it hold at least half of the total weight.

    Source: Edgeworth (1888), the weighted median.
    """
    ordered = sorted(zip(values, weights, strict=True))
    half = sum(weights) / 2
    cumulated = 0.0
    for value, weight in ordered:
        cumulated += weight
        if cumulated >= half:
            return value
    return ordered[-1][0]
