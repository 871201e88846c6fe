"""How long dossiers take to be adopted (courbes de survie)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from negosim.ensemble.analysis.dataset import Dataset, Frame
from negosim.ensemble.analysis.effects import LEAST, RESAMPLES
from negosim.negotiation.state.arrays import MONTHS

__all__ = ["curves", "treatment_factor"]


def treatment_factor(data: Dataset) -> str | None:
    """The factor whose levels are compared: the strategy, else the first with levels; None where there is none."""
    keys = [f.key for f in data.factors_with_levels]
    return "facilitation" if "facilitation" in keys else (keys[0] if keys else None)


def curves(data: Dataset) -> Frame | None:
    """Share of dossiers not adopted yet, by treatment and month since opening, with 95 % intervals.

    Kaplan-Meier; what ends otherwise is censored at the end of the mandate, since it is then never adopted, yearly
    dossiers are left out. Dossiers of one draw go together: intervals are those of a bootstrap over draws. None without
    the table `dossiers`. Source: Kaplan and Meier 1958; Efron 1981; statsmodels.
    """
    table = data.table("dossiers")
    if table is None or table.empty:
        return None
    table = table.merge(data.rows[["point", "replicate", "draw"]], on=["point", "replicate"])
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
        spent, event = time.loc[index], adopted.loc[index].astype(int)
        curve: Any = SurvfuncRight(spent, event)
        edges = over_draws(spent.to_numpy(), event.to_numpy(), table.loc[index, "draw"].to_numpy(), curve.surv_times)
        for month, share, low, high in zip(curve.surv_times, curve.surv_prob, *edges, strict=True):
            rows.append({"factor": key, "level": level, "month": float(month), "not_adopted": float(share),
                         "low": low, "high": high})  # fmt: skip
    return pd.DataFrame(rows)


def over_draws(time: np.ndarray, adopted: np.ndarray, draws: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The 95 % percentile interval of Kaplan-Meier shares at `months`, whole draws resampled, float64[2, months].

    `time`, `adopted` (0 or 1) and `draws`: one value a dossier. Source: Efron 1981, on clusters.
    """
    names, number = np.unique(draws, return_inverse=True)
    if len(names) < LEAST:
        return np.full((2, len(months)), np.nan)
    adoptions, at_risk = np.zeros((len(names), len(months))), np.zeros((len(names), len(months)))
    np.add.at(adoptions, (number[adopted == 1], np.searchsorted(months, time[adopted == 1])), 1)
    np.add.at(at_risk, number, time[:, None] >= months[None, :])
    rng = np.random.default_rng(0)
    times = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    risk = np.maximum(times @ at_risk, 1)
    return np.percentile(np.cumprod(1 - (times @ adoptions) / risk, axis=1), (2.5, 97.5), axis=0)
