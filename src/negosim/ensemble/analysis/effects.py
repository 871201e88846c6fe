"""The effect of a treatment compared with its control, on common random numbers (effets des traitements)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.weightstats import ttost_paired

from negosim.ensemble.analysis.dataset import RATES, Dataset, Frame, control_of, logit, matched_pairs
from negosim.ensemble.analysis.fractions import aliases, level_means

__all__ = ["NO_ALIAS", "bootstrap", "effects", "means", "territory_interval"]

RESAMPLES = 2000
NO_ALIAS = "-"
"""The aliases of a difference of means that is confounded with nothing."""
LEAST = 3
"""Units under which there is no interval."""


def bootstrap(statistic: Callable[..., Any], *samples: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile interval of a statistic of paired samples. Source: Efron and Tibshirani 1993; SciPy."""
    if len(samples[0]) < LEAST or all(np.ptp(sample) == 0 for sample in samples):
        return float("nan"), float("nan")
    result = stats.bootstrap(
        samples, statistic, paired=True, n_resamples=RESAMPLES, method="percentile", vectorized=True,
        rng=np.random.default_rng(seed), batch=200,
    )  # fmt: skip
    return float(result.confidence_interval.low), float(result.confidence_interval.high)


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
    """The paired difference of each level of each factor to its control, with its intervals and its verdict.

    `low`, `high`: over draws. `low_places`, `high_places`: t interval over territories. `log_odds` for rates.
    `p_equivalence`: two one-sided tests that the difference is inside `sesoi`, the smallest effect of
    interest of the outcome, in its unit; none without it.
    `aliases`, where no two points differ by this factor alone: the difference is then one of means over points,
    confounded with the factors (or products of factors) that the column names.
    """
    rows = []
    for factor in data.factors_with_levels:
        base = control_of(factor, control)
        for level in (level for level in factor.levels if level != base):
            for outcome in outcomes:
                pairs, confounded = matched_pairs(data, outcome, factor.key, level, base), ""
                if not len(pairs):
                    pairs = level_means(data, outcome, factor.key, level, base)
                    confounded = aliases(data, factor.key, level, base) or NO_ALIAS
                if len(pairs):
                    row = {"factor": factor.key, "level": level, "control": base, "outcome": outcome}
                    rows.append(row | effect_of(pairs, outcome, sesoi.get(outcome)) | {"aliases": confounded})
    table = pd.DataFrame(rows)
    return table if any(row["aliases"] for row in rows) else table.drop(columns="aliases", errors="ignore")


def effect_of(pairs: Frame, outcome: str, sesoi: float | None) -> dict[str, Any]:
    """The difference of the pairs: mean, intervals, equivalence, territories in which it is positive."""
    units = pairs.groupby("draw")[["treated", "control"]].mean()
    one, other = units["treated"].to_numpy(), units["control"].to_numpy()
    low, high = bootstrap(lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis), one, other)
    effect: dict[str, Any] = {"difference": float(np.mean(one - other)), "low": low, "high": high}
    territories = (pairs["treated"] - pairs["control"]).groupby(pairs["siren"]).mean().to_numpy()
    effect |= dict(zip(("low_places", "high_places"), territory_interval(territories), strict=True))
    if outcome in RATES:
        gap = logit(one.mean()) - logit(other.mean())
        edges = bootstrap(lambda x, y, axis: logit(np.mean(x, axis=axis)) - logit(np.mean(y, axis=axis)), one, other)
        effect |= {"log_odds": float(gap), "log_odds_low": edges[0], "log_odds_high": edges[1]}
    if sesoi is not None:
        p = float(ttost_paired(one, other, -sesoi, sesoi)[0]) if len(one) >= LEAST and np.ptp(one - other) > 0 else None
        effect |= {"sesoi": sesoi, "p_equivalence": p, "verdict": verdict(low, high, p, sesoi)}
    return effect | {"pairs": len(pairs), "territories": len(territories),
                     "territories_up": int((territories > 0).sum())}  # fmt: skip


def territory_interval(values: np.ndarray) -> tuple[float, float]:
    """The 95 % t interval of the mean over territories."""
    if len(values) < LEAST or np.ptp(values) == 0:
        return float("nan"), float("nan")
    low, high = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
    return float(low), float(high)


def verdict(low: float, high: float, p: float | None, sesoi: float) -> str:
    """The verdict on a difference: "larger", "smaller", "equivalent" (to nothing of interest), "small", "undecided"."""
    if low > sesoi:
        return "larger"
    if high < -sesoi:
        return "smaller"
    if p is not None and p < 0.05:
        return "equivalent" if low <= 0 <= high else "small"
    return "undecided"
