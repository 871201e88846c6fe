"""One target: simulated probabilities beside baselines on the same cases (comparaison)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from negosim.validation.baselines import BASELINES, HALVES, half_of, in_sample, out_of_sample, predictors
from negosim.validation.features import SIZES, size_of
from negosim.validation.scores import (
    auc,
    brier,
    calibration,
    calibration_curve,
    likelihood_ratio,
    log_score,
    minimum_detectable,
    paired_difference,
)

__all__ = ["ALL", "Comparison", "compare", "rates_by_size", "selected", "with_baselines"]

ALL = "all"
DIGITS = 6
CHANCE = 0.5
"""The AUC of a base rate, which orders nothing; pooled folds would make it lower, as each leaves out its own cases."""
LEAST_CASES = 20
"""Fewer cases are not scored."""


@dataclass(frozen=True)
class Comparison:
    """The scores of one target on one half.

    `figures`: scores by name, None where there is none (`NAMES` of `compare`); `scores`: a row for each predictor
    (`simulated` and `BASELINES`), columns `auc`, `brier`, `log_score`; `by_size`: as `rates_by_size`; `curve`: as
    `scores.calibration_curve`, of the simulated probability; `cases`: what was scored, one row each.
    """

    figures: dict[str, float | int | None]
    scores: pd.DataFrame
    by_size: pd.DataFrame
    curve: pd.DataFrame
    cases: pd.DataFrame


def with_baselines(cases: pd.DataFrame, features: pd.DataFrame, half: str) -> pd.DataFrame:
    """Cases with their features and what baselines predict of them, those of the half only.

    `cases` is a table of `outcomes.cases_of`; `features` one of `features.features`, and cases without features are
    left out; `half` is "fit", "report" or "all". Columns `base_rate`, `logistic` and `boosting` are out of sample,
    `logistic_in_sample` is fitted to the cases of the half.
    """
    known = cases.drop(columns="category").merge(features.reset_index(), on="siren").reset_index(drop=True)
    x, outcomes, sirens = predictors(known), known["outcome"].to_numpy(), list(known["siren"])
    for name in BASELINES:
        known[name] = out_of_sample(name, x, outcomes, sirens, half) if len(known) else np.nan
    here = selected(sirens, half)
    if here.any():
        known.loc[here, "logistic_in_sample"] = in_sample("logistic", x[here], outcomes[here])
    return known.loc[here].reset_index(drop=True)


def selected(sirens: list[str], half: str) -> np.ndarray:
    """Which intercommunalities are in the half, bool[N]; all of them for "all"."""
    return np.array([half not in HALVES or half_of(siren) == half for siren in sirens], dtype=bool)


def compare(cases: pd.DataFrame, probabilities: pd.DataFrame | None, seed: int = 0) -> Comparison:
    """The scores of simulated probabilities and of baselines on the cases that all of them predict.

    `cases` is a table of `with_baselines`; `probabilities` one of `hindcast.simulated`, None where nothing was played;
    `seed` addresses the bootstrap. Differences are the simulated score minus that of the regression; a positive
    `auc_difference_low` says that the model does better.
    """
    scored = _scored(cases, probabilities)
    outcomes = scored["outcome"].to_numpy(int)
    names = [name for name in ("simulated", *BASELINES) if name in scored]
    enough = len(scored) >= LEAST_CASES and np.ptp(outcomes) > 0
    table = pd.DataFrame(
        [[score(outcomes, scored[name].to_numpy(float)) for score in (auc, brier, log_score)] for name in names]
        if enough else np.full((len(names), 3), np.nan),
        index=pd.Index(names, name="predictor"), columns=["auc", "brier", "log_score"],
    )  # fmt: skip
    if enough:
        table.loc["base_rate", "auc"] = CHANCE
    figures: dict[str, Any] = dict.fromkeys(NAMES) | {"n": len(scored)}
    if enough:
        figures |= {"rate": outcomes.mean(), "logistic_auc": table.loc["logistic", "auc"],
                    "logistic_auc_in_sample": auc(outcomes, scored["logistic_in_sample"].to_numpy(float)),
                    "boosting_auc": table.loc["boosting", "auc"], "base_brier": table.loc["base_rate", "brier"],
                    "logistic_brier": table.loc["logistic", "brier"]}  # fmt: skip
        if "simulated" in scored:
            figures |= _beside_regression(scored, table, seed)
    curve = calibration_curve(outcomes, scored["simulated"].to_numpy(float)) if enough and "simulated" in scored \
        else pd.DataFrame(columns=["n", "predicted", "observed"])  # fmt: skip
    return Comparison({name: _rounded(value) for name, value in figures.items()}, table, rates_by_size(scored),
                      curve, scored)  # fmt: skip


NAMES = (
    "auc", "logistic_auc", "auc_difference", "auc_difference_low", "auc_difference_high", "auc_detectable", "brier",
    "base_brier", "logistic_brier", "calibration_intercept", "calibration_slope", "lr_beyond_logistic", "lr_p_value",
    "logistic_auc_in_sample", "boosting_auc", "rate", "n",
)  # fmt: skip
"""The figures of a comparison. `auc_detectable`: the true difference that would be found four times in five;
`lr_beyond_logistic`: likelihood ratio of what the simulated logit adds to the regression; `rate`: of the outcome."""


def rates_by_size(cases: pd.DataFrame) -> pd.DataFrame:
    """Rates by number of communes: `communes` (a line of `features.SIZES`), `n`, `observed` and `simulated` in [0, 1].

    A line without cases has n = 0 and NaN; so has `simulated` where nothing was played.
    """
    sizes = [size_of(low) for low, _ in SIZES]
    frame = pd.DataFrame({"communes": [size_of(n) for n in cases["n_communes"]], "observed": cases["outcome"],
                          "simulated": cases.get("simulated", np.nan)})  # fmt: skip
    groups = frame.groupby("communes")
    table = groups.agg(n=("observed", "size"), observed=("observed", "mean"), simulated=("simulated", "mean"))
    return table.reindex(sizes).fillna({"n": 0}).astype({"n": int}).rename_axis("communes").reset_index()


def _scored(cases: pd.DataFrame, probabilities: pd.DataFrame | None) -> pd.DataFrame:
    """The cases with their simulated probability, without those that lack a prediction."""
    if probabilities is not None:
        played = probabilities.rename(columns={"probability": "simulated"})[["siren", "simulated"]]
        cases = cases.merge(played, on="siren").dropna(subset="simulated")
    return cases.dropna(subset=list(BASELINES)).reset_index(drop=True)


def _beside_regression(scored: pd.DataFrame, table: pd.DataFrame, seed: int) -> dict[str, float]:
    """The simulated scores, their differences with the regression, what they add to it."""
    outcomes, simulated = scored["outcome"].to_numpy(int), scored["simulated"].to_numpy(float)
    difference = paired_difference(auc, outcomes, simulated, scored["logistic"].to_numpy(float), seed)
    line, ratio = calibration(outcomes, simulated), likelihood_ratio(outcomes, predictors(scored), simulated)
    return {
        "auc": table.loc["simulated", "auc"], "brier": table.loc["simulated", "brier"],
        "auc_difference": difference.value, "auc_difference_low": difference.low,
        "auc_difference_high": difference.high, "auc_detectable": minimum_detectable(difference.standard_error),
        "calibration_intercept": line.intercept, "calibration_slope": line.slope,
        "lr_beyond_logistic": ratio.statistic, "lr_p_value": ratio.p_value,
    }  # fmt: skip


def _rounded(value: Any) -> float | int | None:
    """A number as JSON writes it: six significant digits, None for what is not a number."""
    if value is None or isinstance(value, int):
        return value
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
