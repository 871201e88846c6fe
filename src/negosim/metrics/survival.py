"""How long promises are kept and how long agreements take, censored observations included (survie)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negosim.errors import Message, message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.metrics.decisions import adopted_dossiers, headline_dossiers
from negosim.negotiation.mandate import Mandate
from negosim.negotiation.month.implementation import WATCH_MONTHS
from negosim.negotiation.state.arrays import FOLLOW_UP_MONTHS, MONTHS
from negosim.negotiation.state.dossier import ADOPTED, OPEN, WAITING
from negosim.science.survival import restricted_mean, survival_at

__all__ = ["HORIZON", "MonthsToAgreement", "PromisesKept", "agreements", "promises"]

HORIZON = 24
"""Months after the opening of a dossier to which the time without agreement is restricted."""


def promises(mandate: Mandate) -> tuple[np.ndarray, np.ndarray]:
    """Months during which each promise was observed unbroken, and whether it was then broken: int64[M] and bool[M].

    A promise is a pair of a commune and an adopted headline dossier. It is observed for 24 months, or until month 96.
    """
    s, adopted = mandate.state, adopted_dossiers(mandate)
    closing, broken = s.dossiers["closing_month"][adopted][:, None], s.stakes["defection_month"][adopted]
    months_at_risk = np.minimum(WATCH_MONTHS, MONTHS + FOLLOW_UP_MONTHS - closing)
    return np.where(broken > 0, broken - closing, months_at_risk).ravel(), (broken > 0).ravel()


def agreements(mandate: Mandate) -> tuple[np.ndarray, np.ndarray]:
    """Months without agreement of each headline dossier that was opened, and whether it was adopted: int64[M], bool[M].

    A dossier still open at the end is observed until month 72. One that failed never has an agreement: it counts the
    whole horizon.
    """
    rows = mandate.state.dossiers[list(headline_dossiers(mandate.setting))]
    rows = rows[rows["outcome"] != WAITING]
    outcomes, opens = rows["outcome"], rows["opens"]
    months = np.where(outcomes == ADOPTED, rows["closing_month"] - opens, HORIZON)
    return np.where(outcomes == OPEN, np.minimum(MONTHS - opens, HORIZON), months), outcomes == ADOPTED


@dataclass(frozen=True, kw_only=True)
class PromisesKept(BaseMetric):
    """Kaplan-Meier survival, 24 months after adoption, of the promises of communes; None where nothing is adopted.

    Source: Kaplan and Meier 1958.
    """

    name: str = "promises_kept"
    label: Message = message("promesses tenues 24 mois après l'adoption (Kaplan-Meier)")
    direction: int = MORE

    def measure(self, mandate: Mandate) -> float | None:
        """Product over months t of 1 - broken(t) / observed(t), t = 1 to 24 after adoption, over all the pairs of a
        commune and an adopted headline dossier; an unbroken pair is censored at month 96.
        """
        months, broken = promises(mandate)
        return survival_at(months, broken, WATCH_MONTHS) if len(months) else None


@dataclass(frozen=True, kw_only=True)
class MonthsToAgreement(BaseMetric):
    """Restricted mean of the months from the opening of a dossier to its adoption; None where none was opened.

    Source: Irwin 1949; Royston and Parmar 2013.
    """

    name: str = "months_to_agreement"
    label: Message = message("mois jusqu'à l'accord, moyenne restreinte à 24 mois")
    unit: str = "months"
    high: float = float(HORIZON)
    direction: int = LESS

    def measure(self, mandate: Mandate) -> float | None:
        """Area under the Kaplan-Meier curve of headline dossiers without agreement, from 0 to 24 months after their
        opening; a dossier still open at the end is censored at month 72, one that failed counts 24 months.
        """
        months, agreed = agreements(mandate)
        return restricted_mean(months, agreed, HORIZON) if len(months) else None


for metric in (PromisesKept(), MonthsToAgreement()):
    METRICS.add(metric.name, metric)
