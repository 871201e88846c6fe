"""What will be said of a forecast, written before the event (verdicts)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.special import logit, rel_entr
from scipy.stats import norm

from negosim.errors import Message, message

__all__ = ["BETWEEN", "FAILURE", "SUCCESS", "UNDECIDED", "VERDICTS", "chance_below_zero", "verdict"]

Z_95 = 1.959963984540054

SUCCESS, BETWEEN, FAILURE, UNDECIDED = "success", "between", "failure", "undecided"

VERDICTS: dict[str, Message] = {
    SUCCESS: message("Réussite : le score log des probabilités scellées est plus petit que celui du taux de base et "
                     "que celui de la régression logistique, les deux intervalles à 95 % sous zéro. Le modèle sait du "
                     "refus des communes quelque chose que leur taille et leur richesse ne disent pas."),
    BETWEEN: message("Entre les deux : le score log est plus petit que celui du taux de base (intervalle sous zéro), "
                     "mais pas que celui de la régression. Ce que le modèle sait tient dans cinq "
                     "caractéristiques publiques."),
    FAILURE: message("Échec : l'intervalle de l'écart avec le taux de base n'est pas tout entier sous zéro. Le modèle "
                     "n'a pas montré qu'il sait où l'urbanisme passe ; ses probabilités ne doivent être citées pour "
                     "aucun lieu."),
    UNDECIDED: message("Non jugée : trop peu de lieux, ou la même issue partout."),
}  # fmt: skip
"""The sentence for each verdict."""


def verdict(upper_ends: Mapping[str, float | None]) -> str:
    """The verdict, from the upper ends of the intervals of the differences of log scores with baselines, by name.

    A difference is the score of the sealed probability minus that of the baseline: below 0, the forecast is better.
    """
    base, logistic = upper_ends.get("base_rate"), upper_ends.get("logistic")
    if base is None or logistic is None:
        return UNDECIDED
    if base >= 0:
        return FAILURE
    return SUCCESS if logistic < 0 else BETWEEN


def chance_below_zero(probabilities: npt.NDArray[np.float64], rate: float) -> float:
    """How likely the interval of the difference with a base rate is wholly below 0 if probabilities float[N] are right.

    Normal approximation of the sum of the log scores, with its variance under these probabilities. 0 where all are the
    rate.
    """
    gain = float((rel_entr(probabilities, rate) + rel_entr(1 - probabilities, 1 - rate)).sum())
    variance = float((probabilities * (1 - probabilities) * (logit(probabilities) - logit(rate)) ** 2).sum())
    return float(norm.cdf(gain / np.sqrt(variance) - Z_95)) if variance > 0 else 0.0
