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

    What a sampler drew is averaged over: one mandate alone would make its best treatment the best by luck.
    """
    return [*data.place, *(f.key for f in data.levelled if f.key != key)]


def regret(data: Dataset, outcome: str) -> Frame | None:
    """What each treatment (columns) has less than the best of each context (rows); more, where less is better.

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
    found = regret(data, outcome)
    if found is None:
        return None
    order = found.rank(axis=1, method="average")
    best = found.eq(0.0)
    return pd.DataFrame(
        {
            "treatment": list(found.columns), "outcome": outcome,
            "best_in_share": (best.div(best.sum(axis=1), axis=0)).mean().to_numpy(),
            "mean_rank": order.mean().to_numpy(), "mean_regret": found.mean().to_numpy(),
            "largest_regret": found.max().to_numpy(), "contexts": len(found),
        }
    ).sort_values("mean_regret", ignore_index=True)  # fmt: skip
