"""What a treatment changes beside its control, on common random numbers (effets des traitements)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.weightstats import ttost_paired

from negosim.ensemble.analysis.dataset import RATES, Dataset, Frame, control_of, logit, paired
from negosim.ensemble.analysis.fractions import aliases, unpaired

__all__ = ["NOT_PAIRED", "bootstrap", "effects", "means"]

RESAMPLES = 2000
NOT_PAIRED = "-"
"""What a difference of means is mixed with where it is mixed with nothing."""
LEAST = 3
"""Units under which there is no interval."""


def bootstrap(statistic: Callable[..., Any], *samples: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile interval of a statistic of paired samples. Source: Efron and Tibshirani 1993; SciPy."""
    if len(samples[0]) < LEAST or all(np.ptp(sample) == 0 for sample in samples):
        return float("nan"), float("nan")
    found = stats.bootstrap(
        samples, statistic, paired=True, n_resamples=RESAMPLES, method="percentile", vectorized=True,
        rng=np.random.default_rng(seed), batch=200,
    )  # fmt: skip
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def means(data: Dataset, key: str, outcomes: Sequence[str]) -> Frame:
    """Mean and 95 % interval over draws of each outcome, by level of a factor."""
    rows = []
    for level, part in data.rows.groupby(key, observed=True, sort=False):
        for outcome in outcomes:
            values = part.groupby("draw")[outcome].mean().dropna().to_numpy()
            low, high = bootstrap(lambda x, axis: np.mean(x, axis=axis), values)
            mean = values.mean() if len(values) else None
            rows.append({"factor": key, "level": level, "outcome": outcome, "mean": mean, "low": low, "high": high,
                         "mandates": int(part[outcome].notna().sum())})  # fmt: skip
    return pd.DataFrame(rows)


def effects(data: Dataset, outcomes: Sequence[str], sesoi: Mapping[str, float], control: str | None = None) -> Frame:
    """The paired difference of each level of each factor to its control, with what can be said of it.

    `low`, `high`: over draws. `low_places`, `high_places`: t interval over territories. `log_odds` for rates.
    `p_equivalence`: two one-sided tests that the difference is inside `sesoi`, the smallest effect of
    interest of the outcome, in its unit; none without it.
    `aliases`, where no two points differ by this factor alone: the difference is then one of means over points, mixed
    with what is named.
    """
    rows = []
    for factor in data.levelled:
        base = control_of(factor, control)
        for level in (level for level in factor.levels if level != base):
            for outcome in outcomes:
                pairs, mixed = paired(data, outcome, factor.key, level, base), ""
                if not len(pairs):
                    pairs = unpaired(data, outcome, factor.key, level, base)
                    mixed = aliases(data, factor.key, level, base) or NOT_PAIRED
                if len(pairs):
                    row = {"factor": factor.key, "level": level, "control": base, "outcome": outcome}
                    rows.append(row | effect_of(pairs, outcome, sesoi.get(outcome)) | {"aliases": mixed})
    found = pd.DataFrame(rows)
    return found if any(row["aliases"] for row in rows) else found.drop(columns="aliases", errors="ignore")


def effect_of(pairs: Frame, outcome: str, sesoi: float | None) -> dict[str, Any]:
    """The difference of the pairs: mean, intervals, equivalence, territories in which it is positive."""
    units = pairs.groupby("draw")[["treated", "control"]].mean()
    one, other = units["treated"].to_numpy(), units["control"].to_numpy()
    low, high = bootstrap(lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis), one, other)
    found: dict[str, Any] = {"difference": float(np.mean(one - other)), "low": low, "high": high}
    places = (pairs["treated"] - pairs["control"]).groupby(pairs["siren"]).mean().to_numpy()
    found |= dict(zip(("low_places", "high_places"), over_places(places), strict=True))
    if outcome in RATES:
        gap = logit(one.mean()) - logit(other.mean())
        edges = bootstrap(lambda x, y, axis: logit(np.mean(x, axis=axis)) - logit(np.mean(y, axis=axis)), one, other)
        found |= {"log_odds": float(gap), "log_odds_low": edges[0], "log_odds_high": edges[1]}
    if sesoi is not None:
        p = float(ttost_paired(one, other, -sesoi, sesoi)[0]) if len(one) >= LEAST and np.ptp(one - other) > 0 else None
        found |= {"sesoi": sesoi, "p_equivalence": p, "verdict": verdict(low, high, p, sesoi)}
    return found | {"pairs": len(pairs), "territories": len(places), "territories_up": int((places > 0).sum())}


def over_places(values: np.ndarray) -> tuple[float, float]:
    """The 95 % t interval of the mean over territories."""
    if len(values) < LEAST or np.ptp(values) == 0:
        return float("nan"), float("nan")
    low, high = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
    return float(low), float(high)


def verdict(low: float, high: float, p: float | None, sesoi: float) -> str:
    """What is shown: "larger", "smaller", "equivalent" (to nothing of interest), "small" or "undecided"."""
    if low > sesoi:
        return "larger"
    if high < -sesoi:
        return "smaller"
    if p is not None and p < 0.05:
        return "equivalent" if low <= 0 <= high else "small"
    return "undecided"
