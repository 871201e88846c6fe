"""How good probabilities of an outcome are: discrimination, accuracy, calibration, and what they add (scores).

Outcomes are int[N], 0 or 1; probabilities float[N], in [0, 1]. Needs the extra `validate`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import logit
from scipy.stats import chi2, norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from negosim.negotiation.state.randomness import key_of

__all__ = [
    "CLIP", "Calibration", "LikelihoodRatio", "PairedDifference",
    "auc", "brier", "calibration", "calibration_curve", "likelihood_ratio", "log_score", "logits",
    "minimum_detectable", "paired_difference", "unpenalised",
]  # fmt: skip

CLIP = 0.001
"""How near to 0 and 1 a probability may be where its logit is taken."""

MOST_STEPS, TOLERANCE = 1000, 1e-6
DRAWS, LEVEL, POWER = 1000, 0.95, 0.8

Outcomes = npt.NDArray[np.int64]
Probabilities = npt.NDArray[np.float64]
Score = Callable[[Any, Any], float]


class Calibration(NamedTuple):
    """Intercept and slope of the outcome's logit on the predicted logit: 0 and 1 where probabilities are right."""

    intercept: float
    slope: float


class PairedDifference(NamedTuple):
    """A difference of two scores on the same cases, the ends of its interval, its standard error."""

    value: float
    low: float
    high: float
    standard_error: float


class LikelihoodRatio(NamedTuple):
    """Twice the gain of log-likelihood, and the probability of such a gain by chance (one degree of freedom)."""

    statistic: float
    p_value: float


def auc(outcomes: Outcomes, probabilities: Probabilities) -> float:
    """The area under the ROC curve: how often a case that happened has the greater probability; ties count for half.

    NaN where all cases happened, or none. Source: Hanley & McNeil 1982.
    """
    if np.ptp(outcomes) == 0:
        return math.nan
    return float(roc_auc_score(outcomes, probabilities))


def brier(outcomes: Outcomes, probabilities: Probabilities) -> float:
    """The mean squared distance of probabilities to outcomes, from 0 (best) to 1. Source: Brier 1950."""
    return float(brier_score_loss(outcomes, probabilities, pos_label=1))


def log_score(outcomes: Outcomes, probabilities: Probabilities) -> float:
    """Minus the mean log of the probability given to what happened, in nats; clipped at `CLIP`. Source: Good 1952."""
    return float(log_loss(outcomes, np.clip(probabilities, CLIP, 1 - CLIP), labels=[0, 1]))


def logits(probabilities: Probabilities) -> Probabilities:
    """The log odds of probabilities, clipped at `CLIP` and 1 - `CLIP`."""
    return logit(np.clip(np.asarray(probabilities, dtype=np.float64), CLIP, 1 - CLIP))


def unpenalised() -> LogisticRegression:
    """A logistic regression by maximum likelihood (scikit-learn penalises by default)."""
    return LogisticRegression(C=np.inf, max_iter=MOST_STEPS, tol=TOLERANCE)


def calibration(outcomes: Outcomes, probabilities: Probabilities) -> Calibration:
    """The logistic regression of outcomes on the logit of their probabilities.

    NaN where outcomes or probabilities do not vary. A slope below 1: probabilities too far from the mean.
    Source: Cox 1958; Steyerberg 2009.
    """
    if np.ptp(outcomes) == 0 or np.ptp(probabilities) == 0:
        return Calibration(math.nan, math.nan)
    fit = unpenalised().fit(logits(probabilities)[:, None], outcomes)
    return Calibration(float(fit.intercept_[0]), float(fit.coef_[0, 0]))


def calibration_curve(outcomes: Outcomes, probabilities: Probabilities, bins: int = 10) -> pd.DataFrame:
    """Mean probability and rate of the outcome in bins of about as many cases, by increasing probability.

    Columns: `n`, cases; `predicted` and `observed`, in [0, 1]. Equal probabilities stay together, so that there may be
    fewer bins.
    """
    edges = np.unique(np.quantile(probabilities, np.linspace(0, 1, bins + 1)))[1:-1]
    ranks = np.searchsorted(edges, probabilities)
    frame = pd.DataFrame({"bin": ranks, "predicted": probabilities, "observed": outcomes})
    return frame.groupby("bin").agg(n=("observed", "size"), predicted=("predicted", "mean"),
                                    observed=("observed", "mean")).reset_index(drop=True)  # fmt: skip


def paired_difference(
    score: Score, outcomes: Outcomes, first: Probabilities, second: Probabilities, seed: int = 0, draws: int = DRAWS
) -> PairedDifference:
    """`score` of `first` minus that of `second`, with the 95 % percentile interval of the bootstrap over cases.

    `seed` addresses the resamples: another pair of the same length gets the same ones. Resamples in which the outcome
    does not vary are left out. NaN where it does not vary at all. Source: Efron & Tibshirani 1993.
    """
    value = score(outcomes, first) - score(outcomes, second)
    if np.ptp(outcomes) == 0:
        return PairedDifference(value, math.nan, math.nan, math.nan)
    draw = np.random.default_rng([key_of("bootstrap"), seed])
    picks = draw.integers(0, len(outcomes), (draws, len(outcomes)))
    varied = [pick for pick in picks if np.ptp(outcomes[pick]) > 0]
    values = [score(outcomes[pick], first[pick]) - score(outcomes[pick], second[pick]) for pick in varied]
    low, high = np.quantile(values, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return PairedDifference(value, float(low), float(high), float(np.std(values, ddof=1)))


def likelihood_ratio(outcomes: Outcomes, predictors: npt.NDArray[np.float64], added: Probabilities) -> LikelihoodRatio:
    """What the logit of probabilities `added` brings to the logistic regression on `predictors` float[N, K].

    Both are fitted to all the cases. Where the probabilities do not vary they bring nothing: 0, with p = 1.
    Source: Wilks 1938.
    """
    if np.ptp(outcomes) == 0 or np.ptp(added) == 0:
        return LikelihoodRatio(0.0, 1.0)
    both = np.column_stack([predictors, logits(added)])
    gain = _log_likelihood(outcomes, both) - _log_likelihood(outcomes, predictors)
    statistic = max(0.0, 2 * gain)
    return LikelihoodRatio(statistic, float(chi2.sf(statistic, 1)))


def _log_likelihood(outcomes: Outcomes, predictors: npt.NDArray[np.float64]) -> float:
    """The greatest log-likelihood of a logistic regression."""
    spread = predictors.std(axis=0)
    scaled = (predictors - predictors.mean(axis=0)) / np.where(spread > 0, spread, 1)
    chances = unpenalised().fit(scaled, outcomes).predict_proba(scaled)
    return -float(log_loss(outcomes, chances, labels=[0, 1], normalize=False))


def minimum_detectable(standard_error: float, level: float = LEVEL, power: float = POWER) -> float:
    """The true difference that a test of this standard error would find with `power`, at the level 1 - `level`.

    2.8 standard errors by default. Source: Bloom 1995.
    """
    return float((norm.ppf((1 + level) / 2) + norm.ppf(power)) * standard_error)
