"""How much better the adopted texts could have been for all (efficacité des accords)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from negosim.errors import message
from negosim.metrics import LESS, METRICS, MORE, BaseMetric
from negosim.metrics.decisions import adopted_dossiers
from negosim.metrics.feasible import LEAST, MEAN, best_text, utopia, value_of_text
from negosim.metrics.hindsight import state_at_decision
from negosim.negotiation.mandate import Mandate
from negosim.science.frontier import least_proportion, share_of_best

__all__ = ["Efficiency", "Frontier", "frontier_of", "frontiers"]

NEVER_LEAST = -1e9
"""An offset so low that a commune with nothing to gain is never the one that gains the least."""


@dataclass(frozen=True, eq=False)
class Frontier:
    """An adopted text compared with the best feasible texts that the search finds; transfers stay as decided.

    Amounts are true surpluses. `gains` and `utopia` float64[N]: what each commune gets, and the most that a feasible
    text could have given it. `common_gain`: the most that every commune could have gained in addition. `least`, `mean`
    and `proportion`: the best least gain, the best mean gain, and the best least share of one's utopia.
    """

    gains: np.ndarray
    common_gain: float
    least: float
    mean: float
    utopia: np.ndarray
    proportion: float


def frontier_of(mandate: Mandate, d: int) -> Frontier:
    """The frontier of dossier d, at the moment of its decision."""
    s = state_at_decision(mandate, d)
    n = len(s.communes)
    gains = np.ascontiguousarray(s.stakes["surplus"][d])
    worth, values, ones = np.empty(n), np.empty(n), np.ones(n)
    value_of_text(s, d, worth)
    floor = worth - gains  # the reservations: a social value above is a surplus
    common = best_text(s, d, LEAST, worth, ones, values)
    least = best_text(s, d, LEAST, floor, ones, values)
    mean = best_text(s, d, MEAN, floor, ones, values)
    utopias = utopia(s, d, values) - floor
    hopeful = utopias > 0.0
    offset, scale = np.where(hopeful, floor, NEVER_LEAST), np.where(hopeful, utopias, 1.0)
    proportion = best_text(s, d, LEAST, offset, scale, values)
    return Frontier(gains, float(common), float(least), float(mean), utopias, float(proportion))


@lru_cache(maxsize=1)
def frontiers(mandate: Mandate) -> tuple[Frontier, ...]:
    """The frontier of each adopted headline dossier, in the order of the agenda."""
    return tuple(frontier_of(mandate, d) for d in adopted_dossiers(mandate))


def pareto_inefficiency(frontier: Frontier) -> float:
    """Max over feasible texts T of min_i (g_i(T) - g_i): the most that every commune could have gained in addition."""
    return frontier.common_gain


def egalitarian_ratio(frontier: Frontier) -> float:
    """[min_i g_i]+ / max_T min_i g_i(T); nan where no feasible text lets every commune gain.

    Source: Kalai 1977.
    """
    return float(share_of_best(float(frontier.gains.min()), frontier.least))


def welfare_ratio(frontier: Frontier) -> float:
    """[sum_i g_i]+ / max_T sum_i g_i(T); nan where that is not positive."""
    return float(share_of_best(float(frontier.gains.mean()), frontier.mean))


def kalai_smorodinsky_distance(frontier: Frontier) -> float:
    """max_T min_i [g_i(T)]+ / U_i - min_i [g_i]+ / U_i, with U_i = max_T g_i(T) > 0; nan where nobody can gain.

    Source: Kalai and Smorodinsky 1975.
    """
    realised = float(least_proportion(frontier.gains, frontier.utopia))
    return min(1.0, max(realised, frontier.proportion)) - realised


@dataclass(frozen=True, kw_only=True)
class Efficiency(BaseMetric):
    """Mean over adopted headline dossiers of one distance to the best feasible texts; None where undefined."""

    figure: Callable[[Frontier], float]
    unit: str = "ratio"
    costly: bool = True

    def measure(self, mandate: Mandate) -> float | None:
        """Sum of the figure over the adopted dossiers that define it / their number; None where there are none."""
        figures = [self.figure(frontier) for frontier in frontiers(mandate)]
        known = [value for value in figures if not np.isnan(value)]
        return sum(known) / len(known) if known else None


for metric in (
    Efficiency(
        name="pareto_inefficiency",
        figure=pareto_inefficiency,
        label=message("gain commun laissé sur la table, dossiers adoptés"),
        unit="value",
        high=10.0,
        direction=LESS,
    ),
    Efficiency(
        name="egalitarian_ratio",
        figure=egalitarian_ratio,
        label=message("part du meilleur gain minimal, dossiers adoptés"),
        direction=MORE,
    ),
    Efficiency(
        name="welfare_ratio",
        figure=welfare_ratio,
        label=message("part du meilleur gain total, dossiers adoptés"),
        direction=MORE,
    ),
    Efficiency(
        name="kalai_smorodinsky_distance",
        figure=kalai_smorodinsky_distance,
        label=message("distance à la solution de Kalai-Smorodinsky, dossiers adoptés"),
        direction=LESS,
    ),
):
    METRICS.add(metric.name, metric)
