"""How long things last when some are still standing at the last look: Kaplan-Meier, restricted mean (survie)."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["kaplan_meier", "restricted_mean", "survival_at"]


def kaplan_meier(durations: np.ndarray, ended: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The times float64[M] at which something ended, in order, and the share that survives each: float64[M].

    `durations` float64[N] are counted from each one's own start; `ended` bool[N] is false where the observation
    stopped before the end (censored). Who is censored at a time was still there for what ended at that time.

    Source: Kaplan & Meier 1958.
    """
    durations, ended = np.asarray(durations, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    times, ends = np.unique(durations[ended], return_counts=True)
    at_risk = len(durations) - np.searchsorted(np.sort(durations), times, side="left")
    return times, np.cumprod(1.0 - ends / at_risk)


def survival_at(durations: np.ndarray, ended: np.ndarray, moment: float) -> float:
    """The Kaplan-Meier share that survives `moment`, what ends then included; nan when N = 0.

    Past the last duration it stays at its last value. Source: Kaplan & Meier 1958.
    """
    if len(durations) == 0:
        return math.nan
    times, shares = kaplan_meier(durations, ended)
    passed = int(np.searchsorted(times, moment, side="right"))
    return float(shares[passed - 1]) if passed else 1.0


def restricted_mean(durations: np.ndarray, ended: np.ndarray, horizon: float) -> float:
    """Mean duration up to `horizon`: the area under the Kaplan-Meier curve from 0 to it; nan when N = 0.

    Source: Irwin 1949; Royston & Parmar 2013.
    """
    if len(durations) == 0:
        return math.nan
    times, shares = kaplan_meier(durations, ended)
    steps = np.concatenate(([0.0], np.minimum(times, horizon), [horizon]))
    return float((np.diff(steps) * np.concatenate(([1.0], shares))).sum())
