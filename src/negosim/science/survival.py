"""Survival analysis of censored durations: Kaplan-Meier estimator, restricted mean (analyse de survie)."""

from __future__ import annotations

import math

import numpy as np

__all__ = ["kaplan_meier", "restricted_mean", "survival_at"]


def kaplan_meier(durations: np.ndarray, ended: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The times of the events, float64[M] in order, and the share that survives each of them, float64[M].

    A duration censored at the time of an event is still at risk for this event.
    Args: `durations` float64[N], from the start of each; `ended` bool[N], false where the observation stops before the
    event (censored).

    Source: Kaplan & Meier 1958.
    """
    durations, ended = np.asarray(durations, dtype=np.float64), np.asarray(ended, dtype=np.bool_)
    times, ends = np.unique(durations[ended], return_counts=True)
    at_risk = len(durations) - np.searchsorted(np.sort(durations), times, side="left")
    return times, np.cumprod(1.0 - ends / at_risk)


def survival_at(durations: np.ndarray, ended: np.ndarray, moment: float) -> float:
    """The Kaplan-Meier share that survives time `moment`, after the events of this time; nan when N = 0.

    After the last duration it is constant. Args: as `kaplan_meier`. Source: Kaplan & Meier 1958.
    """
    if len(durations) == 0:
        return math.nan
    times, shares = kaplan_meier(durations, ended)
    count = int(np.searchsorted(times, moment, side="right"))
    return float(shares[count - 1]) if count else 1.0


def restricted_mean(durations: np.ndarray, ended: np.ndarray, horizon: float) -> float:
    """The mean duration up to `horizon`: the area under the Kaplan-Meier curve from 0 to `horizon`; nan when N = 0.

    Args: as `kaplan_meier`.

    Source: Irwin 1949; Royston & Parmar 2013.
    """
    if len(durations) == 0:
        return math.nan
    times, shares = kaplan_meier(durations, ended)
    steps = np.concatenate(([0.0], np.minimum(times, horizon), [horizon]))
    return float((np.diff(steps) * np.concatenate(([1.0], shares))).sum())
