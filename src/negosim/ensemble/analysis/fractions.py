"""Effects where no two points differ by one factor alone: differences of means, and what they are mixed with.

A fraction of a factorial, or points of one's own, have no pairs (plans fractionnaires, effets confondus).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from negosim.ensemble.analysis.dataset import Dataset, Frame

__all__ = ["aliases", "unpaired"]

NOTHING = 1e-9
AND = " + "
LEAST_POINTS = 3
"""Points under which a correlation tells nothing: everything is confounded with everything."""


def unpaired(data: Dataset, outcome: str, key: str, level: Any, control: Any) -> Frame:
    """The mean of the outcome over the points of a level, and over those of the control: one row a place and draw."""
    means = data.rows.pivot_table(index=["siren", "draw"], columns=key, values=outcome, aggfunc="mean", observed=True)
    both = means.reindex(columns=[level, control]).dropna()
    return both.set_axis(["treated", "control"], axis=1).reset_index()


def aliases(data: Dataset, key: str, level: Any, control: Any) -> str:
    """What the contrast of two levels of a factor is mixed with over the points: other factors, products of two.

    Products of two and of three factors, the territory among them. A number between -1 and 1 tells how much: the
    correlation of the two columns, left out where it is total. Source: Box, Hunter and Hunter 2005 (alias structure).
    """
    points = data.points[data.points[key].isin([level, control])]
    sign = np.where(points[key] == level, 1.0, -1.0)
    found = []
    for name, column in _columns(points, [f.key for f in data.factors if f.key != key]):
        share = _correlation(sign, column)
        if abs(share) > NOTHING:
            found.append(name if abs(share) > 1 - NOTHING else f"{name} ({share:+.2f})")
    return AND.join(found)


def _columns(points: Frame, keys: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Each other factor as signs of its levels, or as its numbers; then the products of two and three of two levels."""
    signs: dict[str, np.ndarray] = {}
    for key in keys:
        levels = list(dict.fromkeys(points[key]))
        if len(levels) == 2:
            signs[key] = np.where(points[key] == levels[1], 1.0, -1.0)
            yield key, signs[key]
        elif pd.api.types.is_numeric_dtype(points[key]):
            yield key, points[key].to_numpy(float)
        else:
            for one in levels:
                yield f"{key}={one}", (points[key] == one).to_numpy(float)
    for size in (2, 3):
        for chosen in combinations(signs, size):
            yield " x ".join(chosen), np.prod([signs[one] for one in chosen], axis=0)


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of two columns; 0 where one does not vary."""
    if len(one) < LEAST_POINTS and len(one) > 1 and np.ptp(other) > 0:
        return 1.0
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
