"""How many replicates are enough (nombre de répétitions)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from negosim.ensemble.analysis.dataset import Dataset, Frame
from negosim.ensemble.analysis.durations import treatment_factor
from negosim.metrics import is_share

__all__ = ["required_replicates", "variation"]

GRID = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
STEADY = 0.01
"""The coefficient of variation is stable once it moves by less than this. Source: Lorscheid, Heine and Meyer 2012."""
HALF_WIDTH = 0.01
Z = 1.96


def variation(data: Dataset, outcomes: Sequence[str]) -> Frame:
    """The coefficient of variation of each outcome by treatment and number of replicates, on a grid."""
    key = treatment_factor(data)
    groups = data.rows.groupby(key, observed=True, sort=False) if key else [("all", data.rows)]
    rows = []
    for level, part in groups:
        for outcome in outcomes:
            values = part.groupby("draw")[outcome].mean().dropna().to_numpy()
            for n in [*(n for n in GRID if n < len(values)), len(values)]:
                mean = values[:n].mean() if n else 0.0
                if n > 1 and mean:
                    rows.append({"level": level, "outcome": outcome, "replicates": n,
                                 "variation": float(values[:n].std(ddof=1) / abs(mean))})  # fmt: skip
    return pd.DataFrame(rows, columns=["level", "outcome", "replicates", "variation"])


def required_replicates(data: Dataset, outcomes: Sequence[str]) -> Frame:
    """By treatment and outcome: replicates after which the coefficient of variation is stable, and those that a
    half-width of .01 of the mean takes, for a share (None for what is no share).
    """
    rows = []
    for (level, outcome), part in variation(data, outcomes).groupby(["level", "outcome"], sort=False):
        counts, values = part["replicates"].to_numpy(), part["variation"].to_numpy()
        moves = np.abs(np.diff(values))
        steady = [k for k in range(len(moves)) if (moves[k:] < STEADY).all()]
        units = data.rows if level == "all" else data.rows[data.rows[treatment_factor(data)] == level]
        deviation = float(units.groupby("draw")[outcome].mean().std(ddof=1))
        enough = int(np.ceil((Z * deviation / HALF_WIDTH) ** 2)) if is_share(outcome) else None
        rows.append({"level": level, "outcome": outcome, "stable_from": int(counts[steady[0]]) if steady else None,
                     "for_half_width_.01": enough, "played": int(counts[-1])})  # fmt: skip
    return pd.DataFrame(rows)
