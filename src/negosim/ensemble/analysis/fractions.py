"""Effects where no two points differ by one factor alone: differences of means, and their aliases.

A fraction of a factorial, or points of one's own, have no pairs (plans fractionnaires, effets confondus).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from negosim.ensemble.analysis.dataset import Dataset, Frame

__all__ = ["aliases", "level_means"]

NOTHING = 1e-9
AND = " + "
MOST_FACTORS, FEW_FACTORS = 12, 3
"""With more two-level factors than the first number, only products up to the second order are examined."""
LEAST_POINTS = 3
"""With fewer points a correlation means nothing: everything is confounded with everything."""


def level_means(data: Dataset, outcome: str, key: str, level: Any, control: Any) -> Frame:
    """The mean of the outcome over the points of a level, and over those of the control: one row a place and draw."""
    means = data.rows.pivot_table(index=["siren", "draw"], columns=key, values=outcome, aggfunc="mean", observed=True)
    both = means.reindex(columns=[level, control]).dropna()
    return both.set_axis(["treated", "control"], axis=1).reset_index()


def aliases(data: Dataset, key: str, level: Any, control: Any) -> str:
    """The aliases of the contrast of two levels of a factor over the points: other factors, else products of them.

    Products of two-level factors, the territory among them, up to the lowest order at which one is confounded totally.
    A partial alias (up to products of three) stands with the correlation of the two columns, between -1 and 1.
    Source: Box, Hunter and Hunter 2005 (alias structure).
    """
    points = data.points[data.points[key].isin([level, control])]
    sign = np.where(points[key] == level, 1.0, -1.0)
    columns = dict(_columns(points, [f.key for f in data.factors if f.key != key]))
    two = [name for name, column in columns.items() if set(np.unique(column)) == {-1.0, 1.0}]
    partial: list[str] = []
    for size in range(1, (len(two) if len(two) <= MOST_FACTORS else FEW_FACTORS) + 1):
        products = columns if size == 1 else {
            " x ".join(names): np.prod([columns[name] for name in names], axis=0) for names in combinations(two, size)
        }  # fmt: skip
        shares = {name: _correlation(sign, column) for name, column in products.items()}
        total = [name for name, share in shares.items() if abs(share) > 1 - NOTHING]
        if size <= FEW_FACTORS:
            partial += [f"{name} ({share:+.2f})" for name, share in shares.items()
                        if abs(share) > NOTHING and name not in total]  # fmt: skip
        if total:
            return AND.join([*total, *partial])
    return AND.join(partial)


def _columns(points: Frame, keys: list[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Each other factor as signs of its two levels, as its numbers, or as one column for each of its levels."""
    for key in keys:
        levels = list(dict.fromkeys(points[key]))
        if len(levels) == 2:
            yield key, np.where(points[key] == levels[1], 1.0, -1.0)
        elif pd.api.types.is_numeric_dtype(points[key]):
            yield key, points[key].to_numpy(float)
        else:
            for one in levels:
                yield f"{key}={one}", (points[key] == one).to_numpy(float)


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of two columns; 0 where one does not vary."""
    if len(one) < LEAST_POINTS and len(one) > 1 and np.ptp(other) > 0:
        return 1.0
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
