"""How long dossiers take to be adopted, and how long they are kept (courbes de survie)."""

from __future__ import annotations

from typing import Any

import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from negosim.ensemble.analysis.dataset import Dataset, Frame
from negosim.negotiation.state import MONTHS

__all__ = ["curves", "treatment_factor"]


def treatment_factor(data: Dataset) -> str | None:
    """The factor whose levels are drawn apart: the strategy, else the first with levels; None where there is none."""
    keys = [f.key for f in data.levelled]
    return "facilitation" if "facilitation" in keys else (keys[0] if keys else None)


def curves(data: Dataset) -> Frame | None:
    """Share of dossiers not adopted yet, by treatment and month since opening, with 95 % intervals.

    Kaplan-Meier; what ends otherwise is censored at the end of the mandate, since it is then never adopted, yearly
    dossiers are left out. None unless the sweep kept `dossiers`. Source: Kaplan and Meier 1958; statsmodels.
    """
    table = data.table("dossiers")
    if table is None or table.empty:
        return None
    key = treatment_factor(data)
    if key:
        table = table.merge(data.points[["point", key]], on="point")
    else:
        key = "all"
        table = table.assign(all="all")
    table = table[~table["recurrent"].astype(bool)]
    adopted = table["adopted"].fillna(value=False).astype(bool)
    longest = (MONTHS - table["opened"].astype(float) + 1).clip(lower=1)
    time = table["months"].astype(float).where(adopted, longest).clip(lower=1)
    rows = []
    for level, index in table.groupby(key, observed=True, sort=False).groups.items():
        found: Any = SurvfuncRight(time.loc[index], adopted.loc[index].astype(int))
        for month, share, error in zip(found.surv_times, found.surv_prob, found.surv_prob_se, strict=True):
            low, high = max(0.0, float(share - 1.96 * error)), min(1.0, float(share + 1.96 * error))
            rows.append({"factor": key, "level": level, "month": float(month), "not_adopted": float(share),
                         "low": low, "high": high})  # fmt: skip
    return pd.DataFrame(rows)
