"""Which parameters the outcomes depend on: indices of Morris and Sobol (analyse de sensibilité)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from negosim.ensemble.analysis.dataset import Dataset, Frame
from negosim.ensemble.samplers import MORRIS_LEVELS, problem_of

__all__ = ["sensitivity"]


def sensitivity(data: Dataset, outcomes: Sequence[str]) -> Frame | None:
    """Indices of each factor with bounds, by outcome and treatment, with 95 % intervals; None for other designs.

    Morris: `mu_star`, `sigma` of elementary effects on the range of the factor. Sobol: `S1`, `ST`. Each point stands
    by the mean of its replicates, on the same seeds. Source: Morris 1991; Saltelli et al. 2010; SALib.
    """
    sampler = data.manifest["configuration"]["design"]["sampler"]
    if sampler not in ("morris", "sobol"):
        return None
    rows = []
    labels = treatment_labels(data)
    for outcome in outcomes:
        means = data.rows.groupby("point")[outcome].mean()
        for treatment, part in data.points.groupby("treatment"):
            values = means.reindex(part.sort_values("sample")["point"]).to_numpy(float)
            if np.isnan(values).any() or np.ptp(values) == 0:
                continue
            shares = shares_of(data, part.sort_values("sample"))
            indices = _morris(data, shares, values) if sampler == "morris" else _sobol(data, values)
            rows += [{"treatment": labels[treatment], "outcome": outcome, **line} for line in indices]
    return pd.DataFrame(rows)


def treatment_labels(data: Dataset) -> dict[int, str]:
    """What each treatment is, by number."""
    keys = [f.key for f in data.factors if not f.is_sampled and len(f.levels) > 1]
    first = data.points.drop_duplicates("treatment")[["treatment", *keys]].to_dict("records")
    return {row["treatment"]: " ".join(str(row[key]) for key in keys) or "all" for row in first}


def shares_of(data: Dataset, points: Frame) -> np.ndarray:
    """The factors with bounds as shares of the way between them, float64 [points, factors]."""
    columns = [(points[f.key] - f.low) / (float(f.high or 0) - float(f.low or 0)) for f in data.factors_with_bounds]
    return np.column_stack(columns).astype(float)


def _morris(data: Dataset, shares: np.ndarray, values: np.ndarray) -> list[dict[str, object]]:
    """Elementary effects."""
    from SALib.analyze import morris  # noqa: PLC0415 -- slow to load, only for this design

    problem = problem_of(data.factors_with_bounds)
    result = morris.analyze(problem, np.round(shares * (MORRIS_LEVELS - 1)) / (MORRIS_LEVELS - 1), values,
                            num_levels=MORRIS_LEVELS, seed=0)  # fmt: skip
    return [
        {"parameter": name, "index": "mu_star", "value": float(result["mu_star"][k]),
         "low": float(result["mu_star"][k] - result["mu_star_conf"][k]),
         "high": float(result["mu_star"][k] + result["mu_star_conf"][k]), "sigma": float(result["sigma"][k])}
        for k, name in enumerate(problem["names"])
    ]  # fmt: skip


def _sobol(data: Dataset, values: np.ndarray) -> list[dict[str, object]]:
    """First-order and total indices."""
    from SALib.analyze import sobol  # noqa: PLC0415 -- slow to load, only for this design

    problem = problem_of(data.factors_with_bounds)
    result = sobol.analyze(problem, values, calc_second_order=False, seed=0)
    return [
        {"parameter": name, "index": index, "value": float(result[index][k]),
         "low": float(result[index][k] - result[f"{index}_conf"][k]),
         "high": float(result[index][k] + result[f"{index}_conf"][k])}
        for index in ("S1", "ST") for k, name in enumerate(problem["names"])
    ]  # fmt: skip
