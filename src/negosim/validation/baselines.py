"""What can be predicted without a simulator: base rate, logistic regression, boosted trees (références).

A prediction never sees its own case. Needs the extra `validate`.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from negosim.validation.scores import unpenalised

__all__ = ["BASELINES", "FIT", "HALVES", "REPORT", "draw_of", "half_of", "in_sample", "out_of_sample", "predictors"]

FIT, REPORT = HALVES = ("fit", "report")
FOLDS = 5
HEX_DIGITS, BITS = 13, 52

TREES: dict[str, Any] = {
    "n_estimators": 100,
    "max_depth": 2,
    "learning_rate": 0.05,
    "subsample": 1.0,
    "random_state": 0,
}
"""Small trees, slow learning: a few hundred cases."""

BASELINES = ("base_rate", "logistic", "boosting")


def draw_of(siren: str, purpose: str) -> float:
    """A number in [0, 1) addressed by a SIREN and a purpose: the same on every machine and in every table."""
    digest = hashlib.sha256(f"{purpose} {siren}".encode()).hexdigest()
    return int(digest[:HEX_DIGITS], 16) / 2**BITS


def half_of(siren: str) -> str:
    """The half of an intercommunality: "fit", on which sizes may be chosen, or "report", on which they are read."""
    return FIT if zlib.crc32(siren.encode()) % 2 == 0 else REPORT


def predictors(features: pd.DataFrame) -> npt.NDArray[np.float64]:
    """The five features as float[N, 5]: log population, log number of communes, 1 for a CC, core share, wealth Gini.

    `features` is a table of `features.features`.
    """
    return np.column_stack([
        np.log(features["population"].to_numpy(float)), np.log(features["n_communes"].to_numpy(float)),
        (features["category"] == "CC").to_numpy(float), features["core_share"].to_numpy(float),
        features["wealth_gini"].to_numpy(float),
    ])  # fmt: skip


def in_sample(name: str, x: npt.NDArray[np.float64], outcomes: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The probabilities float[N] of a baseline fitted to the very cases that it predicts: too good.

    `name` is one of `BASELINES`; `x` float[N, 5], of `predictors`; `outcomes` int[N].
    """
    return _fitted(name, x, outcomes, x)


def out_of_sample(
    name: str, x: npt.NDArray[np.float64], outcomes: npt.NDArray[np.int64], sirens: Sequence[str], half: str
) -> npt.NDArray[np.float64]:
    """The probabilities float[N] of a baseline for cases that it was not fitted to; NaN outside `half`.

    With `half` "report", it is fitted to the other half; with "fit" or "all", to the other folds of five of these very
    cases, so that the half "report" stays unseen. Arguments as `in_sample`; `sirens` [N].
    """
    halves = np.array([half_of(siren) for siren in sirens])
    result = np.full(len(outcomes), np.nan)
    if half == REPORT:
        parts = [(halves == FIT, halves == REPORT)]
    else:
        here = halves == FIT if half == FIT else np.full(len(halves), fill_value=True)
        folds = np.array([int(FOLDS * draw_of(siren, "fold")) for siren in sirens])
        parts = [(here & (folds != fold), here & (folds == fold)) for fold in range(FOLDS)]
    for train, test in parts:
        if train.any() and test.any():
            result[test] = _fitted(name, x[train], outcomes[train], x[test])
    return result


def _fitted(
    name: str, x: npt.NDArray[np.float64], outcomes: npt.NDArray[np.int64], new: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The probabilities of new cases by a baseline fitted to others; the rate where these do not vary."""
    if np.ptp(outcomes) == 0:
        return np.full(len(new), float(outcomes.mean()))
    return _model(name).fit(x, outcomes).predict_proba(new)[:, 1]


def _model(name: str) -> Any:
    """The estimator of a baseline."""
    if name == "logistic":
        return make_pipeline(StandardScaler(), unpenalised())
    return GradientBoostingClassifier(**TREES) if name == "boosting" else DummyClassifier(strategy="prior")
