"""A sealed forecast judged on what happened: scores, calibration, differences with its baselines (jugement)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from negosim.errors import Message
from negosim.forecast.verdicts import verdict
from negosim.forecast.window import BASE_RATE
from negosim.validation.outcomes import NINE_DIGITS, YES_OR_NO, read_columns, siren_in, yes_or_no
from negosim.validation.scores import (
    Score,
    auc,
    brier,
    calibration,
    calibration_curve,
    log_score,
    minimum_detectable,
    paired_difference,
)

__all__ = ["PREDICTORS", "REFERENCES", "SCORES", "Judgement", "judge", "read_transfers"]

REFERENCES = ("base_rate", "logistic", "without_structure")
PREDICTORS = ("probability", *REFERENCES, "raw_probability")
SCORES: dict[str, Score] = {"brier": brier, "log_score": log_score, "auc": auc}
LEAST_PLACES = 20
"""Fewer places are not scored."""
DIGITS = 6

READERS = {"siren": siren_in, "transferred": yes_or_no}
EXPECTED: dict[str, Message] = {"siren": NINE_DIGITS, "transferred": YES_OR_NO}


@dataclass(frozen=True)
class Judgement:
    """What happened beside what was sealed.

    `figures`: what is printed in JSON, None where there is none; `scores`: a row for each of `PREDICTORS`, a column for
    each of `SCORES`; `curve`: as `scores.calibration_curve`, of the sealed probability; `differences`: a row for each
    baseline and score, with `value`, `low`, `high`.
    """

    figures: dict[str, Any]
    scores: pd.DataFrame
    curve: pd.DataFrame
    differences: pd.DataFrame


def read_transfers(path: str | Path) -> pd.DataFrame:
    """Where planning passed: `siren` and `transferred`, 1.0 or 0.0, NaN where it is not known (an empty cell).

    Raises UserError: as `outcomes.read_columns`.
    """
    return pd.DataFrame(read_columns(path, READERS, EXPECTED))


def judge(table: pd.DataFrame, transfers: pd.DataFrame, seed: int = 0) -> Judgement:
    """The scores of a sealed table on the places whose outcome is known.

    `table` as `seal.Sealed` has it, `transfers` as `read_transfers`; `seed` addresses the bootstrap. Places of
    the seal without an outcome are missing, places of the file outside the seal are strangers: both are counted,
    neither is scored.
    """
    known = transfers.dropna(subset="transferred")
    places = table.merge(known, on="siren")
    outcomes = places["transferred"].to_numpy(np.int64)
    enough = len(places) >= LEAST_PLACES and np.ptp(outcomes) > 0
    figures: dict[str, Any] = {
        "scored": len(places), "missing": len(table) - len(places),
        "strangers": len(set(transfers["siren"]) - set(table["siren"])), "transferred": int(outcomes.sum()),
    }  # fmt: skip
    scores = pd.DataFrame(np.nan, index=pd.Index(PREDICTORS, name="predictor"), columns=list(SCORES))
    if not enough:
        empty = pd.DataFrame(columns=["reference", "score", "value", "low", "high"])
        curve = pd.DataFrame(columns=["n", "predicted", "observed"])
        return Judgement({**figures, "verdict": verdict({})}, scores, curve, empty)
    for name in PREDICTORS:
        scores.loc[name] = [score(outcomes, places[name].to_numpy(float)) for score in SCORES.values()]
    differences, upper, detectable = _differences(places, outcomes, seed)
    return Judgement(
        {**figures, **_level(places, outcomes), **_flat(scores, differences), "auc_detectable": _rounded(detectable),
         "verdict": verdict(upper)},
        scores, calibration_curve(outcomes, places["probability"].to_numpy(float)), differences,
    )  # fmt: skip


def _differences(
    places: pd.DataFrame, outcomes: np.ndarray, seed: int
) -> tuple[pd.DataFrame, dict[str, float | None], float]:  # fmt: skip
    """Differences of scores with each baseline, upper ends for log scores, the difference of AUC to be found."""
    rows, upper, detectable = [], {}, math.nan
    sealed = places["probability"].to_numpy(float)
    for name in REFERENCES:
        for score_name, score in SCORES.items():
            one = paired_difference(score, outcomes, sealed, places[name].to_numpy(float), seed)
            rows.append((name, score_name, one.value, one.low, one.high))
            if score_name == "log_score":
                upper[name] = one.high
            elif score_name == "auc" and name == "base_rate":
                detectable = minimum_detectable(one.standard_error)
    return pd.DataFrame(rows, columns=["reference", "score", "value", "low", "high"]), upper, detectable


def _level(places: pd.DataFrame, outcomes: np.ndarray) -> dict[str, Any]:
    """Whether the level was right: observed rate beside the sealed one, calibration."""
    line = calibration(outcomes, places["probability"].to_numpy(float))
    low, high = BASE_RATE.bounds
    rate = float(outcomes.mean())
    return {
        "rate": _rounded(rate), "sealed_rate": _rounded(float(places["probability"].to_numpy(float).mean())),
        "level_within": low <= rate <= high, "calibration_intercept": _rounded(line.intercept),
        "calibration_slope": _rounded(line.slope),
    }  # fmt: skip


def _flat(scores: pd.DataFrame, differences: pd.DataFrame) -> dict[str, Any]:
    """The scores by name (`brier`, `base_rate_brier`), then differences and their ends."""
    result = {}
    for name in PREDICTORS:
        prefix = "" if name == "probability" else f"{name}_"
        result |= dict(zip((f"{prefix}{score}" for score in SCORES), map(_rounded, scores.loc[name]), strict=True))
    for reference, score, value, low, high in differences.to_numpy():
        named = {"difference": value, "difference_low": low, "difference_high": high}
        result |= {f"{reference}_{score}_{end}": _rounded(number) for end, number in named.items()}
    return result


def _rounded(value: float) -> float | None:
    """A number as JSON writes it: six significant digits, None for what is not a number."""
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
