"""Does realised power follow power on paper? (pouvoir réalisé, pouvoir sur le papier)."""

# pyright: strict

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from negosim.compiled import Floats, compiled
from negosim.errors import Message, message
from negosim.law.council_power import council_power
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.metrics.pivots import RealisedPower, realised_power
from negosim.metrics.solidarity import pearson
from negosim.negotiation.mandate import Mandate
from negosim.science.inequality import gini

__all__ = ["BanzhafGini", "PowerMetric", "PowerOnPaper", "average_ranks", "power_on_paper", "rank_correlation"]

ROUNDING = 1e-12
"""Distance below which two values are the same: exact powers may be rounded differently."""


@dataclass(frozen=True, eq=False)
class PowerOnPaper:
    """Power on paper of each commune, whose delegation votes as one: shares float64[N] of sum 1."""

    banzhaf: np.ndarray
    shapley_shubik: np.ndarray


@lru_cache(maxsize=64)
def power_of_seats(seats: tuple[int, ...]) -> PowerOnPaper:
    """Power on paper in a council of these `seats`, at the simple majority of L.2121-20."""
    power = council_power(seats)
    return PowerOnPaper(power.banzhaf.shares, power.shapley_shubik.shares)


def power_on_paper(mandate: Mandate) -> PowerOnPaper:
    """Power on paper of each commune in the council of this mandate."""
    return power_of_seats(tuple(mandate.state.communes["seats"].tolist()))


@compiled
def average_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks 1 to N of `values` float64[N]; equal values, to within `ROUNDING`, share the mean of their ranks."""
    n = values.shape[0]
    order = np.argsort(values)
    ranks, first = np.empty(n), 0
    for rank in range(1, n + 1):
        if rank == n or values[order[rank]] - values[order[rank - 1]] > ROUNDING:
            for position in range(first, rank):
                ranks[order[position]] = 0.5 * (first + 1 + rank)
            first = rank
    return ranks


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float | None:
    """Rank correlation of two series float64[N] where both are known; None where one does not vary.

    Source: Spearman 1904.
    """
    correlation = spearman(first, second)
    return None if math.isnan(correlation) else correlation


@compiled
def spearman(first: Floats, second: Floats) -> float:
    """The same as `rank_correlation`, nan where one series does not vary."""
    known = np.flatnonzero(~np.isnan(first + second))
    first_known, second_known = first[known], second[known]
    if first_known.shape[0] < 2 or first_known.min() == first_known.max():
        return math.nan
    return pearson(average_ranks(first_known), average_ranks(second_known))


def success_by_banzhaf(realised: RealisedPower, paper: PowerOnPaper) -> float | None:
    """Spearman correlation over communes of success with normalised Banzhaf power; equal values share ranks.

    Source: Rae 1969; Banzhaf 1965; Spearman 1904.
    """
    return rank_correlation(realised.success, paper.banzhaf)


def decisiveness_by_banzhaf(realised: RealisedPower, paper: PowerOnPaper) -> float | None:
    """Spearman correlation over communes of decisiveness with normalised Banzhaf power.

    Source: Banzhaf 1965; Spearman 1904.
    """
    return rank_correlation(realised.decisiveness, paper.banzhaf)


def decisiveness_by_shapley(realised: RealisedPower, paper: PowerOnPaper) -> float | None:
    """Spearman correlation over communes of decisiveness with Shapley-Shubik power.

    Source: Shapley and Shubik 1954; Spearman 1904.
    """
    return rank_correlation(realised.decisiveness, paper.shapley_shubik)


def success_of_the_weak(realised: RealisedPower, paper: PowerOnPaper) -> float | None:
    """Mean over communes of normalised Banzhaf power below 1 / N of: votes won / votes where it took a stance."""
    weak = realised.success[paper.banzhaf < 1.0 / len(paper.banzhaf) - ROUNDING]
    known = weak[~np.isnan(weak)]
    return float(known.mean()) if known.size else None


def mean_decisiveness(realised: RealisedPower, paper: PowerOnPaper) -> float:  # noqa: ARG001 -- the same call for every figure
    """Mean over communes of: votes that its contrary stance would have changed / votes."""
    return float(realised.decisiveness.mean())


def weight_of_decisive(realised: RealisedPower, paper: PowerOnPaper) -> float | None:  # noqa: ARG001 -- idem
    """Mean absolute difference of decisiveness over twice its mean; None where nobody was ever decisive."""
    if not realised.decisiveness.any():
        return None
    return float(gini(np.ascontiguousarray(realised.decisiveness)))


@dataclass(frozen=True, kw_only=True)
class PowerMetric(BaseMetric):
    """One figure of realised power, alone or compared with power on paper; None without a vote of the council."""

    figure: Callable[[RealisedPower, PowerOnPaper], float | None]
    unit: str = ""

    def measure(self, mandate: Mandate) -> float | None:
        """The figure of success_i = votes won / votes with a stance, and decisiveness_i = decisive votes / votes."""
        realised = realised_power(mandate)
        return self.figure(realised, power_on_paper(mandate)) if realised.votes else None


@dataclass(frozen=True, kw_only=True)
class BanzhafGini(BaseMetric):
    """Gini index of Banzhaf power over communes: how unequal the council is on paper.

    Source: Banzhaf 1965; Gini 1912.
    """

    name: str = "banzhaf_gini"
    label: Message = message("indice de Gini du pouvoir de Banzhaf")
    unit: str = ""

    def measure(self, mandate: Mandate) -> float:
        """sum_ij |B_i - B_j| / (2 N^2 mean B), with B the normalised Banzhaf power of the communes' delegations."""
        return float(gini(np.ascontiguousarray(power_on_paper(mandate).banzhaf)))


for metric in (
    PowerMetric(
        name="success_rank_banzhaf",
        figure=success_by_banzhaf,
        label=message("corrélation de rang du succès et du pouvoir de Banzhaf"),
        low=-1.0,
    ),
    PowerMetric(
        name="decisive_rank_banzhaf",
        figure=decisiveness_by_banzhaf,
        label=message("corrélation de rang des voix décisives et du pouvoir de Banzhaf"),
        low=-1.0,
    ),
    PowerMetric(
        name="decisive_rank_shapley",
        figure=decisiveness_by_shapley,
        label=message("corrélation de rang des voix décisives et du pouvoir de Shapley-Shubik"),
        low=-1.0,
    ),
    PowerMetric(
        name="success_of_the_weak",
        figure=success_of_the_weak,
        label=message("succès des communes de moindre pouvoir"),
        unit="share",
        direction=MORE,
    ),
    PowerMetric(
        name="decisiveness",
        figure=mean_decisiveness,
        label=message("part des votes où une commune est décisive"),
        unit="share",
    ),
    PowerMetric(
        name="decisiveness_gini",
        figure=weight_of_decisive,
        label=message("indice de Gini des voix décisives"),
        direction=LESS,
    ),
    BanzhafGini(),
):
    METRICS.add(metric.name, metric)
