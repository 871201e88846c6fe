"""Whether more of a metric is better, or less (sens des mesures)."""

from __future__ import annotations

from negosim.metrics import METRICS

__all__ = ["LESS", "MORE", "is_share", "sense"]

MORE = frozenset({
    "adopted", "adopted_recurrent", "authors", "authorship_entropy", "culture", "culture_gained", "durable",
    "egalitarian_ratio", "engagement", "gain_p10", "min_gain", "nash_ratio", "network_cohesion", "promises_kept",
    "shared", "shared_strict", "success_of_the_weak", "support_communes", "support_population", "support_seats",
    "trust", "unanimous", "welfare", "welfare_ratio",
})  # fmt: skip
LESS = frozenset({
    "atkinson", "decisiveness_gini", "defaulted", "defection_share", "esteban_ray", "esteban_ray_gained", "gini",
    "kalai_smorodinsky_distance", "learning_slope", "mean_shortfall", "months_to_agreement", "open", "overhead",
    "pareto_inefficiency",
})  # fmt: skip


def sense(name: str) -> int:
    """1 where more is better, -1 where less is, 0 where neither is (`months`, `hours`, a rank correlation...).

    A metric of a plug-in tells by its attribute `sense`; 0 without it, and for what is no metric.
    """
    if name in MORE or name in LESS:
        return 1 if name in MORE else -1
    return int(getattr(METRICS.entries()[name], "sense", 0)) if name in METRICS.names() else 0


def is_share(name: str) -> bool:
    """Whether a metric is a share, told in percentage points."""
    return name in METRICS.names() and METRICS[name].unit == "share"
