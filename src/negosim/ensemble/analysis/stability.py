"""Whether the best strategy is the best everywhere: ranks and regret by context (stabilité du classement)."""

from __future__ import annotations

import pandas as pd

from negosim.ensemble.analysis.dataset import Dataset, Frame
from negosim.ensemble.analysis.durations import treatment_factor
from negosim.metrics import direction_of

__all__ = ["contexts_of", "ranks", "regret"]

LEAST = 2


def contexts_of(data: Dataset, key: str) -> list[str]:
    """The columns that make a context: the territory, and every factor with levels but the treatment.

    The values of a sampler are averaged over: in one mandate alone, the best treatment is the best by luck.
    """
    return [*data.territory_column, *(f.key for f in data.factors_with_levels if f.key != key)]


def regret(data: Dataset, outcome: str) -> Frame | None:
    """The regret of each treatment (columns) in each context (rows): what it lacks to the best.

    None where there is one treatment or one context, or where neither more nor less is better. Source: Savage 1951.
    """
    better = direction_of(outcome)
    key = treatment_factor(data)
    columns = contexts_of(data, key) if key else []
    if key is None or not columns or not better:
        return None
    wide = data.rows.pivot_table(index=columns, columns=key, values=outcome, aggfunc="mean", observed=True).dropna()
    if len(wide) < LEAST or len(wide.columns) < LEAST:
        return None
    wide = better * wide
    return wide.rsub(wide.max(axis=1), axis=0)


def ranks(data: Dataset, outcome: str) -> Frame | None:
    """For each treatment: share of contexts in which it is best, mean rank, mean and largest regret."""
    losses = regret(data, outcome)
    if losses is None:
        return None
    order = losses.rank(axis=1, method="average")
    best = losses.eq(0.0)
    return pd.DataFrame(
        {
            "treatment": list(losses.columns), "outcome": outcome,
            "best_in_share": (best.div(best.sum(axis=1), axis=0)).mean().to_numpy(),
            "mean_rank": order.mean().to_numpy(), "mean_regret": losses.mean().to_numpy(),
            "largest_regret": losses.max().to_numpy(), "contexts": len(losses),
        }
    ).sort_values("mean_regret", ignore_index=True)  # fmt: skip
