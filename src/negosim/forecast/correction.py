"""From the probability of a first window to that of a renewed one: selection, and what is not known (correction).

Every place that is concerned has refused before. The model is fitted on who holds planning today, that is on several
windows and years of votes, so that its level is too high for them. Its order is kept; its level is moved on the logit
scale until the mean of all places is the rate of the renewed window that is known (calibration in the large).

Source: Steyerberg 2009, chapter 20 (updating the intercept of a model for a new setting).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import expit, logit

from negosim.forecast.window import Z_90

__all__ = ["bounds", "moved", "shift_to"]

Floats = npt.NDArray[np.float64]
WIDEST, TOLERANCE = 50.0, 1e-12


def shift_to(rate: float, probabilities: Floats) -> float:
    """What to add to the logits of probabilities float[N], in (0, 1), for their mean to be `rate`."""
    logits = logit(probabilities)
    root: Any = brentq(lambda shift: expit(logits + shift).mean() - rate, -WIDEST, WIDEST, xtol=TOLERANCE)
    return float(root)


def moved(rate: float, probabilities: Floats) -> Floats:
    """The probabilities float[N] with their order, and `rate` as their mean."""
    return expit(logit(probabilities) + shift_to(rate, probabilities))


def bounds(
    rate: float, spread: float, centre: Floats, seeds: int, draws: Floats, draw_seeds: int
) -> tuple[Floats, Floats]:
    """The 5 % and 95 % ends float[N] of the corrected probabilities.

    On the logit scale, three variances are added: that of `spread`, the standard deviation of the rate of a window,
    which is common to all places; Monte Carlo error of the `centre` float[N] after `seeds` mandates; and what
    parameters change, read in `draws` float[D, N] once each is moved to the same `rate`, less the Monte Carlo variance
    of their `draw_seeds` mandates, never below 0. Without two draws, parameters add nothing.
    """
    middle = logit(centre) + shift_to(rate, centre)
    parameters = np.zeros_like(centre)
    if len(draws) > 1:
        levelled = np.array([logit(moved(rate, one)) for one in draws])
        noise = np.mean([_noise(one, draw_seeds) for one in draws], axis=0)
        parameters = np.maximum(0.0, levelled.var(axis=0, ddof=1) - noise)
    deviation = np.sqrt(spread**2 + _noise(centre, seeds) + parameters)
    return expit(middle - Z_90 * deviation), expit(middle + Z_90 * deviation)


def _noise(probabilities: Floats, seeds: int) -> Floats:
    """The Monte Carlo variance of the logits of smoothed shares of so many mandates."""
    return 1 / (seeds * probabilities * (1 - probabilities))
