"""Does trust bind the communes as one network, or within living areas only? (cohésion du réseau de confiance)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from negosim.errors import message
from negosim.metrics import METRICS, MORE, BaseMetric
from negosim.negotiation.mandate import Mandate
from negosim.science.network import (
    algebraic_connectivity,
    modularity,
    mutual_share,
    symmetric_part,
    weighted_density,
)

__all__ = ["Cohesion", "by_area", "density", "mean_tie", "weakest_cut"]


def mean_tie(trust: np.ndarray, mandate: Mandate) -> float:  # noqa: ARG001 -- trust says all
    """Sum over ordered pairs of the trust of one commune in the other / N (N - 1): the weighted density."""
    return float(weighted_density(trust))


def density(trust: np.ndarray, mandate: Mandate) -> float:
    """Pairs of communes of which each trusts the other more than `behaviour.trust_start` / number of pairs."""
    return float(mutual_share(trust, float(mandate.state.p.trust_start)))


def by_area(trust: np.ndarray, mandate: Mandate) -> float:
    """Sum over living areas of W_g / W - (S_g / 2W)^2: mutual trust inside them beyond what the communes' total trust
    would give; about 0 when trust ignores living areas; None with one living area or no trust.
    """
    areas = np.ascontiguousarray(mandate.state.communes["area"])
    return float(modularity(symmetric_part(trust), areas)) if (areas != areas[0]).any() else math.nan


def weakest_cut(trust: np.ndarray, mandate: Mandate) -> float:  # noqa: ARG001 -- trust says all
    """Second smallest eigenvalue of the Laplacian of mutual trust / N: 1 when all trust all fully, 0 when two groups
    have no trust in each other.
    """
    return min(1.0, algebraic_connectivity(symmetric_part(trust)) / len(trust))


@dataclass(frozen=True, kw_only=True)
class Cohesion(BaseMetric):
    """One figure of the network of trust between communes at the end of the follow-up (month 96).

    Mutual trust of a pair is the mean of both directions.

    Source: Wasserman and Faust 1994 (density); Newman and Girvan 2004 (modularity); Fiedler 1973 (connectivity).
    """

    figure: Callable[[np.ndarray, Mandate], float]
    unit: str = ""

    def measure(self, mandate: Mandate) -> float | None:
        """The figure of the trust [N, N] of each commune in each other; None where it is not defined."""
        figure = self.figure(np.ascontiguousarray(mandate.state.commune_pairs["trust"]), mandate)
        return None if math.isnan(figure) else figure


for metric in (
    Cohesion(
        name="network_cohesion",
        figure=mean_tie,
        label=message("cohésion du réseau de confiance (confiance moyenne, mois 96)"),
        direction=MORE,
    ),
    Cohesion(
        name="network_density",
        figure=density,
        label=message("densité du réseau de confiance (liens réciproques, mois 96)"),
    ),
    Cohesion(
        name="network_modularity",
        figure=by_area,
        label=message("modularité du réseau de confiance par bassin de vie (mois 96)"),
        low=-0.5,
    ),
    Cohesion(
        name="network_connectivity",
        figure=weakest_cut,
        label=message("connectivité algébrique du réseau de confiance (mois 96)"),
        costly=True,
    ),
):
    METRICS.add(metric.name, metric)
